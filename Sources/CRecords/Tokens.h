/// Where the tokens of a line of JSON begin: the first of two passes, after Langdale and Lemire
/// ("Parsing gigabytes of JSON per second", 2019).
///
/// Sixty-four bytes at a time become masks with a bit for each byte; what is inside a string
/// follows from the quotes by a running exclusive or, and the bits that are left are the tokens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "Instructions.h"

/// One bit for each of 64 bytes, the first byte lowest.
struct ByteMasks {
  uint64_t quotes = 0, backslashes = 0;
  /// Brackets, braces, commas and colons.
  uint64_t operators = 0;
  /// Space, tab, line feed and carriage return.
  uint64_t spaces = 0;
  /// Below 0x20: a string may hold none of them; outside, only those that are spaces.
  uint64_t controls = 0;
  /// Beyond ASCII.
  uint64_t highs = 0;
};

/// Bit i of the answer is the exclusive or of bits 0 … i.
inline uint64_t running_xor(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

#if defined(__x86_64__)

/// By SSE2, which every x86-64 processor has.
struct PlainBytes {
  static ByteMasks classify(const char *bytes) {
    const auto all = [](char c) { return _mm_set1_epi8(c); };
    ByteMasks masks;
    for (int at = 0; at < 64; at += 16) {
      const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes + at));
      const auto is = [&](char c) { return _mm_cmpeq_epi8(v, all(c)); };
      const auto bits = [&](__m128i mask) {
        return uint64_t(unsigned(_mm_movemask_epi8(mask))) << at;
      };
      // [ and { differ in one bit, and so do ] and }.
      const __m128i lowered = _mm_or_si128(v, all(0x20));
      const __m128i opening = _mm_cmpeq_epi8(lowered, all('{'));
      const __m128i closing = _mm_cmpeq_epi8(lowered, all('}'));
      const __m128i between = _mm_or_si128(is(','), is(':'));
      const __m128i breaks = _mm_or_si128(is('\t'), _mm_or_si128(is('\n'), is('\r')));
      masks.quotes |= bits(is('"'));
      masks.backslashes |= bits(is('\\'));
      masks.operators |= bits(_mm_or_si128(between, _mm_or_si128(opening, closing)));
      masks.spaces |= bits(_mm_or_si128(is(' '), breaks));
      masks.controls |= bits(_mm_cmpeq_epi8(_mm_min_epu8(v, all(0x1f)), v));
      masks.highs |= bits(v);
    }
    return masks;
  }
  static uint64_t inside(uint64_t quotes) { return running_xor(quotes); }
};

#define WITH_AVX2 __attribute__((target("avx2,bmi,popcnt,pclmul")))

/// By AVX2. A table that the low four bits of a byte index names the one byte of that ending which
/// belongs to the class.
struct WideBytes {
  WITH_AVX2 static inline uint64_t low_bits(__m256i mask) {
    return uint32_t(_mm256_movemask_epi8(mask));
  }

  WITH_AVX2 static inline ByteMasks classify(const char *bytes) {
    const __m256i spaces = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, 0, '\r', 0, 0));
    // Of bytes with bit 0x20 set, so that the two kinds of brackets are one. Form feed and 0x1a
    // count as a comma and a colon then; whoever reads the token sees that they are not.
    const __m256i operators = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ':', '{', ',', '}', 0, 0));
    ByteMasks masks;
    for (int at = 0; at < 64; at += 32) {
      const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(bytes + at));
      const __m256i lowered = _mm256_or_si256(v, _mm256_set1_epi8(0x20));
      const __m256i quotes = _mm256_cmpeq_epi8(v, _mm256_set1_epi8('"'));
      const __m256i backslashes = _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\\'));
      const __m256i controls = _mm256_cmpeq_epi8(_mm256_min_epu8(v, _mm256_set1_epi8(0x1f)), v);
      masks.quotes |= low_bits(quotes) << at;
      masks.backslashes |= low_bits(backslashes) << at;
      masks.operators |=
          low_bits(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(operators, lowered), lowered)) << at;
      masks.spaces |= low_bits(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(spaces, v), v)) << at;
      masks.controls |= low_bits(controls) << at;
      masks.highs |= low_bits(v) << at;
    }
    // The tables' fillers stand for the byte 0, which is none of both.
    return masks;
  }

  /// A product without carries by all ones is the running exclusive or.
  WITH_AVX2 static inline uint64_t inside(uint64_t quotes) {
    const __m128i product = _mm_clmulepi64_si128(
        _mm_set_epi64x(0, int64_t(quotes)), _mm_set1_epi8(char(0xff)), 0);
    return uint64_t(_mm_cvtsi128_si64(product));
  }
};

#else

struct PlainBytes {
  static ByteMasks classify(const char *bytes) {
    ByteMasks masks;
    for (int i = 0; i < 64; i++) {
      const uint64_t bit = uint64_t(1) << i;
      const unsigned char c = (unsigned char)(bytes[i]);
      if (c < 0x20) masks.controls |= bit;
      if (c >= 0x80) masks.highs |= bit;
      switch (c) {
        case '"': masks.quotes |= bit; break;
        case '\\': masks.backslashes |= bit; break;
        case '[': case ']': case '{': case '}': case ',': case ':': masks.operators |= bit; break;
        case ' ': case '\t': case '\n': case '\r': masks.spaces |= bit; break;
        default: break;
      }
    }
    return masks;
  }
  static uint64_t inside(uint64_t quotes) { return running_xor(quotes); }
};

#endif

/// The tokens of one line after the other.
class Tokens {
 public:
  enum class Fault { none, control_in_string, unclosed_string };

  /// Offsets of brackets, commas, colons, and the first characters of everything else.
  const uint32_t *begin() const { return offsets.get(); }
  const uint32_t *end() const { return offsets.get() + count; }
  /// Whether every byte is ASCII; where not, somebody has to look at the UTF-8.
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
  /// What the blocks before leave: all ones within a string; a bit each for "a word or number goes
  /// on" and "the next byte is escaped".
  uint64_t in_string = 0, after_scalar = 0, escapes_next = 0;

  void reserve(size_t length) {
    // A token for each byte of whole blocks, and what `append` writes beyond the last one.
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

  /// Not zero where a control character stands in a string.
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

  /// Finds the tokens of 64 bytes; the bits of control characters in strings.
  template <class Bytes>
  __attribute__((always_inline)) uint64_t block(const char *bytes, size_t at) {
    const ByteMasks masks = Bytes::classify(bytes);
    has_highs |= masks.highs != 0;
    const uint64_t quotes = masks.quotes & ~escaped(masks.backslashes);
    // From an opening quote up to the byte before the closing one.
    const uint64_t strings = Bytes::inside(quotes) ^ in_string;
    in_string = uint64_t(int64_t(strings) >> 63);

    const uint64_t scalars = ~(masks.operators | masks.spaces);
    const uint64_t words = scalars & ~quotes;
    const uint64_t starts = scalars & ~(words << 1 | after_scalar);
    after_scalar = words >> 63;
    // A closing quote and what stands inside a string begin nothing.
    append((masks.operators | starts) & ~(strings ^ quotes), at);
    return masks.controls & strings;
  }

  /// The bytes that stand behind an odd number of backslashes.
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

  /// Writes a fixed number of offsets and then asks whether there are more, because a loop that
  /// asks for each one would be guessed wrong in every block: points have some 24 tokens in 64
  /// bytes.
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

  /// The offsets from the one numbered `first` on; those beyond the last are overwritten later.
  template <int first, int last>
  static __attribute__((always_inline)) void write(uint32_t *out, uint64_t &bits, size_t at) {
    for (int i = first; i < last; i++) {
      out[i] = uint32_t(at) + uint32_t(bits != 0 ? __builtin_ctzll(bits) : 64);
      bits &= bits - 1;
    }
  }
};
