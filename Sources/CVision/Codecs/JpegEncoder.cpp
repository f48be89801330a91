/// Encodes pixels as a baseline JPEG with libjpeg-turbo.
///
/// The TurboJPEG interface would be shorter, but it obeys environment variables (TJ_PROGRESSIVE,
/// TJ_RESTART and others), so the same input would not always give the same bytes. It is also a
/// second copy of the codec, which every program would have to load.
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <jpeglib.h>

#include "CVisionPhoto.h"
#include "Failure.hpp"

namespace {

struct Compressor {
  jpeg_compress_struct jpeg;
  jpeg_error_mgr errors;
  std::jmp_buf jump;
  char message[JMSG_LENGTH_MAX];
  unsigned char *data = nullptr;
  unsigned long count = 0;

  ~Compressor() {
    jpeg_destroy_compress(&jpeg);
    std::free(data);
  }
};

[[noreturn]] void leave(j_common_ptr jpeg) {
  Compressor &self = *static_cast<Compressor *>(jpeg->client_data);
  jpeg->err->format_message(jpeg, self.message);
  std::longjmp(self.jump, 1);
}

void say_nothing(j_common_ptr) {}

/// Holds no object with a destructor, because libjpeg reports errors by longjmp.
bool compress(
    Compressor &self, const uint8_t *pixels, int width, int height, size_t row_bytes, int channels,
    int quality) {
  std::memset(&self.jpeg, 0, sizeof self.jpeg);
  self.jpeg.err = jpeg_std_error(&self.errors);
  self.errors.error_exit = leave;
  self.errors.output_message = say_nothing;
  self.jpeg.client_data = &self;
  if (setjmp(self.jump) != 0) return false;
  jpeg_create_compress(&self.jpeg);
  jpeg_mem_dest(&self.jpeg, &self.data, &self.count);
  self.jpeg.image_width = static_cast<unsigned>(width);
  self.jpeg.image_height = static_cast<unsigned>(height);
  self.jpeg.input_components = channels;
  self.jpeg.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_EXT_BGR;
  jpeg_set_defaults(&self.jpeg);
  jpeg_set_quality(&self.jpeg, quality, TRUE);
  jpeg_start_compress(&self.jpeg, TRUE);
  while (self.jpeg.next_scanline < self.jpeg.image_height) {
    JSAMPROW row = const_cast<uint8_t *>(pixels) + row_bytes * self.jpeg.next_scanline;
    jpeg_write_scanlines(&self.jpeg, &row, 1);
  }
  jpeg_finish_compress(&self.jpeg);
  return true;
}

}  // namespace

vision_code vision_encode_jpeg(
    const uint8_t *pixels, int width, int height, size_t row_bytes, int channels, int quality,
    vision_bytes *jpeg, vision_failure *failure) {
  *jpeg = vision_bytes{nullptr, 0};
  return vision::guarded(failure, [&] {
    if (width < 1 || height < 1 || width > JPEG_MAX_DIMENSION || height > JPEG_MAX_DIMENSION ||
        (channels != 1 && channels != 3) || row_bytes < size_t(width) * size_t(channels)) {
      throw vision::Failure(VISION_INTERNAL, "a JPEG cannot have this size or number of channels");
    }
    Compressor self;
    if (!compress(self, pixels, width, height, row_bytes, channels, quality)) {
      throw vision::Failure(VISION_INTERNAL, std::string("cannot encode a JPEG: ") + self.message);
    }
    *jpeg = vision_bytes{self.data, self.count};
    self.data = nullptr;
  });
}

void vision_bytes_free(vision_bytes bytes) { std::free(bytes.data); }
