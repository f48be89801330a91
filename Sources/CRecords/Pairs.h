/// Reads rows of two short numbers, such as the points of a face, both numbers at once with SSSE3.
///
/// Rows that are not as simple as `[380.62,808.46]` are left to the other functions, and so are all
/// rows where the processor lacks SSSE3; the resulting doubles are the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "Instructions.h"
#include "Numbers.h"

#if defined(__x86_64__)
#include <tmmintrin.h>

/// How to turn eight bytes, the last `count` of which are a number with its point at byte `point`
/// (8: no point), into eight digits, padded with zeros on the left; and the number of decimals, or
/// -1 where the bytes are not a number.
struct Alignment {
  int8_t shuffle[9][9][8];
  int8_t decimals[9][9];

  constexpr Alignment() : shuffle(), decimals() {
    for (int count = 0; count <= 8; count++) {
      for (int point = 0; point <= 8; point++) {
        const int first = 8 - count, start = first + (point < 8 ? 1 : 0);
        for (int i = 0; i < 8; i++) {
          const int from = point < 8 && i <= point ? i - 1 : i;
          shuffle[count][point][i] = int8_t(i < start ? -128 : from);
        }
        // At least one digit on each side of the point.
        const bool good = count > 0 && (point == 8 || (point > first && point < 7));
        decimals[count][point] = int8_t(!good ? -1 : point == 8 ? 0 : 7 - point);
      }
    }
  }
};

constexpr Alignment alignment{};

/// Reads rows as long as they are simple and followed by a comma; returns their number, and moves
/// `token` past the bracket of the last one. `tokens` are the offsets of brackets, commas and
/// numbers.
__attribute__((target("ssse3"))) inline size_t read_pairs(
    const char *line, const uint32_t *&token, const uint32_t *end, double *out) {
  const __m128i zeros = _mm_set1_epi8('0'), points = _mm_set1_epi8('.' ^ '0'),
                nines = _mm_set1_epi8(9);
  const __m128i tens = _mm_set1_epi16(0x010a), hundreds = _mm_set1_epi32(0x00010064);
  const __m128i myriads = _mm_set1_epi32(0x00012710);
  const uint32_t *t = token;
  size_t rows = 0;
  while (end - t >= 6) {  // bracket, number, comma, number, bracket, and what follows them
    const char *first = line + t[1], *second = line + t[3];
    const size_t first_count = t[2] - t[1], second_count = t[4] - t[3];
    if (first_count > 8 || second_count > 8 || t[2] < 8) break;
    if (line[t[0]] != '[' || line[t[2]] != ',' || line[t[4]] != ']') break;
    // A zero may come first only before the point.
    if (*first == '0' && first_count > 1 && first[1] != '.') break;
    if (*second == '0' && second_count > 1 && second[1] != '.') break;
    const __m128i before_comma =
        _mm_loadl_epi64(reinterpret_cast<const __m128i *>(line + t[2] - 8));
    const __m128i before_bracket =
        _mm_loadl_epi64(reinterpret_cast<const __m128i *>(line + t[4] - 8));
    const __m128i both = _mm_xor_si128(_mm_unpacklo_epi64(before_comma, before_bracket), zeros);
    const unsigned found = unsigned(_mm_movemask_epi8(_mm_cmpeq_epi8(both, points)));
    // Only points inside the numbers; the first one counts, and a second is not a digit.
    const unsigned in_first = found & (0xff00u >> first_count) & 0xff;
    const unsigned in_second = found >> 8 & (0xff00u >> second_count) & 0xff;
    const int first_point = __builtin_ctz(in_first | 0x100),
              second_point = __builtin_ctz(in_second | 0x100);
    const int first_decimals = alignment.decimals[first_count][first_point];
    const int second_decimals = alignment.decimals[second_count][second_point];
    if ((first_decimals | second_decimals) < 0) break;
    const __m128i shuffle_first = _mm_loadl_epi64(
        reinterpret_cast<const __m128i *>(alignment.shuffle[first_count][first_point]));
    const __m128i shuffle_second = _mm_loadl_epi64(
        reinterpret_cast<const __m128i *>(alignment.shuffle[second_count][second_point]));
    const __m128i shuffle = _mm_add_epi8(
        _mm_unpacklo_epi64(shuffle_first, shuffle_second),
        _mm_set_epi32(0x08080808, 0x08080808, 0, 0));
    const __m128i digits = _mm_shuffle_epi8(both, shuffle);
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(digits, nines), digits)) != 0xffff) break;
    // Combine digits into pairs, fours and eights.
    const __m128i fours = _mm_madd_epi16(_mm_maddubs_epi16(digits, tens), hundreds);
    const __m128i wholes = _mm_madd_epi16(_mm_packs_epi32(fours, fours), myriads);
    const __m128d powers = _mm_set_pd(exact_powers[second_decimals], exact_powers[first_decimals]);
    _mm_storeu_pd(out + 2 * rows, _mm_div_pd(_mm_cvtepi32_pd(wholes), powers));
    rows++;
    t += 5;
    if (line[t[0]] != ',') break;
    t++;
  }
  // The comma is left for the caller, who expects it after an element.
  if (rows > 0) token = line[t[-1]] == ',' ? t - 1 : t;
  return rows;
}

#else

inline size_t read_pairs(const char *, const uint32_t *&, const uint32_t *, double *) { return 0; }

#endif
