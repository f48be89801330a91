#include "Checksum.hpp"

#include <cstring>

namespace vision {

namespace {

constexpr uint64_t prime = 0x100000001b3, basis = 0xcbf29ce484222325;

/// FNV's multiplication carries differences to higher bits only; the shift brings them back down.
uint64_t mixed(uint64_t sum, uint64_t word) {
  sum = (sum ^ word) * prime;
  return sum ^ sum >> 32;
}

}  // namespace

uint64_t checksum(const uint8_t *bytes, size_t count) {
  uint64_t lanes[4] = {basis, basis + 1, basis + 2, basis + 3};
  uint64_t words[4];
  size_t i = 0;
  for (; i + sizeof words <= count; i += sizeof words) {
    std::memcpy(words, bytes + i, sizeof words);
    for (int lane = 0; lane < 4; lane++) lanes[lane] = mixed(lanes[lane], words[lane]);
  }
  uint64_t sum = mixed(basis, count);
  for (; i < count; i++) sum = mixed(sum, bytes[i]);
  for (const uint64_t lane : lanes) sum = mixed(sum, lane);
  return sum;
}

}  // namespace vision
