#include "Checksum.hpp"

#include <cstring>

namespace vision {

namespace {

constexpr uint64_t prime = 0x100000001b3, basis = 0xcbf29ce484222325;

/// FNV's multiplication carries differences upwards only; the shift brings them back down.
uint64_t mixed(uint64_t sum, uint64_t word) {
  sum = (sum ^ word) * prime;
  return sum ^ sum >> 32;
}

}  // namespace

uint64_t checksum(const uint8_t *bytes, size_t count) {
  uint64_t lanes[4] = {basis, basis + 1, basis + 2, basis + 3};
  uint64_t words[4];
  size_t place = 0;
  for (; place + sizeof words <= count; place += sizeof words) {
    std::memcpy(words, bytes + place, sizeof words);
    for (int i = 0; i < 4; i++) lanes[i] = mixed(lanes[i], words[i]);
  }
  uint64_t sum = mixed(basis, count);
  for (; place < count; place++) sum = mixed(sum, bytes[place]);
  for (const uint64_t lane : lanes) sum = mixed(sum, lane);
  return sum;
}

}  // namespace vision
