/// A whole file in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace vision {

/// Bytes that this object owns, or a view of bytes that must outlive it. A view is copied the first
/// time it is modified.
class Bytes {
 public:
  Bytes() = default;
  explicit Bytes(size_t count, uint8_t value = 0) : own(count, value) {}
  Bytes(const uint8_t *first, const uint8_t *last) : own(first, last) {}

  /// A view of bytes that somebody else owns.
  static Bytes view(const uint8_t *first, size_t count) {
    Bytes bytes;
    bytes.viewed = first;
    bytes.count = count;
    return bytes;
  }

  const uint8_t *data() const { return viewed != nullptr ? viewed : own.data(); }
  size_t size() const { return viewed != nullptr ? count : own.size(); }
  bool empty() const { return size() == 0; }
  const uint8_t *begin() const { return data(); }
  const uint8_t *end() const { return data() + size(); }
  const uint8_t &operator[](size_t index) const { return data()[index]; }

  uint8_t *data() { return owned().data(); }
  uint8_t *begin() { return data(); }
  uint8_t *end() { return data() + size(); }
  uint8_t &operator[](size_t index) { return owned()[index]; }
  void resize(size_t size, uint8_t value = 0) { owned().resize(size, value); }
  void push_back(uint8_t byte) { owned().push_back(byte); }
  void append(const uint8_t *first, const uint8_t *last) {
    owned().insert(own.end(), first, last);
  }

 private:
  std::vector<uint8_t> own;
  const uint8_t *viewed = nullptr;
  size_t count = 0;

  std::vector<uint8_t> &owned() {
    if (viewed != nullptr) own.assign(viewed, viewed + count);
    viewed = nullptr;
    return own;
  }
};

/// Reads a whole file. With `allows_streams` it also reads a pipe, a socket or a device, which may
/// block for ever. Throws Failure: VISION_UNREADABLE with the system's error message, or
/// VISION_TOO_LARGE beyond 2^30 bytes (2^27 if it is not a regular file).
Bytes read_file(const char *path, bool allows_streams);

/// Returns a buffer of at least `count` bytes. A later call returns a larger one that begins with
/// the bytes read so far.
using Allocate = std::function<uint8_t *(size_t count)>;

/// The same into memory that the caller provides; `allocate` may throw if it has no more memory.
/// Returns the number of bytes read.
size_t read_file(const char *path, bool allows_streams, const Allocate &allocate);

}  // namespace vision
