#include "HevcSize.hpp"

#include <algorithm>
#include <vector>

namespace vision {

namespace {

/// Bits, the highest first; beyond the end they are 0.
class Bits {
 public:
  /// Leaves out the bytes that only keep start codes from coming up.
  Bits(const uint8_t *unit, size_t count) {
    int zeros = 0;
    for (size_t i = 0; i < count; i++) {
      if (zeros >= 2 && unit[i] == 3) {
        zeros = 0;
        continue;
      }
      zeros = unit[i] == 0 ? zeros + 1 : 0;
      bytes.push_back(unit[i]);
    }
  }

  uint32_t fixed(int count) {
    uint32_t value = 0;
    for (int i = 0; i < count; i++, at++) {
      const bool is_there = at / 8 < bytes.size();
      value = value << 1 | (is_there ? bytes[at / 8] >> (7 - at % 8) & 1 : 0);
    }
    return value;
  }
  void skip(size_t count) { at += count; }
  /// Exp-Golomb: as many zeros as bits follow the one.
  uint32_t golomb() {
    int zeros = 0;
    while (zeros < 32 && fixed(1) == 0) zeros++;
    return zeros >= 32 ? 0 : (uint32_t(1) << zeros) - 1 + fixed(zeros);
  }

 private:
  std::vector<uint8_t> bytes;
  size_t at = 0;
};

int64_t pixels_of_set(const uint8_t *unit, size_t count) {
  // The size stands near the front.
  Bits bits(unit, std::min<size_t>(count, 256));
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
  const auto width = int64_t(bits.golomb());
  return width * int64_t(bits.golomb());
}

}  // namespace

int64_t hevc_pixels(const uint8_t *hvcc, size_t count) {
  constexpr size_t head = 22;
  constexpr int sequence_set = 33;
  int64_t most = 0;
  if (count <= head) return 0;
  size_t at = head + 1;
  for (int arrays = hvcc[head]; arrays > 0 && at + 3 <= count; arrays--) {
    const int kind = hvcc[at] & 63;
    int units = hvcc[at + 1] << 8 | hvcc[at + 2];
    at += 3;
    for (; units > 0 && at + 2 <= count; units--) {
      const size_t wanted = size_t(hvcc[at] << 8 | hvcc[at + 1]);
      at += 2;
      const size_t there = std::min(wanted, count - at);
      if (kind == sequence_set) most = std::max(most, pixels_of_set(hvcc + at, there));
      at += there;
    }
  }
  return most;
}

}  // namespace vision
