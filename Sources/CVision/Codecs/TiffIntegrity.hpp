/// Finds damage to compressed strips and tiles that libtiff does not report.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vision {

/// The size that a strip or tile must decode to. The last strip may have fewer rows, but some
/// programs write as many bytes as for a full one, so both sizes are valid.
struct ChunkSize {
  uint64_t needed, full;
};

/// Whether the coded bytes of a strip or tile decode to another size, or fail their checksum.
/// Checks LZW, Deflate and PackBits; other compressions are assumed to be undamaged, and so is a
/// chunk that ends early, because libtiff reports that. Changed bytes that do not change the size
/// are found only by Deflate's checksum. `compression`: TIFF's code. Time is linear in the bytes;
/// at most 64 KiB of memory.
bool is_damaged(int compression, const uint8_t *coded, size_t count, ChunkSize size);

}  // namespace vision
