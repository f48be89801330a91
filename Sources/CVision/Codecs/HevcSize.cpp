#include "HevcSize.hpp"

#include <algorithm>

#include "BitReader.hpp"
#include "ByteOrder.hpp"

namespace vision {

namespace {

/// Removes the emulation prevention bytes, which keep start codes out of the data.
std::vector<uint8_t> without_padding(const uint8_t *unit, size_t count) {
  std::vector<uint8_t> bytes;
  int zeros = 0;
  for (size_t i = 0; i < count; i++) {
    const bool is_padding = zeros >= 2 && unit[i] == 3;
    zeros = unit[i] == 0 ? zeros + 1 : 0;
    if (!is_padding) bytes.push_back(unit[i]);
  }
  return bytes;
}

constexpr int sequence_set = 33;

int64_t pixels_of_set(const uint8_t *unit, size_t count) {
  // The size is near the front.
  BitReader bits(without_padding(unit, std::min<size_t>(count, 256)));
  bits.skip(16 + 4);  // the unit's header, the video parameter set
  const uint32_t layers = bits.fixed(3);
  bits.skip(1 + 88 + 8);  // nesting; profile and level
  bool has_profile[8] = {}, has_level[8] = {};
  for (uint32_t i = 0; i < layers; i++) {
    has_profile[i] = bits.fixed(1) != 0;
    has_level[i] = bits.fixed(1) != 0;
  }
  if (layers > 0) bits.skip(2 * (8 - layers));
  for (uint32_t i = 0; i < layers; i++) {
    bits.skip((has_profile[i] ? 88 : 0) + (has_level[i] ? 8 : 0));
  }
  bits.golomb();  // the set's number
  if (bits.golomb() == 3) bits.skip(1);  // chroma
  constexpr uint32_t side_limit = 1 << 20;
  const auto width = int64_t(std::min(bits.golomb(), side_limit));
  return width * int64_t(std::min(bits.golomb(), side_limit));
}

}  // namespace

int64_t hevc_pixels(const uint8_t *hvcc, size_t count) {
  constexpr size_t head = 22;
  int64_t maximum = 0;
  if (count <= head) return 0;
  size_t at = head + 1;
  for (int arrays = hvcc[head]; arrays > 0 && at + 3 <= count; arrays--) {
    const int kind = hvcc[at] & 63;
    int units = hvcc[at + 1] << 8 | hvcc[at + 2];
    at += 3;
    for (; units > 0 && at + 2 <= count; units--) {
      const size_t claimed = size_t(hvcc[at] << 8 | hvcc[at + 1]);
      at += 2;
      const size_t available = std::min(claimed, count - at);
      if (kind == sequence_set) maximum = std::max(maximum, pixels_of_set(hvcc + at, available));
      at += available;
    }
  }
  return maximum;
}

int64_t hevc_stream_pixels(const uint8_t *units, size_t count) {
  int64_t maximum = 0;
  for (size_t at = 0; at + 4 < count;) {
    const size_t claimed = big_endian(units + at);
    at += 4;
    const size_t available = std::min(claimed, count - at);
    if (available > 0 && (units[at] >> 1 & 63) == sequence_set) {
      maximum = std::max(maximum, pixels_of_set(units + at, available));
    }
    at += available;
  }
  return maximum;
}

}  // namespace vision
