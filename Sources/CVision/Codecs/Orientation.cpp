#include "Orientation.hpp"

#include <cstring>

namespace vision {

namespace {

/// Reads unsigned numbers of a TIFF structure in its byte order; bytes beyond the end read as 0.
struct TiffNumbers {
  const uint8_t *bytes;
  size_t count;
  bool is_big_endian;

  uint32_t number(size_t at, size_t width) const {
    if (at > count || width > count - at) return 0;
    uint32_t value = 0;
    for (size_t i = 0; i < width; i++) {
      value = value << 8 | bytes[at + (is_big_endian ? i : width - 1 - i)];
    }
    return value;
  }
};

/// Size in bytes of an unsigned integer type; 0 for all other types.
size_t value_width(uint32_t type) {
  constexpr uint32_t byte_type = 1, short_type = 3, long_type = 4;
  return type == byte_type ? 1 : type == short_type ? 2 : type == long_type ? 4 : 0;
}

}  // namespace

int exif_orientation(const uint8_t *block, size_t count) {
  // Some programs write the prefix twice.
  for (int i = 0; i < 2 && count >= 6 && std::memcmp(block, "Exif\0\0", 6) == 0; i++) {
    block += 6;
    count -= 6;
  }
  if (count < 8) return 1;
  const bool is_big_endian = std::memcmp(block, "MM\0*", 4) == 0;
  if (!is_big_endian && std::memcmp(block, "II*\0", 4) != 0) return 1;

  // Only the first directory counts, and only values stored inside their entries: no offset is
  // followed, so there can be no loop.
  const TiffNumbers tiff{block, count, is_big_endian};
  const size_t directory = tiff.number(4, 4);
  const size_t entries = tiff.number(directory, 2);
  for (size_t i = 0; i < entries; i++) {
    const size_t entry = directory + 2 + 12 * i;
    if (entry + 12 > count) break;
    if (tiff.number(entry, 2) != 0x0112) continue;
    const size_t width = value_width(tiff.number(entry + 2, 2));
    if (width == 0 || tiff.number(entry + 4, 4) != 1) continue;
    const uint32_t value = tiff.number(entry + 8, width);
    return value >= 1 && value <= 8 ? int(value) : 1;
  }
  return 1;
}

Turn::Turn(int orientation)
    : transpose(orientation >= 5),
      flip_x(orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7),
      flip_y(orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8) {}

cv::Mat Turn::apply(const cv::Mat &stored) const {
  cv::Mat upright = stored;
  if (transpose) cv::transpose(upright, upright);
  if (flip_x || flip_y) cv::flip(upright, upright, flip_x && flip_y ? -1 : flip_x ? 1 : 0);
  return upright;
}

}  // namespace vision
