#include "FileBytes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "Failure.hpp"

namespace vision {

namespace {

constexpr size_t file_limit = size_t(1) << 30;
/// The buffer for a pipe or a device grows by doubling, and the stream may never end.
constexpr size_t stream_limit = size_t(1) << 27;

struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) close(number);
  }
};

[[noreturn]] void throw_errno() {
  char text[128];
  throw Failure(VISION_UNREADABLE, strerror_r(errno, text, sizeof text));
}

/// A path from a list or a record must name a regular file: reading anything else might never end,
/// so it is not even opened.
void refuse_stream(mode_t mode) {
  if (S_ISREG(mode) || S_ISDIR(mode)) return;
  const std::string name = S_ISFIFO(mode) ? "a pipe" : S_ISSOCK(mode) ? "a socket" : "a device";
  throw Failure(VISION_UNREADABLE, name + " is read only if the command line names it");
}

}  // namespace

Bytes read_file(const char *path, bool allows_streams) {
  Bytes bytes;
  const size_t count = read_file(path, allows_streams, [&](size_t needed) {
    bytes.resize(needed);
    return bytes.data();
  });
  bytes.resize(count);
  return bytes;
}

size_t read_file(const char *path, bool allows_streams, const Allocate &allocate) {
  struct stat status;
  int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY;
  if (!allows_streams) {
    if (stat(path, &status) != 0) throw_errno();
    refuse_stream(status.st_mode);
    // The path may name another file by the time it is opened, and opening some kernel files can
    // block.
    flags |= O_NONBLOCK;
  }
  Descriptor file{open(path, flags)};
  if (file.number < 0) throw_errno();
  if (fstat(file.number, &status) != 0) throw_errno();
  if (!allows_streams) refuse_stream(status.st_mode);
  if (S_ISDIR(status.st_mode)) {
    errno = EISDIR;
    throw_errno();
  }
  const bool regular = S_ISREG(status.st_mode);
  if (regular && size_t(status.st_size) > file_limit) {
    throw Failure(VISION_TOO_LARGE, "the file is larger than 1 GiB");
  }

  // One byte more than expected, so that the end of the file is found without growing the buffer.
  size_t size = regular ? size_t(status.st_size) + 1 : 1 << 16;
  uint8_t *bytes = allocate(size);
  size_t count = 0;
  while (true) {
    if (count == size) {
      if (!regular && count >= stream_limit) {
        throw Failure(VISION_TOO_LARGE, "the stream is longer than 128 MiB");
      }
      if (count > file_limit) throw Failure(VISION_TOO_LARGE, "the file is larger than 1 GiB");
      size = std::max<size_t>(count * 2, 1 << 16);
      bytes = allocate(size);
    }
    const ssize_t got = read(file.number, bytes + count, size - count);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno();
    if (got == 0) break;
    count += size_t(got);
  }
  return count;
}

}  // namespace vision
