#include "Av1Size.hpp"

#include <algorithm>

#include "BitReader.hpp"

namespace vision {

namespace {

/// Skips the timing information. Returns the number of bits of a delay; 0 if there is none.
int skip_timing(BitReader &bits) {
  bits.skip(64);
  if (bits.fixed(1) != 0) bits.golomb();  // ticks per picture
  if (bits.fixed(1) == 0) return 0;
  const int delay = int(bits.fixed(5)) + 1;
  bits.skip(32 + 5 + 5);
  return delay;
}

void skip_operating_points(BitReader &bits, int delay) {
  const bool has_display_delay = bits.fixed(1) != 0;
  for (uint32_t left = bits.fixed(5) + 1; left > 0; left--) {
    bits.skip(12);
    if (bits.fixed(5) > 7) bits.skip(1);  // level, tier
    if (delay > 0 && bits.fixed(1) != 0) bits.skip(2 * size_t(delay) + 1);
    if (has_display_delay && bits.fixed(1) != 0) bits.skip(4);
  }
}

int64_t pixels_of_header(const uint8_t *unit, size_t count) {
  // The size follows at most 32 operating points.
  BitReader bits({unit, unit + std::min<size_t>(count, 1024)});
  bits.skip(3 + 1);  // profile, still picture
  if (bits.fixed(1) != 0) {
    bits.skip(5);
  } else {
    const int delay = bits.fixed(1) != 0 ? skip_timing(bits) : 0;
    skip_operating_points(bits, delay);
  }
  const int width_bits = int(bits.fixed(4)) + 1, height_bits = int(bits.fixed(4)) + 1;
  const int64_t width = int64_t(bits.fixed(width_bits)) + 1;
  return width * (int64_t(bits.fixed(height_bits)) + 1);
}

}  // namespace

int64_t av1_pixels(const uint8_t *units, size_t count) {
  constexpr int sequence_header = 1;
  int64_t maximum = 0;
  for (size_t at = 0; at < count;) {
    const uint8_t head = units[at];
    at += (head & 4) != 0 ? 2 : 1;
    uint64_t size = count - std::min(at, count);
    if ((head & 2) != 0) {
      size = 0;
      for (int i = 0; i < 8 && at < count; i++) {
        size |= uint64_t(units[at] & 127) << 7 * i;
        if (units[at++] < 128) break;
      }
    }
    const size_t available = size_t(std::min<uint64_t>(size, count - std::min(at, count)));
    if ((head >> 3 & 15) == sequence_header) {
      maximum = std::max(maximum, pixels_of_header(units + at, available));
    }
    at += available;
  }
  return maximum;
}

}  // namespace vision
