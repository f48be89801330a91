#include "CRecords.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "Grammar.h"
#include "Numbers.h"
#include "Pairs.h"
#include "Tokens.h"

struct records_scanner {
  Tokens tokens;
  std::vector<std::string> wanted;
  std::vector<records_field> fields;
  std::vector<records_member> members;
  NumberList numbers;
  std::vector<records_name> names;
  /// Unescaped strings and names; they never need more bytes than the line has.
  std::vector<char> texts;
  size_t texts_used = 0;
};

namespace {

// Limits the recursion, so that it ends before the stack does.
constexpr int deepest = 512;

/// The text between quotes, still escaped.
struct Spelled {
  std::string_view text;
  bool has_escapes;
};

struct NotJSON {
  const char *why;
};

/// Walks over the tokens of one line and checks each of them.
class Walk {
 public:
  Walk(records_scanner &scanner, std::string_view line)
      : scanner(scanner), line(line.data()), limit(line.data() + line.size()),
        next(scanner.tokens.begin()), end(scanner.tokens.end()) {}

  /// Walks over the members of the object that begins here; nothing may follow it.
  template <class Body>
  void whole_object(Body body) {
    object(body);
    if (next != end) throw NotJSON{"there is something after the object"};
  }

  /// Checks a value that is not wanted.
  void check(int depth) {
    if (depth > deepest) throw NotJSON{"nested too deeply"};
    switch (first()) {
      case '[':
        // Points are converted even though they are not wanted, since that is the fastest way to
        // check them.
        array([&] {
          if (!has_pairs || first() != '[' ||
              read_pairs(line, next, end, scanner.numbers.room()) == 0)
            check(depth + 1);
        });
        break;
      case '{':
        object([&](Spelled) { check(depth + 1); });
        break;
      case '"': string(); break;
      default: scalar();
    }
  }

  /// Finds a wanted value, and keeps the numbers in it.
  void wanted(records_field &field) {
    field = records_field{};
    field.first_number = uint32_t(scanner.numbers.size());
    field.first_name = uint32_t(scanner.names.size());
    field.value_begin = uint32_t(begin() - line);
    Shape shape;
    switch (first()) {
      case '[':
        field.kind = RECORDS_ARRAY;
        array([&] { if (!pairs(shape)) element(shape); });
        field.value_end = next[-1] + 1;
        break;
      case '{':
        field.kind = RECORDS_OBJECT;
        object([&](Spelled name) {
          shape.only_numbers &= add_name(name);
          element(shape);
        });
        field.value_end = next[-1] + 1;
        break;
      case '"': {
        field.kind = RECORDS_STRING;
        const Spelled spelled = string();
        field.value_end = offset(spelled.text.data() + spelled.text.size() + 1);
        const std::string_view text = plain(spelled);
        field.text = text.data();
        field.text_length = text.size();
        break;
      }
      default: {
        const char *start = begin();
        if (is_number_start(*start)) {
          field.kind = RECORDS_NUMBER;
          field.value_end = offset(number());
        } else {
          const std::string_view token = scalar();
          field.kind = token[0] == 'n' ? RECORDS_NULL : RECORDS_BOOLEAN;
          field.value_end = offset(token.data() + token.size());
        }
      }
    }
    field.number_count = uint32_t(scanner.numbers.size()) - field.first_number;
    field.element_count = shape.elements;
    field.only_numbers =
        (field.kind == RECORDS_ARRAY || field.kind == RECORDS_OBJECT) && shape.only_numbers;
    field.null_count = shape.nulls;
    field.row_length = shape.row_length;
  }

  uint32_t offset(const char *place) const { return uint32_t(place - line); }

 private:
  /// What the elements of a wanted field look like.
  struct Shape {
    uint32_t elements = 0;
    bool only_numbers = true;
    int32_t row_length = 0;
    uint32_t nulls = 0;
  };

  records_scanner &scanner;
  const char *line, *limit;
  /// The offsets of tokens: brackets, commas, colons, and the first characters of everything else.
  const uint32_t *next, *end;
  const bool has_pairs = has_ssse3();

  const char *begin() const {
    if (next == end) throw NotJSON{"a value is missing or is not JSON"};
    return line + *next;
  }
  char first() const { return *begin(); }

  static bool is_number_start(char c) { return is_digit(c) || c == '-'; }

  /// Skips a bracket, comma or colon, if that is the next token.
  bool pass(char wanted) {
    if (next == end || line[*next] != wanted) return false;
    next++;
    return true;
  }

  /// The next token, with the white space after it.
  std::string_view take() {
    const char *start = begin();
    next++;
    return trimmed({start, size_t((next == end ? limit : line + *next) - start)});
  }

  std::string_view scalar() {
    const std::string_view token = take();
    if (is_number_start(token.front())) {
      if (!is_number(token)) throw NotJSON{"a number is malformed"};
    } else if (token != "true" && token != "false" && token != "null") {
      const bool is_word = token.front() >= 'a' && token.front() <= 'z';
      throw NotJSON{
          is_word ? "a word is neither true, false nor null" : "a value is missing or is not JSON"};
    }
    return token;
  }

  Spelled string() {
    const char *first = begin() + 1;
    bool has_escapes = false;
    const char *quote = end_of_string(first, has_escapes);
    if (!quote) throw NotJSON{"a string contains a malformed escape"};
    next++;
    return {{first, size_t(quote - first)}, has_escapes};
  }

  /// Converts and keeps a number; returns its end.
  const char *number() {
    const char *p = begin();
    const char *following = next + 1 < end ? line + next[1] : limit;
    double value;
    if (!read_short_number(p, value) && !read_number(p, limit, value))
      throw NotJSON{"a number is malformed"};
    const char *stop = p;
    while (p != following && is_space(*p)) p++;
    if (p != following) throw NotJSON{"a number is malformed"};
    next++;
    scanner.numbers.push_back(value);
    return stop;
  }

  /// Keeps rows of two short numbers, as many as there are in an array; returns whether there were
  /// any.
  bool pairs(Shape &shape) {
    if (!has_pairs || first() != '[') return false;
    const size_t rows = read_pairs(line, next, end, scanner.numbers.room());
    if (rows == 0) return false;
    scanner.numbers.filled(2 * rows);
    if (shape.elements == 0) shape.row_length = 2;
    else if (shape.row_length != 2) shape.row_length = -1;
    shape.elements += uint32_t(rows);
    return true;
  }

  /// One element or member of a wanted field: numbers and rows of numbers are kept, everything else
  /// is only checked.
  void element(Shape &shape) {
    int32_t length = -1;
    const char c = first();
    if (is_number_start(c)) {
      number();
      length = 0;
    } else if (c == '[') {
      const size_t before = scanner.numbers.size();
      bool plain = true;
      array([&] {
        if (is_number_start(first())) {
          number();
        } else {
          check(2);
          plain = false;
        }
      });
      const size_t count = scanner.numbers.size() - before;
      if (plain && count > 0) length = int32_t(count);
      shape.only_numbers &= plain;
    } else {
      check(1);
      if (c == 'n') {
        scanner.numbers.push_back(std::numeric_limits<double>::quiet_NaN());
        shape.nulls++;
        length = 0;
      } else {
        shape.only_numbers = false;
      }
    }
    if (shape.elements++ == 0) shape.row_length = length;
    else if (shape.row_length != length) shape.row_length = -1;
  }

  /// Keeps a member's name; false where it is not valid text.
  bool add_name(Spelled spelled) {
    const std::string_view text = plain(spelled);
    scanner.names.push_back({text.data(), text.size()});
    return text.data() != nullptr;
  }

  /// The unescaped text, in the line itself where it has no escapes. Without data where an escape
  /// is half a surrogate pair.
  std::string_view plain(Spelled spelled) {
    if (!spelled.has_escapes) return spelled.text;
    char *room = scanner.texts.data() + scanner.texts_used;
    const char *stop = unescape(spelled.text, room);
    if (stop == nullptr) return {};
    scanner.texts_used += size_t(stop - room);
    return {room, size_t(stop - room)};
  }

  template <class Body>
  void array(Body body) {
    next++;
    if (pass(']')) return;
    for (;;) {
      body();
      if (pass(']')) return;
      if (!pass(','))
        throw NotJSON{next == end ? "an array is not closed" : "an array is malformed"};
    }
  }

  template <class Body>
  void object(Body body) {
    next++;
    if (pass('}')) return;
    for (;;) {
      if (next == end || line[*next] != '"') malformed_object();
      const char *name = line + *next++ + 1;
      bool has_escapes = false;
      const char *quote = end_of_string(name, has_escapes);
      if (!quote) throw NotJSON{"a name contains a malformed escape"};
      if (!pass(':')) malformed_object();
      body(Spelled{{name, size_t(quote - name)}, has_escapes});
      if (pass('}')) return;
      if (!pass(',')) malformed_object();
    }
  }

  [[noreturn]] void malformed_object() const {
    throw NotJSON{
        next == end ? "an object is not closed"
                    : "an object is malformed: a name, a colon or a comma is missing"};
  }
};

/// The index of the wanted name that is written like this between its quotes, or -1. Escapes in
/// names are rare, but "\u0070ath" is path.
int find_wanted(records_scanner &scanner, Spelled spelled) {
  std::string plain;
  std::string_view name = spelled.text;
  if (spelled.has_escapes) {
    plain.resize(name.size());
    const char *stop = unescape(name, plain.data());
    if (stop == nullptr) return -1;
    name = std::string_view(plain.data(), size_t(stop - plain.data()));
  }
  for (size_t i = 0; i < scanner.wanted.size(); i++)
    if (scanner.wanted[i] == name) return int(i);
  return -1;
}

/// Finds the tokens of the line; returns nullptr, or why it is not JSON.
const char *find_tokens(records_scanner &scanner, const char *line, size_t length) {
  const Tokens::Fault fault = scanner.tokens.find(line, length);
  if (!scanner.tokens.is_ascii() && !simdjson::validate_utf8(line, length)) return "not UTF-8";
  switch (fault) {
    case Tokens::Fault::control_in_string:
      return "a string contains an unescaped control character";
    case Tokens::Fault::unclosed_string: return "a string is not closed";
    case Tokens::Fault::none: break;
  }
  return scanner.tokens.begin() == scanner.tokens.end() ? "not JSON" : nullptr;
}

void forget(records_scanner &scanner) {
  scanner.members.clear();
  scanner.names.clear();
  scanner.fields.assign(scanner.wanted.size(), records_field{});
}

/// Fills in the result for an object whose closing brace is at `object_end`.
void tell(const records_scanner &scanner, size_t object_end, records_scan &result) {
  result.fields = scanner.fields.data();
  result.members = scanner.members.data();
  result.member_count = scanner.members.size();
  result.numbers = scanner.numbers.data();
  result.names = scanner.names.data();
  result.object_end = uint32_t(object_end);
}

const char *scan(records_scanner &scanner, const char *line, size_t length, records_scan &result) {
  forget(scanner);
  if (length > std::numeric_limits<uint32_t>::max() / 2) return "longer than 2 GiB";
  scanner.numbers.prepare(length);
  if (scanner.texts.size() < length) scanner.texts.resize(length + length / 2);
  scanner.texts_used = 0;

  if (const char *reason = find_tokens(scanner, line, length)) return reason;
  const char first = line[*scanner.tokens.begin()];
  if (first == '[') return "a JSON array, where a record is an object";
  if (first != '{') return is_value_start(first) ? "not a JSON object" : "not JSON";
  const std::string_view whole = trimmed({line, length});
  if (whole.back() != '}') return "an object is not closed";

  Walk walk(scanner, whole);
  walk.whole_object([&](Spelled name) {
    const int found = find_wanted(scanner, name);
    if (found < 0) return walk.check(1);
    records_field &field = scanner.fields[size_t(found)];
    walk.wanted(field);
    scanner.members.push_back(
        {uint32_t(found), walk.offset(name.text.data()) - 1, field.value_begin, field.value_end});
  });

  tell(scanner, whole.size() - 1, result);
  return nullptr;
}

}  // namespace

extern "C" {

records_scanner *records_scanner_create(const char *const *names, size_t count) {
  try {
    auto *scanner = new records_scanner;
    scanner->wanted.assign(names, names + count);
    scanner->fields.resize(count);
    return scanner;
  } catch (...) {
    return nullptr;
  }
}

void records_scanner_destroy(records_scanner *scanner) { delete scanner; }

// Nothing is allocated here: there is room for all fields from the beginning.
void records_scanner_clear(records_scanner *scanner, size_t object_end, records_scan *result) {
  forget(*scanner);
  tell(*scanner, object_end, *result);
}

// Short numbers are read in blocks of eight and sixteen bytes.
size_t records_padding(void) { return 64; }

const char *records_scanner_scan(
    records_scanner *scanner, const char *line, size_t length, records_scan *result) {
  try {
    return scan(*scanner, line, length, *result);
  } catch (const NotJSON &problem) {
    return problem.why;
  } catch (const std::bad_alloc &) {
    return "not enough memory";
  } catch (...) {
    return "the JSON reader failed";
  }
}
}
