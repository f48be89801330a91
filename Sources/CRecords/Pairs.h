/// Rows of two short numbers, such as the points of a face, both at once by SSSE3's instructions.
///
/// What is not as plain as `[380.62,808.46]` is left to the other ways, and so is every row where
/// the processor has no SSSE3; the doubles are the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "Instructions.h"
#include "Numbers.h"

#if defined(__x86_64__)
#include <tmmintrin.h>

/// How eight bytes, of which the last `count` are a number with its point at byte `point` (8:
/// none), become eight digits that end with the number's last, zeros before them; and how many
/// decimals that are, or -1 where it is no number.
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
        // A digit or more on each side of the point.
        const bool good = count > 0 && (point == 8 || (point > first && point < 7));
        decimals[count][point] = int8_t(!good ? -1 : point == 8 ? 0 : 7 - point);
      }
    }
  }
};

constexpr Alignment alignment{};

/// Reads rows, as long as they are plain and a comma follows; returns how many, and moves `token`
/// behind the last one's bracket. `tokens` tell where brackets, commas and numbers begin.
__attribute__((target("ssse3"))) inline size_t read_pairs(
    const char *line, const uint32_t *&token, const uint32_t *end, double *out) {
  const __m128i zeros = _mm_set1_epi8('0'), points = _mm_set1_epi8('.' ^ '0'),
                nines = _mm_set1_epi8(9);
  const __m128i tens = _mm_set1_epi16(0x010a), hundreds = _mm_set1_epi32(0x00010064);
  const __m128i myriads = _mm_set1_epi32(0x00012710);
  const uint32_t *t = token;
  size_t rows = 0;
  while (end - t >= 6) {  // bracket, number, comma, number, bracket, and what follows
    const char *first = line + t[1], *second = line + t[3];
    const size_t first_count = t[2] - t[1], second_count = t[4] - t[3];
    if (first_count > 8 || second_count > 8 || t[2] < 8) break;
    if (line[t[0]] != '[' || line[t[2]] != ',' || line[t[4]] != ']') break;
    // No zero before other digits; one before the point is well.
    if (*first == '0' && first_count > 1 && first[1] != '.') break;
    if (*second == '0' && second_count > 1 && second[1] != '.') break;
    const __m128i before_comma =
        _mm_loadl_epi64(reinterpret_cast<const __m128i *>(line + t[2] - 8));
    const __m128i before_bracket =
        _mm_loadl_epi64(reinterpret_cast<const __m128i *>(line + t[4] - 8));
    const __m128i both = _mm_xor_si128(_mm_unpacklo_epi64(before_comma, before_bracket), zeros);
    const unsigned found = unsigned(_mm_movemask_epi8(_mm_cmpeq_epi8(both, points)));
    // Of the points only those in the numbers; the first one counts, a second is no digit.
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
    // Pairs, fours and eights of digits.
    const __m128i fours = _mm_madd_epi16(_mm_maddubs_epi16(digits, tens), hundreds);
    const __m128i wholes = _mm_madd_epi16(_mm_packs_epi32(fours, fours), myriads);
    const __m128d powers = _mm_set_pd(exact_powers[second_decimals], exact_powers[first_decimals]);
    _mm_storeu_pd(out + 2 * rows, _mm_div_pd(_mm_cvtepi32_pd(wholes), powers));
    rows++;
    t += 5;
    if (line[t[0]] != ',') break;
    t++;
  }
  // A comma is left for whoever expects it after an element.
  if (rows > 0) token = line[t[-1]] == ',' ? t - 1 : t;
  return rows;
}

#else

inline size_t read_pairs(const char *, const uint32_t *&, const uint32_t *, double *) { return 0; }

#endif
