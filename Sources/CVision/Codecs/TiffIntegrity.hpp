/// Damage to compressed strips and tiles that libtiff does not report.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vision {

/// What a strip or tile must give: as many bytes as its rows have. Where it is the last, some
/// programs write as many as a full one has.
struct ChunkSize {
  uint64_t needed, full;
};

/// Whether the coded bytes of a strip or tile give other than that, or do not agree with the
/// checksum in them. Knows LZW, Deflate and PackBits, and takes everything else for whole; a chunk
/// that ends early too, which libtiff does report. A byte that changes no length stays unseen.
/// `compression`: TIFF's number. Time grows with the bytes; no memory beyond 64 KiB.
bool is_damaged(int compression, const uint8_t *coded, size_t count, ChunkSize size);

}  // namespace vision
