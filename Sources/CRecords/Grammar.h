/// The syntax of JSON strings and numbers (RFC 8259).
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

inline bool is_hexadecimal(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Whether a value may begin with this character.
inline bool is_value_start(char c) {
  return c == '"' || c == '-' || is_digit(c) || c == 't' || c == 'f' || c == 'n' || c == '[' ||
         c == '{';
}

/// Removes the white space at the end of a scalar's token, which reaches up to the next token.
inline std::string_view trimmed(std::string_view token) {
  while (!token.empty() && is_space(token.back())) token.remove_suffix(1);
  return token;
}

/// -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
inline bool is_number(std::string_view token) {
  const char *p = token.data(), *end = p + token.size();
  auto digits = [&] {
    const char *first = p;
    while (p < end && is_digit(*p)) p++;
    return p > first;
  };
  if (p < end && *p == '-') p++;
  if (p < end && *p == '0') p++;
  else if (!digits()) return false;
  if (p < end && *p == '.' && (p++, !digits())) return false;
  if (p < end && (*p == 'e' || *p == 'E')) {
    p++;
    if (p < end && (*p == '+' || *p == '-')) p++;
    if (!digits()) return false;
  }
  return p == end;
}

/// The closing quote of the string whose first character is at p, or nullptr where an escape is
/// malformed. The first pass has ensured that the string is closed and holds no control character.
/// `has_escapes` becomes true where there is an escape.
inline const char *end_of_string(const char *p, bool &has_escapes) {
  for (;;) {
    while (*p != '"' && *p != '\\') p++;
    if (*p == '"') return p;
    has_escapes = true;
    switch (p[1]) {
      case '"':
      case '\\':
      case '/':
      case 'b':
      case 'f':
      case 'n':
      case 'r':
      case 't':
        p += 2;
        break;
      case 'u':
        for (int i = 2; i < 6; i++)
          if (!is_hexadecimal(p[i])) return nullptr;
        p += 6;
        break;
      default: return nullptr;
    }
  }
}

/// The value of the four hexadecimal digits at p.
inline uint32_t hexadecimal(const char *p) {
  uint32_t value = 0;
  for (int i = 0; i < 4; i++)
    value = value * 16 + uint32_t(is_digit(p[i]) ? p[i] - '0' : (p[i] | 0x20) - 'a' + 10);
  return value;
}

/// Writes a character as UTF-8; returns the end of what was written.
inline char *write_utf8(uint32_t code, char *out) {
  if (code < 0x80) {
    *out++ = char(code);
    return out;
  }
  const int following = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  const uint32_t marks[] = {0, 0xc0, 0xe0, 0xf0};
  *out++ = char(marks[following] | code >> (6 * following));
  for (int i = following - 1; i >= 0; i--) *out++ = char(0x80 | (code >> (6 * i) & 0x3f));
  return out;
}

/// Decodes the escapes of a string that `end_of_string` has accepted; the result is never longer
/// than the string. Returns the end of the text, or nullptr where an escape is half a surrogate
/// pair.
inline char *unescape(std::string_view spelled, char *out) {
  const char *p = spelled.data(), *end = p + spelled.size();
  while (p < end) {
    if (*p != '\\') {
      *out++ = *p++;
      continue;
    }
    const char kind = p[1];
    p += 2;
    if (kind != 'u') {
      const char *letters = "bfnrt", *controls = "\b\f\n\r\t";
      const char *found = std::strchr(letters, kind);
      *out++ = found != nullptr ? controls[found - letters] : kind;
      continue;
    }
    uint32_t code = hexadecimal(p);
    p += 4;
    if (code >= 0xdc00 && code < 0xe000) return nullptr;
    if (code >= 0xd800 && code < 0xdc00) {
      if (end - p < 6 || p[0] != '\\' || p[1] != 'u') return nullptr;
      const uint32_t low = hexadecimal(p + 2);
      if (low < 0xdc00 || low >= 0xe000) return nullptr;
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      p += 6;
    }
    out = write_utf8(code, out);
  }
  return out;
}
