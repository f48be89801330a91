/// Reads numbers of a few bits each, as in the headers of codecs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace vision {

/// The highest bit of a byte comes first. Bits beyond the end read as 0.
class BitReader {
 public:
  explicit BitReader(std::vector<uint8_t> given) : bytes(std::move(given)) {}

  uint32_t fixed(int count) {
    uint32_t value = 0;
    for (int i = 0; i < count; i++, at++) {
      const bool is_there = at / 8 < bytes.size();
      value = value << 1 | (is_there ? bytes[at / 8] >> (7 - at % 8) & 1 : 0);
    }
    return value;
  }
  void skip(size_t count) { at += count; }
  /// Exp-Golomb code: n zeros, a one, then n bits.
  uint32_t golomb() {
    int zeros = 0;
    while (zeros < 32 && fixed(1) == 0) zeros++;
    return zeros >= 32 ? 0 : (uint32_t(1) << zeros) - 1 + fixed(zeros);
  }

 private:
  std::vector<uint8_t> bytes;
  size_t at = 0;
};

}  // namespace vision
