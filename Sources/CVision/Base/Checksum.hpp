/// A fast checksum that tells whether two byte sequences are the same. It is not cryptographic: it
/// does not protect against deliberate collisions.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vision {

/// Four interleaved FNV-1a hashes (Fowler, Noll and Vo 1991) over eight-byte words, combined into
/// one.
uint64_t checksum(const uint8_t *bytes, size_t count);

}  // namespace vision
