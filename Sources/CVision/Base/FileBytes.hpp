/// A whole file in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace vision {

/// Bytes of its own, or such as stand elsewhere for as long as this is there; these are copied when
/// they are to be changed.
class Bytes {
 public:
  Bytes() = default;
  explicit Bytes(size_t count, uint8_t value = 0) : own(count, value) {}
  Bytes(const uint8_t *first, const uint8_t *last) : own(first, last) {}

  /// Those that stand elsewhere.
  static Bytes seen_at(const uint8_t *first, size_t count) {
    Bytes bytes;
    bytes.elsewhere = first;
    bytes.count = count;
    return bytes;
  }

  const uint8_t *data() const { return elsewhere != nullptr ? elsewhere : own.data(); }
  size_t size() const { return elsewhere != nullptr ? count : own.size(); }
  bool empty() const { return size() == 0; }
  const uint8_t *begin() const { return data(); }
  const uint8_t *end() const { return data() + size(); }
  const uint8_t &operator[](size_t place) const { return data()[place]; }

  uint8_t *data() { return owned().data(); }
  uint8_t *begin() { return data(); }
  uint8_t *end() { return data() + size(); }
  uint8_t &operator[](size_t place) { return owned()[place]; }
  void resize(size_t size, uint8_t value = 0) { owned().resize(size, value); }
  void push_back(uint8_t byte) { owned().push_back(byte); }
  void append(const uint8_t *first, const uint8_t *last) {
    owned().insert(own.end(), first, last);
  }

 private:
  std::vector<uint8_t> own;
  const uint8_t *elsewhere = nullptr;
  size_t count = 0;

  std::vector<uint8_t> &owned() {
    if (elsewhere != nullptr) own.assign(elsewhere, elsewhere + count);
    elsewhere = nullptr;
    return own;
  }
};

/// Reads a file to its end, and where `allows_streams` a pipe, a socket or a device too, which may
/// wait for ever. Throws Failure: VISION_UNREADABLE with the system's words, or VISION_TOO_LARGE
/// beyond 2^30 bytes, or 2^27 where it is no regular file.
Bytes read_file(const char *path, bool allows_streams);

/// Gives room for so many bytes, where those that were read stay.
using Room = std::function<uint8_t *(size_t count)>;

/// The same into memory of the caller's, who may throw where there is no more. Returns how many
/// bytes the file has.
size_t read_file(const char *path, bool allows_streams, const Room &room);

}  // namespace vision
