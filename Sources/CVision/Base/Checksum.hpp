/// A quick sum that tells whether two runs of bytes are the same; no protection against someone who
/// wants them to seem so.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vision {

/// Four interleaved FNV-1a sums (Fowler, Noll and Vo 1991) over words of eight bytes, folded into
/// one.
uint64_t checksum(const uint8_t *bytes, size_t count);

}  // namespace vision
