/// JPEG by libjpeg-turbo: sizes from the header, pixels at 1/1, 1/2, in colour also 1/4 and 1/8, straight from the DCT.
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <string>

#include <jpeglib.h>
// After jpeglib.h, which it needs.
#include <jerror.h>

#include "Failure.hpp"
#include "Orientation.hpp"
#include "Picture.hpp"

namespace vision {

namespace {

/// libjpeg leaves by longjmp. The functions that set the jump hold no object with a destructor.
struct Decompressor {
  jpeg_decompress_struct jpeg;
  jpeg_error_mgr errors;
  std::jmp_buf jump;
  char message[JMSG_LENGTH_MAX];
  int message_code;
  bool ended_early;

  Decompressor();
  ~Decompressor() { jpeg_destroy_decompress(&jpeg); }
  Decompressor(const Decompressor &) = delete;
};

Decompressor &owner(j_common_ptr jpeg) { return *static_cast<Decompressor *>(jpeg->client_data); }

[[noreturn]] void leave(j_common_ptr jpeg) {
  Decompressor &self = owner(jpeg);
  self.message_code = jpeg->err->msg_code;
  jpeg->err->format_message(jpeg, self.message);
  std::longjmp(self.jump, 1);
}

/// Warnings that mean lost pixels end the decoding; the others (odd markers, a version) leave the picture whole.
void judge_message(j_common_ptr jpeg, int level) {
  if (level >= 0) return;
  switch (jpeg->err->msg_code) {
    case JWRN_JPEG_EOF:
      // Harmless by itself where only the end marker is missing: all rows of a single scan were there.
      owner(jpeg).ended_early = true;
      break;
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
      leave(jpeg);
    default:
      break;
  }
}

void say_nothing(j_common_ptr) {}

Decompressor::Decompressor() : message_code(0), ended_early(false) {
  std::memset(&jpeg, 0, sizeof jpeg);
  jpeg.err = jpeg_std_error(&errors);
  errors.error_exit = leave;
  errors.emit_message = judge_message;
  errors.output_message = say_nothing;
  jpeg.client_data = this;
  message[0] = 0;
}

bool read_header(Decompressor &self, const Bytes &bytes, bool keep_exif) {
  if (setjmp(self.jump) != 0) return false;
  jpeg_create_decompress(&self.jpeg);
  jpeg_mem_src(&self.jpeg, bytes.data(), static_cast<unsigned long>(bytes.size()));
  if (keep_exif) jpeg_save_markers(&self.jpeg, JPEG_APP0 + 1, 0xFFFF);
  jpeg_read_header(&self.jpeg, TRUE);
  return true;
}

bool start(Decompressor &self, J_COLOR_SPACE space, int reduction) {
  if (setjmp(self.jump) != 0) return false;
  self.jpeg.out_color_space = space;
  self.jpeg.scale_num = 1;
  self.jpeg.scale_denom = static_cast<unsigned>(reduction);
  jpeg_start_decompress(&self.jpeg);
  return true;
}

/// Fills rows from the top; returns false at a jump.
bool read_rows(Decompressor &self, uint8_t *first, size_t row_bytes) {
  if (setjmp(self.jump) != 0) return false;
  while (self.jpeg.output_scanline < self.jpeg.output_height) {
    JSAMPROW row = first + row_bytes * self.jpeg.output_scanline;
    jpeg_read_scanlines(&self.jpeg, &row, 1);
  }
  return true;
}

[[noreturn]] void fail(const Decompressor &self, bool in_header) {
  const std::string reason = self.message;
  switch (self.message_code) {
    case JERR_OUT_OF_MEMORY:
      throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
    case JERR_IMAGE_TOO_BIG:
    case JERR_WIDTH_OVERFLOW:
      throw Failure(VISION_TOO_LARGE, reason);
    case JERR_CONVERSION_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_COMPONENT_COUNT:
    case JERR_SOF_UNSUPPORTED:
      throw Failure(VISION_NOT_A_PHOTO, "this kind of JPEG is not supported: " + reason);
    default:
      break;
  }
  if (in_header && !self.ended_early) throw Failure(VISION_NOT_A_PHOTO, "not a JPEG picture: " + reason);
  throw Failure(VISION_TRUNCATED, "the JPEG ends early or is damaged: " + reason);
}

/// Four inks to colour or gray. Adobe's programs store them inverted, which is what nearly every such file is.
void convert_inks(const cv::Mat &inks, bool inverted, cv::Mat &pixels) {
  for (int y = 0; y < inks.rows; y++) {
    const uint8_t *in = inks.ptr(y);
    uint8_t *out = pixels.ptr(y);
    for (int x = 0; x < inks.cols; x++, in += 4) {
      const int flip = inverted ? 0 : 255;
      const int black = in[3] ^ flip;
      const int red = (in[0] ^ flip) * black / 255;
      const int green = (in[1] ^ flip) * black / 255;
      const int blue = (in[2] ^ flip) * black / 255;
      if (pixels.channels() == 1) {
        *out++ = uint8_t((299 * red + 587 * green + 114 * blue + 500) / 1000);
      } else {
        *out++ = uint8_t(blue);
        *out++ = uint8_t(green);
        *out++ = uint8_t(red);
      }
    }
  }
}

class Jpeg final : public Picture {
 public:
  explicit Jpeg(Bytes given) : bytes(std::move(given)) {
    Decompressor header;
    if (!read_header(header, bytes, true)) fail(header, true);
    check_size(header.jpeg.image_width, header.jpeg.image_height);
    size = cv::Size(int(header.jpeg.image_width), int(header.jpeg.image_height));
    for (auto marker = header.jpeg.marker_list; marker != nullptr; marker = marker->next) {
      // APP1 also carries XMP; the first Exif block counts.
      if (marker->data_length > 6 && std::memcmp(marker->data, "Exif\0\0", 6) == 0) {
        orientation = exif_orientation(marker->data, marker->data_length);
        break;
      }
    }
  }

  /// Gray is asked for twice, small for finding faces and larger for their points, and nearly all of a decoding's time
  /// goes into the Huffman codes, which is the same at each size: so one decoding at 1/2 serves both.
  int greatest_reduction(Channels channels) const override { return channels == Channels::gray ? 2 : 8; }

  cv::Mat decode(Channels channels, int reduction) const override {
    Decompressor self;
    if (!read_header(self, bytes, false)) fail(self, false);
    const bool inks = self.jpeg.num_components == 4;
    const J_COLOR_SPACE space = inks ? JCS_CMYK : channels == Channels::gray ? JCS_GRAYSCALE : JCS_EXT_BGR;
    if (!start(self, space, reduction)) fail(self, false);

    const int width = int(self.jpeg.output_width), height = int(self.jpeg.output_height);
    cv::Mat pixels(height, width, CV_8UC(int(channels)));
    cv::Mat stored = inks ? cv::Mat(height, width, CV_8UC4) : pixels;
    if (!read_rows(self, stored.data, stored.step)) fail(self, false);
    if (self.ended_early && jpeg_has_multiple_scans(&self.jpeg)) {
      throw Failure(VISION_TRUNCATED, "the JPEG ends early: scans are missing");
    }
    if (inks) convert_inks(stored, self.jpeg.saw_Adobe_marker, pixels);
    return pixels;
  }

 private:
  Bytes bytes;
};

}  // namespace

std::unique_ptr<Picture> open_jpeg(Bytes bytes) { return std::make_unique<Jpeg>(std::move(bytes)); }

}  // namespace vision
