/// Decodes PNM, without a library: netpbm's bitmaps, gray maps and pixmaps, plain (P1 to P3) and
/// raw (P4 to P6).
#include <algorithm>
#include <string>

#include "Failure.hpp"
#include "Picture.hpp"
#include "Pixels.hpp"

namespace vision {

namespace {

bool is_space(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

/// Reads decimal numbers, skipping white space and comments before them.
struct Words {
  const uint8_t *next, *end;

  void skip_comment() {
    while (next < end && *next != '\n' && *next != '\r') next++;
  }
  void skip_spaces() {
    while (next < end && (is_space(*next) || *next == '#')) {
      if (*next == '#') {
        skip_comment();
      } else {
        next++;
      }
    }
  }
  /// -1 if there is no number. Longer numbers are clamped to a value beyond all limits.
  int64_t number() {
    skip_spaces();
    if (next == end || !is_digit(*next)) return -1;
    int64_t value = 0;
    for (; next < end && is_digit(*next); next++) {
      value = std::min<int64_t>(value * 10 + (*next - '0'), int64_t(1) << 40);
    }
    return value;
  }
  /// A digit of a plain bitmap, whose digits need no white space between them; -1 for anything
  /// else.
  int bit() {
    skip_spaces();
    return next < end && (*next == '0' || *next == '1') ? *next++ - '0' : -1;
  }
};

class Pnm final : public Picture {
 public:
  Pnm(Bytes given, Damaged damaged) : Picture(damaged), bytes(std::move(given)) {
    kind = bytes[1] - '0';
    Words words{bytes.data() + 2, bytes.data() + bytes.size()};
    const int64_t width = words.number(), height = words.number();
    maximum = is_bitmap() ? 1 : int(std::min<int64_t>(words.number(), 1 << 16));
    if (width < 0 || height < 0 || maximum < 1 || maximum > 65535) {
      throw Failure(VISION_NOT_A_PHOTO, "the PNM has no header");
    }
    check_size(width, height);
    size = cv::Size(int(width), int(height));
    // One white-space character ends the header: the line end, where a comment follows the last
    // number.
    if (words.next < words.end && *words.next == '#') words.skip_comment();
    offset = std::min(size_t(words.next - bytes.data()) + 1, bytes.size());
    if (needed_bytes() > bytes.size() - offset) {
      lose(failure());
      if (!fill_up(bytes, offset + needed_bytes())) throw failure();
    }
  }

  cv::Mat decode(Channels channels, int) const override {
    cv::Mat pixels = new_pixels(size, channels);
    const Samples samples = is_colour() ? Samples::rgb : Samples::gray;
    const Bytes scaled = scale();
    Bytes row(row_samples());
    Words words{&bytes[offset - 1], bytes.data() + bytes.size()};
    for (int y = 0; y < size.height; y++) {
      if (is_plain()) {
        if (!read_plain(words, scaled, row)) lose(failure());
      } else {
        read_raw(&bytes[offset + raw_row_bytes() * size_t(y)], scaled, row);
      }
      convert_row(row.data(), samples, size.width, channels, pixels.ptr(y));
    }
    return pixels;
  }

 private:
  Bytes bytes;
  int kind, maximum;
  size_t offset;

  bool is_plain() const { return kind <= 3; }
  bool is_bitmap() const { return kind % 3 == 1; }
  bool is_colour() const { return kind % 3 == 0; }
  size_t row_samples() const { return size_t(size.width) * (is_colour() ? 3 : 1); }
  size_t raw_row_bytes() const {
    if (is_bitmap()) return (row_samples() + 7) / 8;
    return row_samples() * (maximum > 255 ? 2 : 1);
  }
  /// In the plain formats a sample takes at least one digit, plus a separator unless it is a bit.
  size_t needed_bytes() const {
    if (!is_plain()) return raw_row_bytes() * size_t(size.height);
    const size_t samples = row_samples() * size_t(size.height);
    return is_bitmap() ? samples : 2 * samples - 1;
  }

  /// A table that scales stored values to 0 … 255, rounded; raw values beyond the maximum count as
  /// the maximum.
  Bytes scale() const {
    if (is_bitmap()) {
      Bytes scaled(2);
      scaled[0] = 255;
      return scaled;
    }
    Bytes scaled(maximum > 255 ? 65536 : 256, 255);
    for (int i = 0; i < maximum; i++) {
      scaled[size_t(i)] = uint8_t((i * 255 + maximum / 2) / maximum);
    }
    return scaled;
  }

  /// False if samples are missing.
  bool read_plain(Words &words, const Bytes &scaled, Bytes &row) const {
    bool is_whole = true;
    for (uint8_t &sample : row) {
      const int64_t value = is_bitmap() ? words.bit() : words.number();
      const bool is_good = value >= 0 && value <= maximum;
      sample = is_good ? scaled[size_t(value)] : missing_sample;
      is_whole = is_whole && is_good;
    }
    return is_whole;
  }

  void read_raw(const uint8_t *stored, const Bytes &scaled, Bytes &row) const {
    for (size_t i = 0; i < row.size(); i++) {
      const size_t value = is_bitmap()     ? stored[i / 8] >> (7 - i % 8) & 1
                           : maximum > 255 ? size_t(stored[2 * i] << 8 | stored[2 * i + 1])
                                           : stored[i];
      row[i] = scaled[value];
    }
  }

  static Failure failure() {
    return Failure(VISION_TRUNCATED, "the PNM ends early or is damaged: pixels are missing");
  }
};

}  // namespace

std::unique_ptr<Picture> open_pnm(Bytes bytes, Damaged damaged) {
  return std::make_unique<Pnm>(std::move(bytes), damaged);
}

}  // namespace vision
