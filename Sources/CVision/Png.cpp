/// PNG by libpng itself, because OpenCV's reader lets libpng print to standard error.
#include <png.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "Failure.hpp"
#include "Orientation.hpp"
#include "Picture.hpp"

namespace vision {

namespace {

uint32_t big_endian(const uint8_t *bytes) {
  return uint32_t(bytes[0]) << 24 | uint32_t(bytes[1]) << 16 | uint32_t(bytes[2]) << 8 | bytes[3];
}

/// libpng leaves by longjmp. The functions that set the jump hold no object with a destructor.
struct Reader {
  png_structp png = nullptr;
  png_infop info = nullptr;
  const uint8_t *next;
  size_t left;
  char message[128] = "";

  explicit Reader(const Bytes &bytes) : next(bytes.data()), left(bytes.size()) {}
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
  Reader(const Reader &) = delete;
};

void leave(png_structp png, png_const_charp message) {
  Reader &self = *static_cast<Reader *>(png_get_error_ptr(png));
  std::snprintf(self.message, sizeof self.message, "%s", message);
  png_longjmp(png, 1);
}

void ignore_warning(png_structp, png_const_charp) {}

void read_bytes(png_structp png, png_bytep bytes, size_t count) {
  Reader &self = *static_cast<Reader *>(png_get_io_ptr(png));
  if (count > self.left) png_error(png, "the file ends early");
  std::memcpy(bytes, self.next, count);
  self.next += count;
  self.left -= count;
}

/// Whatever is stored becomes 8-bit gray or blue, green, red; transparency is dropped.
bool start(Reader &self, Channels channels) {
  if (setjmp(png_jmpbuf(self.png)) != 0) return false;
  png_set_read_fn(self.png, &self, read_bytes);
  png_read_info(self.png, self.info);
  const int kind = png_get_color_type(self.png, self.info);
  if (kind == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(self.png);
  if (kind == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(self.png);
  png_set_scale_16(self.png);
  png_set_strip_alpha(self.png);
  if (channels == Channels::gray) {
    // The weights of JPEG's luminance.
    if (kind & PNG_COLOR_MASK_COLOR) png_set_rgb_to_gray(self.png, PNG_ERROR_ACTION_NONE, 0.299, 0.587);
  } else {
    if (!(kind & PNG_COLOR_MASK_COLOR)) png_set_gray_to_rgb(self.png);
    png_set_bgr(self.png);
  }
  png_set_interlace_handling(self.png);
  png_read_update_info(self.png, self.info);
  return true;
}

bool read_rows(Reader &self, png_bytepp rows) {
  if (setjmp(png_jmpbuf(self.png)) != 0) return false;
  png_read_image(self.png, rows);
  return true;
}

/// The orientation of an eXIf chunk before the pixels, 1 where there is none.
int orientation_of(const Bytes &bytes) {
  size_t at = 8;
  while (at + 12 <= bytes.size()) {
    const size_t length = big_endian(&bytes[at]);
    const uint8_t *name = &bytes[at + 4];
    if (std::memcmp(name, "IDAT", 4) == 0 || length > bytes.size() - at - 12) break;
    if (std::memcmp(name, "eXIf", 4) == 0) {
      Bytes block{'E', 'x', 'i', 'f', 0, 0};
      block.insert(block.end(), name + 4, name + 4 + length);
      return exif_orientation(block.data(), block.size());
    }
    at += 12 + length;
  }
  return 1;
}

class Png final : public Picture {
 public:
  explicit Png(Bytes given) : bytes(std::move(given)) {
    if (bytes.size() < 33) throw Failure(VISION_TRUNCATED, "the PNG ends within its header");
    if (std::memcmp(&bytes[12], "IHDR", 4) != 0) throw Failure(VISION_NOT_A_PHOTO, "the PNG has no header");
    check_size(big_endian(&bytes[16]), big_endian(&bytes[20]));
    size = cv::Size(int(big_endian(&bytes[16])), int(big_endian(&bytes[20])));
    orientation = orientation_of(bytes);
  }

  cv::Mat decode(Channels channels, int) const override {
    Reader self(bytes);
    self.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &self, leave, ignore_warning);
    if (self.png != nullptr) self.info = png_create_info_struct(self.png);
    if (self.info == nullptr) throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
    if (!start(self, channels)) fail(self);
    cv::Mat pixels(size, CV_8UC(int(channels)));
    if (png_get_rowbytes(self.png, self.info) != size_t(size.width) * size_t(channels)) {
      throw Failure(VISION_INTERNAL, "the PNG has an unexpected pixel format");
    }
    std::vector<png_bytep> rows;
    rows.reserve(size_t(size.height));
    for (int y = 0; y < size.height; y++) rows.push_back(pixels.ptr(y));
    if (!read_rows(self, rows.data())) fail(self);
    return pixels;
  }

 private:
  Bytes bytes;

  [[noreturn]] static void fail(const Reader &self) {
    throw Failure(VISION_TRUNCATED, std::string("the PNG ends early or is damaged: ") + self.message);
  }
};

}  // namespace

std::unique_ptr<Picture> open_png(Bytes bytes) { return std::make_unique<Png>(std::move(bytes)); }

}  // namespace vision
