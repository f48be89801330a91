#include "HeaderSizes.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>

namespace vision {

namespace {

/// Reads numbers from bytes; anything beyond the end is 0.
struct Cursor {
  const Bytes &bytes;
  bool big_endian = false;

  uint64_t number(size_t at, int count) const {
    uint64_t value = 0;
    for (int i = 0; i < count; i++) {
      const size_t place = at + size_t(big_endian ? i : count - 1 - i);
      value = value << 8 | (place < bytes.size() ? bytes[place] : 0);
    }
    return value;
  }
  bool has(size_t at, const char *text, size_t count) const {
    return at + count <= bytes.size() && std::memcmp(bytes.data() + at, text, count) == 0;
  }
};

HeaderSize bmp_size(const Cursor &file) {
  if (file.number(14, 4) == 12) return {int64_t(file.number(18, 2)), int64_t(file.number(20, 2)), false};
  const int64_t width = int32_t(file.number(18, 4));
  const int64_t height = std::llabs(int32_t(file.number(22, 4)));  // negative: stored from the top
  const uint64_t row_bits = uint64_t(std::max<int64_t>(width, 0)) * file.number(28, 2);
  const uint64_t needed = file.number(10, 4) + (row_bits + 31) / 32 * 4 * uint64_t(height);
  const uint64_t compression = file.number(30, 4);
  return {width, height, (compression == 0 || compression == 3) && needed > file.bytes.size()};
}

std::optional<HeaderSize> webp_size(const Cursor &file) {
  const bool truncated = file.number(4, 4) + 8 > file.bytes.size();
  if (file.has(12, "VP8X", 4)) {
    return HeaderSize{int64_t(file.number(24, 3)) + 1, int64_t(file.number(27, 3)) + 1, truncated};
  }
  if (file.has(12, "VP8L", 4)) {
    const int64_t bits = int64_t(file.number(21, 4));
    return HeaderSize{(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, truncated};
  }
  if (file.has(12, "VP8 ", 4)) {
    return HeaderSize{int64_t(file.number(26, 2) & 0x3FFF), int64_t(file.number(28, 2) & 0x3FFF), truncated};
  }
  return std::nullopt;
}

std::optional<HeaderSize> tiff_size(const Cursor &file) {
  const size_t directory = size_t(file.number(4, 4));
  if (directory + 2 > file.bytes.size()) return HeaderSize{1, 1, true};
  const int count = int(file.number(directory, 2));
  HeaderSize size{0, 0, false};
  for (int i = 0; i < count; i++) {
    const size_t entry = directory + 2 + size_t(i) * 12;
    const uint64_t tag = file.number(entry, 2);
    const int64_t value = int64_t(file.number(entry + 8, file.number(entry + 2, 2) == 3 ? 2 : 4));
    if (tag == 256) size.width = value;
    if (tag == 257) size.height = value;
  }
  if (size.width == 0 || size.height == 0) return std::nullopt;
  return size;
}

/// "P5 640 480", with white space and # comments between the words.
std::optional<HeaderSize> pnm_size(const Bytes &bytes) {
  int64_t values[2];
  size_t at = 2;
  for (int64_t &value : values) {
    while (at < bytes.size() && (std::isspace(bytes[at]) || bytes[at] == '#')) {
      if (bytes[at] == '#') {
        while (at < bytes.size() && bytes[at] != '\n') at++;
      } else {
        at++;
      }
    }
    value = 0;
    const size_t first = at;
    while (at < bytes.size() && std::isdigit(bytes[at]) && at - first < 10) value = value * 10 + (bytes[at++] - '0');
    if (at == first) return std::nullopt;
  }
  const uint64_t samples = uint64_t(values[0]) * uint64_t(values[1]) * (bytes[1] == '6' ? 3 : 1);
  const bool raw = bytes[1] == '5' || bytes[1] == '6';
  return HeaderSize{values[0], values[1], raw && samples > bytes.size()};
}

}  // namespace

std::optional<HeaderSize> header_size(const Bytes &bytes) {
  const Cursor file{bytes};
  if (file.has(0, "BM", 2) && bytes.size() >= 26) return bmp_size(file);
  if (file.has(0, "RIFF", 4) && file.has(8, "WEBP", 4)) return webp_size(file);
  if (file.has(0, "II*\0", 4)) return tiff_size(file);
  if (file.has(0, "MM\0*", 4)) return tiff_size(Cursor{bytes, true});
  if (bytes.size() > 8 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '6' && std::isspace(bytes[2])) {
    return pnm_size(bytes);
  }
  return std::nullopt;
}

}  // namespace vision
