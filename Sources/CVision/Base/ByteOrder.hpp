/// Reads unsigned integers of a given byte order.
#pragma once

#include <cstdint>

namespace vision {

inline uint32_t big_endian(const uint8_t *bytes) {
  return uint32_t(bytes[0]) << 24 | uint32_t(bytes[1]) << 16 | uint32_t(bytes[2]) << 8 | bytes[3];
}

inline uint32_t little_endian(const uint8_t *bytes) {
  return uint32_t(bytes[3]) << 24 | uint32_t(bytes[2]) << 16 | uint32_t(bytes[1]) << 8 | bytes[0];
}

inline uint16_t little_endian_16(const uint8_t *bytes) {
  return uint16_t(bytes[1] << 8 | bytes[0]);
}

}  // namespace vision
