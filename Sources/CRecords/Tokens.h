/// Finds the tokens of a line of JSON: the first of two passes, after Langdale and Lemire ("Parsing
/// gigabytes of JSON per second", 2019).
///
/// Blocks of 64 bytes become masks with one bit per byte; a running exclusive or of the quotes
/// marks the insides of strings, and the remaining bits are the tokens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

#include "ByteMasks.h"
#include "Instructions.h"

/// The tokens of a line; reused for the next line.
class Tokens {
 public:
  enum class Fault { none, control_in_string, unclosed_string };

  /// The offsets of brackets, commas, colons, and the first characters of everything else.
  const uint32_t *begin() const { return offsets.get(); }
  const uint32_t *end() const { return offsets.get() + count; }
  /// Whether all bytes are ASCII; if not, the UTF-8 must be validated.
  bool is_ascii() const { return !has_highs; }

  /// Time and memory grow linearly with the line. Throws std::bad_alloc.
  Fault find(const char *line, size_t length) {
    reserve(length);
    count = 0;
    has_highs = false;
    in_string = after_scalar = escapes_next = 0;
    const uint64_t faults = has_avx2() ? blocks_wide(line, length)
                                       : blocks<PlainBytes>(line, length);
    if (faults != 0) return Fault::control_in_string;
    return in_string != 0 ? Fault::unclosed_string : Fault::none;
  }

 private:
  std::unique_ptr<uint32_t[]> offsets;
  size_t count = 0, capacity = 0;
  bool has_highs = false;
  /// State carried from block to block: all ones within a string; one bit for "a word or number
  /// goes on" and one for "the next byte is escaped".
  uint64_t in_string = 0, after_scalar = 0, escapes_next = 0;

  void reserve(size_t length) {
    // One token per byte of whole blocks, plus what `append` writes past the last one.
    const size_t needed = length + 128;
    if (needed <= capacity) return;
    const size_t grown = needed + needed / 2;
    offsets.reset(new uint32_t[grown]);
    capacity = grown;
  }

#if defined(__x86_64__)
  WITH_AVX2 uint64_t blocks_wide(const char *line, size_t length) {
    return blocks<WideBytes>(line, length);
  }
#else
  uint64_t blocks_wide(const char *line, size_t length) { return blocks<PlainBytes>(line, length); }
#endif

  /// Nonzero where a string contains a control character.
  template <class Bytes>
  __attribute__((always_inline)) uint64_t blocks(const char *line, size_t length) {
    uint64_t faults = 0;
    size_t at = 0;
    for (; at + 64 <= length; at += 64) faults |= block<Bytes>(line + at, at);
    if (at < length) {
      char last[64];
      std::memset(last, ' ', sizeof last);
      std::memcpy(last, line + at, length - at);
      faults |= block<Bytes>(last, at);
    }
    return faults;
  }

  /// Finds the tokens of 64 bytes; returns the bits of control characters in strings.
  template <class Bytes>
  __attribute__((always_inline)) uint64_t block(const char *bytes, size_t at) {
    const ByteMasks masks = Bytes::classify(bytes);
    has_highs |= masks.highs != 0;
    const uint64_t quotes = masks.quotes & ~escaped(masks.backslashes);
    // From each opening quote to the byte before the closing one.
    const uint64_t strings = Bytes::inside(quotes) ^ in_string;
    in_string = uint64_t(int64_t(strings) >> 63);

    const uint64_t scalars = ~(masks.operators | masks.spaces);
    const uint64_t words = scalars & ~quotes;
    const uint64_t starts = scalars & ~(words << 1 | after_scalar);
    after_scalar = words >> 63;
    // A closing quote, or anything inside a string, does not begin a token.
    append((masks.operators | starts) & ~(strings ^ quotes), at);
    return masks.controls & strings;
  }

  /// The bytes that follow an odd number of backslashes.
  __attribute__((always_inline)) uint64_t escaped(uint64_t backslashes) {
    uint64_t found = escapes_next;
    escapes_next = 0;
    backslashes &= ~found;
    while (backslashes != 0) {
      const uint64_t lowest = backslashes & -backslashes;
      const uint64_t following = lowest << 1;
      if (following == 0) escapes_next = 1;
      found |= following;
      backslashes &= ~(lowest | following);
    }
    return found;
  }

  /// Writes a fixed number of offsets before checking whether there are more: a loop over single
  /// offsets would be mispredicted in every block, since points have some 24 tokens in 64 bytes.
  __attribute__((always_inline)) void append(uint64_t bits, size_t at) {
    uint32_t *out = offsets.get() + count;
    const int found = __builtin_popcountll(bits);
    count += size_t(found);
    write<0, 12>(out, bits, at);
    if (found <= 12) return;
    write<12, 28>(out, bits, at);
    if (found <= 28) return;
    write<28, 64>(out, bits, at);
  }

  /// Writes the offsets from number `first` on; any beyond the last token are overwritten later.
  template <int first, int last>
  static __attribute__((always_inline)) void write(uint32_t *out, uint64_t &bits, size_t at) {
    for (int i = first; i < last; i++) {
      out[i] = uint32_t(at) + uint32_t(bits != 0 ? __builtin_ctzll(bits) : 64);
      bits &= bits - 1;
    }
  }
};
