/// Decodes BMP of Windows and OS/2, without a library: palettes, direct colour with bit masks, and
/// run-length encoding.
#include <algorithm>
#include <array>

#include "BmpHeader.hpp"
#include "Failure.hpp"
#include "Picture.hpp"
#include "Pixels.hpp"

namespace vision {

namespace {

/// The bits of one colour within a pixel, and a table that scales them to 0 … 255. Only the highest
/// 8 bits are used.
struct Field {
  uint32_t mask;
  int shift = 0;
  std::array<uint8_t, 256> scaled{};

  explicit Field(uint32_t mask) : mask(mask) {
    if (mask == 0) return;
    int first = 0, end = 32;
    while (!(mask >> first & 1)) first++;
    while (!(mask >> (end - 1) & 1)) end--;
    shift = std::max(first, end - 8);
    const int maximum = (1 << (end - shift)) - 1;
    for (int i = 0; i <= maximum; i++) {
      scaled[size_t(i)] = uint8_t((i * 255 + maximum / 2) / maximum);
    }
  }
  uint8_t of(uint32_t pixel) const { return scaled[(pixel & mask) >> shift]; }
};

/// Decodes run lengths into palette indices. Pixels that no run covers keep index 0, as in Pillow.
class RunReader {
 public:
  RunReader(const uint8_t *next, const uint8_t *end, bool is_nibbles, cv::Mat &indices)
      : next(next), end(end), is_nibbles(is_nibbles), indices(indices) {}

  /// False if the data end before the picture does.
  bool read() {
    while (y < indices.rows) {
      if (end - next < 2) return x >= indices.cols && y == indices.rows - 1;
      const int count = *next++, value = *next++;
      if (count > 0) {
        put_run(count, value);
      } else if (value == 0) {
        x = 0;
        y++;
      } else if (value == 1) {
        return true;
      } else if (value == 2) {
        if (end - next < 2) return false;
        x += *next++;
        y += *next++;
      } else if (!put_literal(value)) {
        return false;
      }
    }
    return true;
  }

 private:
  const uint8_t *next, *end;
  bool is_nibbles;
  cv::Mat &indices;
  int x = 0, y = 0;  // x may be beyond the row: such pixels are dropped

  void put_run(int count, int value) {
    uint8_t *row = indices.ptr(y);
    const int last = std::min(x + count, indices.cols);
    for (int i = 0; x + i < last; i++) {
      row[x + i] = uint8_t(!is_nibbles ? value : i % 2 == 0 ? value >> 4 : value & 15);
    }
    x = std::min(x + count, indices.cols);
  }

  bool put_literal(int count) {
    const int bytes = is_nibbles ? (count + 1) / 2 : count;
    if (end - next < bytes) return false;
    uint8_t *row = indices.ptr(y);
    for (int i = 0; i < count && x < indices.cols; i++, x++) {
      const int pair = next[is_nibbles ? i / 2 : i];
      row[x] = uint8_t(!is_nibbles ? pair : i % 2 == 0 ? pair >> 4 : pair & 15);
    }
    // Literals are padded to an even count, but the padding may be missing at the end of the file.
    next += std::min<ptrdiff_t>(bytes + bytes % 2, end - next);
    return true;
  }
};

class Bmp final : public Picture {
 public:
  Bmp(Bytes given, Damaged damaged)
      : Picture(damaged), bytes(std::move(given)), header(bytes) {
    size = header.size;
    if (header.needed > bytes.size()) {
      const Failure failure(VISION_TRUNCATED, "the BMP is shorter than its header says");
      lose(failure);
      if (header.pixel_offset >= bytes.size() || !fill_up(bytes, header.needed)) throw failure;
    }
    std::transform(header.palette.begin(), header.palette.end(), grays.begin(), [](auto &colour) {
      return luminance(colour[0], colour[1], colour[2]);
    });
  }

  cv::Mat decode(Channels channels, int) const override {
    cv::Mat pixels = new_pixels(size, channels);
    if (header.is_run_lengths()) {
      decode_runs(channels, pixels);
    } else {
      decode_rows(channels, pixels);
    }
    return pixels;
  }

 private:
  Bytes bytes;
  BmpHeader header;
  std::array<uint8_t, 256> grays;  // of the palette

  uint8_t *row_of(cv::Mat &pixels, int stored) const {
    return pixels.ptr(header.is_top_down ? stored : size.height - 1 - stored);
  }

  void decode_runs(Channels channels, cv::Mat &pixels) const {
    cv::Mat indices = cv::Mat::zeros(size, CV_8U);
    const uint8_t *end = bytes.data() + bytes.size();
    RunReader runs(&bytes[header.pixel_offset], end, header.bits == 4, indices);
    if (!runs.read()) lose(Failure(VISION_TRUNCATED, "the BMP ends early: rows are missing"));
    for (int y = 0; y < size.height; y++) {
      look_up(indices.ptr(y), 8, channels, row_of(pixels, y));
    }
  }

  void decode_rows(Channels channels, cv::Mat &pixels) const {
    const Samples samples = header.alpha != 0 ? Samples::rgb_alpha : Samples::rgb;
    Bytes row(size_t(samples) * size_t(size.width));
    for (int y = 0; y < size.height; y++) {
      const uint8_t *stored = &bytes[header.pixel_offset + header.row_bytes * size_t(y)];
      if (header.bits <= 8) {
        look_up(stored, header.bits, channels, row_of(pixels, y));
      } else {
        unpack_colours(stored, row.data());
        convert_row(row.data(), samples, size.width, channels, row_of(pixels, y));
      }
    }
  }

  /// Looks up a row of indices of `bits` bits each; the first index is in the highest bits.
  void look_up(const uint8_t *stored, int bits, Channels channels, uint8_t *out) const {
    const int per_byte = 8 / bits, mask = (1 << bits) - 1;
    for (int x = 0; x < size.width; x++) {
      const int index = stored[x / per_byte] >> (8 - bits - x % per_byte * bits) & mask;
      if (channels == Channels::gray) {
        *out++ = grays[size_t(index)];
      } else {
        const auto &colour = header.palette[size_t(index)];
        out = std::copy(colour.rbegin(), colour.rend(), out);
      }
    }
  }

  void unpack_colours(const uint8_t *stored, uint8_t *out) const {
    const Field red(header.red), green(header.green), blue(header.blue), alpha(header.alpha);
    const int step = header.bits / 8;
    for (int x = 0; x < size.width; x++, stored += step) {
      uint32_t pixel = 0;
      for (int i = step - 1; i >= 0; i--) pixel = pixel << 8 | stored[i];
      *out++ = red.of(pixel);
      *out++ = green.of(pixel);
      *out++ = blue.of(pixel);
      if (header.alpha != 0) *out++ = alpha.of(pixel);
    }
  }
};

}  // namespace

std::unique_ptr<Picture> open_bmp(Bytes bytes, Damaged damaged) {
  return std::make_unique<Bmp>(std::move(bytes), damaged);
}

}  // namespace vision
