/// Classifies 64 bytes of JSON, with one bit per byte.
#pragma once

#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "Instructions.h"

/// One bit for each of 64 bytes; the lowest bit is the first byte.
struct ByteMasks {
  uint64_t quotes = 0, backslashes = 0;
  /// Brackets, braces, commas and colons.
  uint64_t operators = 0;
  /// Space, tab, line feed and carriage return.
  uint64_t spaces = 0;
  /// Below 0x20: strings may contain none of them; outside strings, only those that are spaces.
  uint64_t controls = 0;
  /// Non-ASCII bytes.
  uint64_t highs = 0;
};

/// Bit i of the result is the exclusive or of bits 0 … i.
inline uint64_t running_xor(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

#if defined(__x86_64__)

/// With SSE2, which every x86-64 processor has.
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
      // [ and { differ in a single bit, and so do ] and }.
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

/// With AVX2. The low four bits of a byte index a table that holds the one byte of the class with
/// those bits.
struct WideBytes {
  WITH_AVX2 static inline uint64_t low_bits(__m256i mask) {
    return uint32_t(_mm256_movemask_epi8(mask));
  }

  WITH_AVX2 static inline ByteMasks classify(const char *bytes) {
    const __m256i spaces = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, 0, '\r', 0, 0));
    // Compared with bit 0x20 set, which maps both kinds of brackets to one. Form feed and 0x1a then
    // count as a comma and a colon; the code that reads the token sees that they are not.
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
    // Unused entries of the tables hold the byte 0, which belongs to neither class.
    return masks;
  }

  /// A carry-less product with all ones is the running exclusive or.
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
