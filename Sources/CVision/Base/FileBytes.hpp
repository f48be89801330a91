/// A whole file in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace vision {

using Bytes = std::vector<uint8_t>;

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
