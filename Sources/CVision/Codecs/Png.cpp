/// Decodes PNG with libpng, which gets to see only the chunks that pixels need.
#include <png.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "ByteOrder.hpp"
#include "Failure.hpp"
#include "Picture.hpp"
#include "Pixels.hpp"
#include "PngOrientation.hpp"

namespace vision {

namespace {

/// libpng reports errors by longjmp, so the functions that call setjmp hold no object with a
/// destructor.
struct Reader {
  png_structp png = nullptr;
  png_infop info = nullptr;
  const uint8_t *next;
  size_t left;
  char message[128] = "";
  bool has_wrong_sums = false;

  const bool takes_damaged;

  Reader(const Bytes &bytes, bool takes_damaged)
      : next(bytes.data()), left(bytes.size()), takes_damaged(takes_damaged) {}
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
  Reader(const Reader &) = delete;
};

void leave(png_structp png, png_const_charp message) {
  Reader &self = *static_cast<Reader *>(png_get_error_ptr(png));
  std::snprintf(self.message, sizeof self.message, "%s", message);
  png_longjmp(png, 1);
}

void note_warning(png_structp png, png_const_charp message) {
  Reader &self = *static_cast<Reader *>(png_get_error_ptr(png));
  if (std::strstr(message, "CRC error") != nullptr) self.has_wrong_sums = true;
}

void read_bytes(png_structp png, png_bytep bytes, size_t count) {
  Reader &self = *static_cast<Reader *>(png_get_io_ptr(png));
  const size_t taken = std::min(count, self.left);
  // libpng reads some kilobytes at a time; in a damaged file the last block may be shorter.
  if (taken < count && (!self.takes_damaged || taken == 0)) png_error(png, "the file ends early");
  std::memcpy(bytes, self.next, taken);
  std::memset(bytes + taken, 0, count - taken);
  self.next += taken;
  self.left -= taken;
}

/// Makes libpng convert everything to 8-bit samples: gray, or red, green, blue, plus alpha where
/// there is any.
bool start(Reader &self) {
  if (setjmp(png_jmpbuf(self.png)) != 0) return false;
  // Only IHDR, PLTE, tRNS and IDAT affect pixels here; gAMA, cHRM, sRGB and iCCP are ignored, as in
  // JPEG. All other chunks are skipped, so none of them can decompress to gigabytes.
  png_set_keep_unknown_chunks(self.png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
  png_set_chunk_malloc_max(self.png, 0);
  png_set_read_fn(self.png, &self, read_bytes);
  if (self.takes_damaged) png_set_crc_action(self.png, PNG_CRC_WARN_USE, PNG_CRC_NO_CHANGE);
  png_read_info(self.png, self.info);
  png_set_expand(self.png);
  png_set_scale_16(self.png);
  png_read_update_info(self.png, self.info);
  return true;
}

bool read_row(Reader &self, png_bytep row) {
  if (setjmp(png_jmpbuf(self.png)) != 0) return false;
  png_read_row(self.png, row, nullptr);
  return true;
}

/// Refuses small files that decompress to very large pictures, which would take more than a second.
/// PNG compresses photos by a factor of 20 at most, empty pictures by 1000.
void check_unpacked_size(const Bytes &bytes, cv::Size size) {
  constexpr size_t always = size_t(1) << 29, times = 200;
  const size_t depth = bytes[24], colour_type = bytes[25];
  // Palette pictures have the colour bit set too, but each pixel is one index.
  const bool is_rgb = (colour_type & PNG_COLOR_TYPE_PALETTE) == PNG_COLOR_TYPE_RGB;
  const size_t colours = is_rgb ? 3 : 1;
  const size_t bits = depth * (colours + (colour_type & PNG_COLOR_MASK_ALPHA ? 1 : 0));
  const size_t unpacked = (size_t(size.width) * bits + 7) / 8 * size_t(size.height);
  if (unpacked > always && unpacked / times > bytes.size()) {
    throw Failure(VISION_TOO_LARGE, "the PNG unpacks to more than 200 times its size");
  }
}

class Png final : public Picture {
 public:
  Png(Bytes given, Damaged damaged) : Picture(damaged), bytes(std::move(given)) {
    if (bytes.size() < 33) throw Failure(VISION_TRUNCATED, "the PNG ends within its header");
    if (std::memcmp(&bytes[12], "IHDR", 4) != 0) {
      throw Failure(VISION_NOT_A_PHOTO, "the PNG has no header");
    }
    check_size(big_endian(&bytes[16]), big_endian(&bytes[20]));
    size = cv::Size(int(big_endian(&bytes[16])), int(big_endian(&bytes[20])));
    check_unpacked_size(bytes, size);
    orientation = png_orientation(bytes);
  }

  cv::Mat decode(Channels channels, int) const override {
    Reader self(bytes, takes_damaged);
    self.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &self, leave, note_warning);
    if (self.png != nullptr) self.info = png_create_info_struct(self.png);
    if (self.info == nullptr) throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
    if (!start(self)) throw failure(self);
    cv::Mat pixels = new_pixels(size, channels);
    Bytes row(png_get_rowbytes(self.png, self.info));
    if (png_get_interlace_type(self.png, self.info) == PNG_INTERLACE_NONE) {
      const Samples samples = Samples(png_get_channels(self.png, self.info));
      for (int y = 0; y < size.height; y++) {
        if (!read_row(self, row.data())) {
          if (takes_damaged && y == 0) throw failure(self);
          lose(failure(self));
          pixels.rowRange(y, size.height).setTo(cv::Scalar::all(missing_sample));
          break;
        }
        convert_row(row.data(), samples, size.width, channels, pixels.ptr(y));
      }
    } else {
      read_interlaced(self, row, channels, pixels);
    }
    if (self.has_wrong_sums) damaged = true;
    return pixels;
  }

 private:
  const Bytes bytes;

  /// Decodes the seven interlace passes as small pictures and distributes their pixels here. libpng
  /// could do that, but would need all rows in memory in their stored form.
  void read_interlaced(Reader &self, Bytes &row, Channels channels, cv::Mat &pixels) const {
    const Samples samples = Samples(png_get_channels(self.png, self.info));
    Bytes converted(size_t(size.width) * size_t(channels));
    for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++) {
      const int columns = int(PNG_PASS_COLS(uint32_t(size.width), pass));
      const int first_y = PNG_PASS_START_ROW(pass), step_y = 1 << PNG_PASS_ROW_SHIFT(pass);
      if (columns == 0) continue;
      for (int y = first_y; y < size.height; y += step_y) {
        if (!read_row(self, row.data())) {
          if (takes_damaged && pass == 0) throw failure(self);
          lose(failure(self));
          return fill_passes(pass, pixels);
        }
        convert_row(row.data(), samples, columns, channels, converted.data());
        scatter(converted.data(), columns, pass, size_t(channels), pixels.ptr(y));
      }
    }
  }

  /// Fills the pixels of this pass and later ones with the nearest pixel to the left or above from
  /// an earlier pass.
  static void fill_passes(int pass, cv::Mat &pixels) {
    const int columns = 8 >> pass / 2, rows = 8 >> (pass - 1) / 2;
    const size_t pixel_bytes = pixels.elemSize();
    for (int y = 0; y < pixels.rows; y++) {
      const uint8_t *from = pixels.ptr(y - y % rows);
      uint8_t *to = pixels.ptr(y);
      for (int x = 0; x < pixels.cols; x++) {
        std::memmove(
            to + pixel_bytes * size_t(x), from + pixel_bytes * size_t(x - x % columns),
            pixel_bytes);
      }
    }
  }

  /// Writes a row of a pass to its columns of the full row.
  static void scatter(
      const uint8_t *from, int columns, int pass, size_t pixel_bytes, uint8_t *row) {
    const size_t step = pixel_bytes << PNG_PASS_COL_SHIFT(pass);
    uint8_t *to = row + pixel_bytes * PNG_PASS_START_COL(pass);
    for (int x = 0; x < columns; x++, from += pixel_bytes, to += step) {
      for (size_t i = 0; i < pixel_bytes; i++) to[i] = from[i];
    }
  }

  static Failure failure(const Reader &self) {
    return Failure(
        VISION_TRUNCATED, std::string("the PNG ends early or is damaged: ") + self.message);
  }
};

}  // namespace

std::unique_ptr<Picture> open_png(Bytes bytes, Damaged damaged) {
  return std::make_unique<Png>(std::move(bytes), damaged);
}

}  // namespace vision
