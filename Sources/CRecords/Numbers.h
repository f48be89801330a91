/// Converts JSON numbers to doubles. Short numbers make up most bytes of a record, so there is a
/// special, faster function for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "Grammar.h"

/// A growing list of numbers; it is never reallocated while a line is scanned.
class NumberList {
 public:
  /// Makes room for all numbers of a line: each takes at least two bytes.
  void prepare(size_t line_length) {
    count = 0;
    const size_t most = line_length / 2 + 1;
    if (most <= capacity) return;
    const size_t grown = most + most / 2;
    values.reset(new double[grown]);
    capacity = grown;
  }

  void push_back(double value) { values[count++] = value; }
  /// Where the next numbers are to be written, by a caller who then says how many there were.
  double *room() { return values.get() + count; }
  void filled(size_t more) { count += more; }
  size_t size() const { return count; }
  const double *data() const { return values.get(); }

 private:
  std::unique_ptr<double[]> values;
  size_t count = 0, capacity = 0;
};

/// 10^0 … 10^22 are exact as doubles.
constexpr double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// Reads a number at p, and moves p past it; false where it is not a JSON number, or reaches the
/// limit.
///
/// Up to 2^53 and 22 decimals, the digits and the power of ten are both exact doubles, so one
/// division gives the nearest double (Clinger 1990); strtod converts the others.
inline bool read_number(const char *&p, const char *limit, double &value) {
  const char *start = p;
  const bool negative = *p == '-';
  p += negative;
  const char *first = p;
  uint64_t digits = 0;
  while (p < limit && is_digit(*p)) digits = digits * 10 + uint64_t(*p++ - '0');
  const size_t whole = size_t(p - first);
  if (whole == 0 || (*first == '0' && whole > 1)) return false;
  size_t decimals = 0;
  if (*p == '.') {
    const char *point = p++;
    while (p < limit && is_digit(*p)) digits = digits * 10 + uint64_t(*p++ - '0');
    decimals = size_t(p - point - 1);
    if (decimals == 0) return false;
  }
  if (p == limit) return false;
  const bool plain = *p != 'e' && *p != 'E';
  if (plain && whole + decimals <= 19 && digits <= uint64_t(1) << 53 && decimals <= 22) {
    const double magnitude = double(digits) / exact_powers[decimals];
    value = negative ? -magnitude : magnitude;
    return true;
  }
  if (!plain) {
    p++;
    if (*p == '+' || *p == '-') p++;
    if (!is_digit(*p)) return false;
    while (p < limit && is_digit(*p)) p++;
  }
  if (p == limit) return false;
  // Ends at the same character, since no program here leaves the C locale. Out of range, it gives
  // infinity or 0.
  value = std::strtod(start, nullptr);
  return true;
}

/// The same for up to seven digits with at most one point, without branching on how many there are;
/// where it returns false, p is unchanged. Reads eight bytes.
inline bool read_short_number(const char *&p, double &value) {
  uint64_t word;
  std::memcpy(&word, p, sizeof word);
  constexpr uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
  // The high bits mark the bytes that are not digits: '0' … '9' become 0 … 9, and adding 0x76
  // carries everything larger into the high bit.
  const uint64_t values = word ^ ones * '0';
  uint64_t others = (((values & ~highs) + ones * 0x76) | values) & highs;
  if (others == 0) return false;  // eight digits or more
  const int point_bit = __builtin_ctzll(others) & ~7;
  const bool has_point = (word >> point_bit & 0xff) == '.';
  others &= others - has_point;  // without the point
  if (others == 0) return false;
  const int end_bit = __builtin_ctzll(others) & ~7;
  const int decimals = has_point ? (end_bit - point_bit) / 8 - 1 : 0;
  const unsigned char end = (unsigned char)(word >> end_bit), second = (unsigned char)(word >> 8);
  const bool is_zero_first = (word & 0xff) == '0';
  // No digit, no decimals after a point, a leading zero, an exponent or a second point: left to
  // `read_number`.
  if (point_bit == 0 || (has_point && decimals == 0) || (is_zero_first && is_digit(char(second))))
    return false;
  if (end == 'e' || end == 'E' || end == '.') return false;
  // Moves the digits together and to the top, so that they are preceded by zeros.
  const uint64_t below = (uint64_t(1) << point_bit) - 1;
  const uint64_t packed = has_point ? (values & below) | (values >> 8 & ~below) : values;
  const int count_bits = end_bit - 8 * has_point;
  uint64_t digits = packed << (64 - count_bits);
  digits = digits * 10 + (digits >> 8);
  // `digits` holds pairs; combine them into fours and eights (Lemire 2018).
  digits = ((digits & 0x000000ff000000ff) * 0x000f424000000064 +
            (digits >> 16 & 0x000000ff000000ff) * 0x0000271000000001) >> 32;
  value = double(digits) / exact_powers[decimals];
  p += end_bit / 8;
  return true;
}
