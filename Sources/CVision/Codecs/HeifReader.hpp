/// Reads big-endian numbers from the bytes of a HEIC or AVIF.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace vision {

/// Bytes beyond the end read as 0.
struct HeifReader {
  const uint8_t *next, *end;

  size_t left() const { return size_t(end - next); }
  uint64_t number(size_t count) {
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++) value = value << 8 | (next < end ? *next++ : 0);
    return value;
  }
  void skip(size_t count) { next += std::min(count, left()); }
};

}  // namespace vision
