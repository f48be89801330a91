/// The spelling of JSON's strings and numbers (RFC 8259): simdjson checks only those that somebody converts, and
/// converting would refuse what is valid but out of a double's range.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

inline bool is_hexadecimal(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Whether a value may begin so.
inline bool is_value_start(char c) {
  return c == '"' || c == '-' || is_digit(c) || c == 't' || c == 'f' || c == 'n' || c == '[' || c == '{';
}

/// A scalar's token reaches up to the next one; the white space between belongs to neither.
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

/// The closing quote of the string whose first character is at p, or nullptr where an escape is malformed.
/// The first pass of simdjson has made sure that the string closes and holds no control character.
inline const char *end_of_string(const char *p) {
  for (;;) {
    while (*p != '"' && *p != '\\') p++;
    if (*p == '"') return p;
    switch (p[1]) {
      case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't': p += 2; break;
      case 'u':
        for (int i = 2; i < 6; i++)
          if (!is_hexadecimal(p[i])) return nullptr;
        p += 6;
        break;
      default: return nullptr;
    }
  }
}

/// Undoes the escapes of a well-formed name; false where it is not ASCII: no wanted name is like that.
inline bool unescape_ascii(std::string_view spelled, std::string &plain) {
  for (size_t i = 0; i < spelled.size(); i++) {
    char c = spelled[i];
    if (c == '\\') {
      c = spelled[++i];
      if (c == 'u') {
        int code = std::stoi(std::string(spelled.substr(i + 1, 4)), nullptr, 16);
        if (code > 126) return false;
        c = char(code);
        i += 4;
      } else {
        const char *letters = "bfnrt", *controls = "\b\f\n\r\t";
        if (const char *found = c ? std::strchr(letters, c) : nullptr) c = controls[found - letters];
      }
    }
    plain.push_back(c);
  }
  return true;
}
