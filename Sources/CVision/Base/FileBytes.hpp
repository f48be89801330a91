/// A whole file in memory.
#pragma once

#include <cstdint>
#include <vector>

namespace vision {

using Bytes = std::vector<uint8_t>;

/// Reads a file to its end, and where `allows_streams` a pipe, a socket or a device too, which may
/// wait for ever. Throws Failure: VISION_UNREADABLE with the system's words, or VISION_TOO_LARGE
/// beyond 2^30 bytes, or 2^27 where it is no regular file.
Bytes read_file(const char *path, bool allows_streams);

}  // namespace vision
