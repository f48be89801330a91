#include "TiffIntegrity.hpp"

#include <tiff.h>
#include <zlib.h>

#include <memory>
#include <vector>

namespace vision {

namespace {

/// Padding that some programs leave after the last code.
constexpr size_t padding = 4;

bool deflate_is_damaged(const uint8_t *coded, size_t count, ChunkSize size) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return false;
  const std::unique_ptr<z_stream, decltype(&inflateEnd)> owner(&stream, inflateEnd);
  std::vector<uint8_t> seen(1 << 16);
  stream.next_in = const_cast<Bytef *>(coded);
  stream.avail_in = uInt(count);
  int status = Z_OK;
  while (status == Z_OK && stream.total_out <= size.full) {
    stream.next_out = seen.data();
    stream.avail_out = uInt(seen.size());
    status = inflate(&stream, Z_NO_FLUSH);
  }
  if (status == Z_DATA_ERROR || status == Z_NEED_DICT) return true;
  if (stream.total_out < size.needed) return false;
  const bool is_over = size.needed == size.full && stream.total_out > size.needed;
  return is_over || status != Z_STREAM_END;
}

bool packbits_is_damaged(const uint8_t *coded, size_t count, ChunkSize size) {
  uint64_t given = 0;
  size_t at = 0;
  while (at < count && given < size.needed) {
    const int n = int8_t(coded[at]);
    if (n >= 0) {
      given += uint64_t(n) + 1;
      at += size_t(n) + 2;
    } else {
      given += n == -128 ? 0 : uint64_t(1 - n);
      at += n == -128 ? 1 : 2;
    }
  }
  return size.needed == size.full && (given > size.needed || at + padding < count);
}

/// Follows LZW's codes (9 to 12 bits, the highest bit first), keeping only the lengths of the
/// strings that they stand for.
bool lzw_is_damaged(const uint8_t *coded, size_t count, ChunkSize size) {
  constexpr unsigned clear = 256, end = 257, first_free = 258, code_limit = 4096;
  // Very old files have the opposite bit order. libtiff reads them too, but they are not checked.
  if (count >= 2 && coded[0] == 0 && (coded[1] & 1) != 0) return false;
  std::vector<uint32_t> lengths(code_limit, 1);
  unsigned next = first_free, bits = 9, previous = clear;
  uint64_t given = 0, held = 0;
  int held_bits = 0;
  size_t at = 0;
  while (given < size.needed) {
    while (held_bits < int(bits) && at < count) held = held << 8 | coded[at++], held_bits += 8;
    if (held_bits < int(bits)) return false;
    held_bits -= int(bits);
    const unsigned code = unsigned(held >> held_bits) & ((1u << bits) - 1);
    if (code == end) return false;
    if (code == clear) {
      next = first_free, bits = 9, previous = clear;
      continue;
    }
    if (previous != clear && next < code_limit) lengths[next++] = lengths[previous] + 1;
    if (code > end && code >= next) return true;
    // TIFF widens the codes one code earlier than necessary.
    if (next + 1 >= (1u << bits) && bits < 12) bits++;
    given += lengths[code];
    previous = code;
  }
  return size.needed == size.full && (given > size.needed || at + padding < count);
}

}  // namespace

bool is_damaged(int compression, const uint8_t *coded, size_t count, ChunkSize size) {
  switch (compression) {
    case COMPRESSION_LZW: return lzw_is_damaged(coded, count, size);
    case COMPRESSION_PACKBITS: return packbits_is_damaged(coded, count, size);
    case COMPRESSION_ADOBE_DEFLATE:
    case COMPRESSION_DEFLATE: return deflate_is_damaged(coded, count, size);
    default: return false;
  }
}

}  // namespace vision
