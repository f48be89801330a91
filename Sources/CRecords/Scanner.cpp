#include "CRecords.h"

#include <simdjson.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "Grammar.h"
#include "Numbers.h"

namespace ondemand = simdjson::ondemand;

struct records_scanner {
  ondemand::parser parser;
  std::vector<std::string> wanted;
  std::vector<records_field> fields;
  std::vector<records_member> members;
  NumberList numbers;
  std::vector<records_name> names;
};

namespace {

// simdjson's own documents nest to 1024; our recursion must end before the stack does.
constexpr int deepest = 512;

struct NotJSON {
  const char *why;
};

/// Visits every value of one line, so that nothing passes unchecked: on-demand parsing alone skips what nobody asks for.
class Visit {
 public:
  Visit(records_scanner &scanner, std::string_view line)
      : scanner(scanner), line(line.data()), is_closed(!line.empty() && line.back() == '}') {}

  /// Of one value: what its elements hold, for a wanted field.
  struct Shape {
    uint32_t elements = 0;
    bool only_numbers = true;
    int32_t row_length = 0;
  };

  ondemand::json_type type_of(ondemand::value &value) {
    ondemand::json_type type;
    if (value.type().get(type)) throw NotJSON{"a value is missing or is not JSON"};
    return type;
  }

  /// Checks a scalar's spelling; returns its bytes.
  std::string_view scalar(ondemand::value &value, ondemand::json_type type) {
    std::string_view token = trimmed(value.raw_json_token());
    bool good = false;
    switch (type) {
      case ondemand::json_type::number: good = is_number(token); break;
      case ondemand::json_type::boolean: good = token == "true" || token == "false"; break;
      case ondemand::json_type::null: good = token == "null"; break;
      default: break;
    }
    if (!good) throw NotJSON{type == ondemand::json_type::number ? "a number is malformed" : "a word is neither true, false nor null"};
    return token;
  }

  std::string_view string(ondemand::value &value) {
    const char *begin = value.raw_json_token().data();
    const char *end = end_of_string(begin + 1);
    if (!end) throw NotJSON{"a string holds a malformed escape"};
    return {begin, size_t(end + 1 - begin)};
  }

  void check(ondemand::value &value, int depth) {
    if (depth > deepest) throw NotJSON{"nested too deep"};
    auto type = type_of(value);
    switch (type) {
      case ondemand::json_type::array:
        if (is_plain_array(value.raw_json_token().data())) break;
        each_element(value, [&](ondemand::value &element) { check(element, depth + 1); });
        break;
      case ondemand::json_type::object:
        each_member(value, [&](std::string_view, ondemand::value &member) { check(member, depth + 1); });
        break;
      case ondemand::json_type::string: {
        string(value);
        // Skipped instead, a string before a colon would pass for a member's name, in an array too.
        ondemand::raw_json_string consumed;
        if (value.get_raw_json_string().get(consumed)) throw NotJSON{"a string is malformed"};
        break;
      }
      default: scalar(value, type);
    }
  }

  /// Whether an array that nobody wants holds just numbers, such as an embedding on its way through.
  bool is_plain_array(const char *p) const {
    p++;
    return is_closed && read_row(p, [](double) {});
  }

  void number(ondemand::value &value) {
    std::string_view token = scalar(value, ondemand::json_type::number);
    double converted;
    // The spelling is right, so what fails here is out of range.
    if (value.get_double().get(converted)) converted = token[0] == '-' ? -HUGE_VAL : HUGE_VAL;
    scanner.numbers.push_back(converted);
  }

  /// Like check, and collects the numbers; rows are arrays of plain numbers.
  void element(ondemand::value &value, Shape &shape) {
    int32_t length = -1;
    auto type = type_of(value);
    if (type == ondemand::json_type::number) {
      number(value);
      length = 0;
    } else if (type == ondemand::json_type::array) {
      int32_t count = 0;
      bool plain = true;
      each_element(value, [&](ondemand::value &inner) {
        if (type_of(inner) == ondemand::json_type::number) {
          number(inner);
          count++;
        } else {
          check(inner, 2);
          plain = false;
        }
      });
      if (plain && count > 0) length = count;
      shape.only_numbers &= plain;
    } else {
      check(value, 1);
      shape.only_numbers = false;
    }
    add_row(length, shape);
  }

  /// A wanted array or object that is nothing but numbers, or an array of rows of them, read at once from its bytes; its
  /// end, or nullptr where there is more to it. simdjson then passes over the value's tokens, which hold no surprise.
  const char *plain_numbers(const char *p, bool is_object, Shape &shape) {
    if (!is_closed) return nullptr;
    const size_t numbers = scanner.numbers.size(), names = scanner.names.size();
    if (const char *end = is_object ? plain_members(p + 1, shape) : plain_elements(p + 1, shape)) return end;
    scanner.numbers.shrink(numbers);
    scanner.names.resize(names);
    shape = Shape{};
    return nullptr;
  }

  const char *plain_elements(const char *p, Shape &shape) {
    const auto keep = [&](double value) { scanner.numbers.push_back(value); };
    skip_space(p);
    if (*p != '[') {
      const size_t before = scanner.numbers.size();
      if (!read_row(p, keep)) return nullptr;
      shape.elements = uint32_t(scanner.numbers.size() - before);
      return p;
    }
    for (;;) {
      skip_space(p);
      if (*p++ != '[') return nullptr;
      const size_t before = scanner.numbers.size();
      if (!read_row(p, keep)) return nullptr;
      add_row(int32_t(scanner.numbers.size() - before), shape);
      skip_space(p);
      const char next = *p++;
      if (next == ']') return p;
      if (next != ',') return nullptr;
    }
  }

  const char *plain_members(const char *p, Shape &shape) {
    for (;;) {
      skip_space(p);
      if (*p++ != '"') return nullptr;
      const char *name = p;
      while (*p != '"' && *p != '\\') p++;
      if (*p == '\\') return nullptr;
      scanner.names.push_back({offset(name), offset(p)});
      p++;
      skip_space(p);
      if (*p++ != ':') return nullptr;
      skip_space(p);
      double number;
      if (!read_short_number(p, number) && !read_number(p, number)) return nullptr;
      scanner.numbers.push_back(number);
      shape.elements++;
      skip_space(p);
      const char next = *p++;
      if (next == '}') return p;
      if (next != ',') return nullptr;
    }
  }

  static void add_row(int32_t length, Shape &shape) {
    if (shape.elements++ == 0) shape.row_length = length;
    else if (shape.row_length != length) shape.row_length = -1;
  }

  void wanted(ondemand::value &value, records_field &field) {
    field = records_field{};
    field.first_number = uint32_t(scanner.numbers.size());
    field.first_name = uint32_t(scanner.names.size());
    auto type = type_of(value);
    const char *begin = value.raw_json_token().data();
    const char *end = nullptr;
    Shape shape;
    switch (type) {
      case ondemand::json_type::array:
        field.kind = RECORDS_ARRAY;
        if ((end = plain_numbers(begin, false, shape))) break;
        each_element(value, [&](ondemand::value &inner) { element(inner, shape); });
        break;
      case ondemand::json_type::object:
        field.kind = RECORDS_OBJECT;
        if ((end = plain_numbers(begin, true, shape))) break;
        each_member(value, [&](std::string_view name, ondemand::value &inner) {
          scanner.names.push_back({offset(name.data()), offset(name.data() + name.size())});
          element(inner, shape);
        });
        break;
      case ondemand::json_type::string: {
        field.kind = RECORDS_STRING;
        std::string_view token = string(value), text;
        end = token.data() + token.size();
        if (!value.get_string().get(text)) {
          field.text = text.data();
          field.text_length = text.size();
        }
        break;
      }
      case ondemand::json_type::number: {
        field.kind = RECORDS_NUMBER;
        end = begin + trimmed(value.raw_json_token()).size();
        number(value);
        break;
      }
      default: {
        field.kind = type == ondemand::json_type::null ? RECORDS_NULL : RECORDS_BOOLEAN;
        std::string_view token = scalar(value, type);
        end = token.data() + token.size();
      }
    }
    field.value_begin = offset(begin);
    field.value_end = end ? offset(end) : 0;  // a container's end is known once the scan has passed it
    field.number_count = uint32_t(scanner.numbers.size()) - field.first_number;
    field.element_count = shape.elements;
    field.only_numbers = (field.kind == RECORDS_ARRAY || field.kind == RECORDS_OBJECT) && shape.only_numbers;
    field.row_length = shape.row_length;
  }

  uint32_t offset(const char *place) const { return uint32_t(place - line); }

  template <class Body>
  void each_element(ondemand::value &value, Body body) {
    ondemand::array array;
    if (value.get_array().get(array)) throw NotJSON{"an array does not close"};
    for (auto item : array) {
      ondemand::value inner;
      if (item.get(inner)) throw NotJSON{"an array is malformed"};
      body(inner);
    }
  }

  template <class Body>
  void each_member(ondemand::value &value, Body body) {
    ondemand::object object;
    if (value.get_object().get(object)) throw NotJSON{"an object does not close"};
    members_of(object, body);
  }

  template <class Body>
  void members_of(ondemand::object &object, Body body) {
    for (auto item : object) {
      ondemand::field field;
      if (std::move(item).get(field)) throw NotJSON{"an object is malformed: a name, a colon or a comma is missing"};
      const char *name = field.key().raw();
      const char *end = end_of_string(name);
      if (!end) throw NotJSON{"a name holds a malformed escape"};
      body(std::string_view(name, size_t(end - name)), field.value());
    }
  }

 private:
  records_scanner &scanner;
  const char *line;
  /// The brace at the line's end stops whatever reads on directly, before it comes to bytes that are not the line's.
  bool is_closed;
};

/// The wanted name that is spelled so between its quotes, or -1. Escapes in names are rare, but "\u0070ath" is path.
int find_wanted(records_scanner &scanner, std::string_view spelled) {
  std::string plain;
  if (spelled.find('\\') != spelled.npos) {
    if (!unescape_ascii(spelled, plain)) return -1;
    spelled = plain;
  }
  for (size_t i = 0; i < scanner.wanted.size(); i++)
    if (scanner.wanted[i] == spelled) return int(i);
  return -1;
}

const char *scan(records_scanner &scanner, const char *line, size_t length, records_scan &result) {
  scanner.members.clear();
  scanner.numbers.prepare(length);
  scanner.names.clear();
  scanner.fields.assign(scanner.wanted.size(), records_field{});
  if (length > std::numeric_limits<uint32_t>::max() - 1) return "longer than 4 GiB";

  ondemand::document document;
  auto padded = simdjson::padded_string_view(line, length, length + simdjson::SIMDJSON_PADDING);
  if (auto error = scanner.parser.iterate(padded).get(document)) {
    switch (error) {
      case simdjson::UTF8_ERROR: return "not UTF-8";
      case simdjson::UNESCAPED_CHARS: return "a control character stands unescaped in a string";
      case simdjson::UNCLOSED_STRING: return "a string does not close";
      case simdjson::MEMALLOC: return "not enough memory";
      default: return "not JSON";
    }
  }
  ondemand::json_type type;
  if (document.type().get(type)) return "not JSON";
  if (type == ondemand::json_type::array) return "a JSON array, where a record is an object";
  if (type != ondemand::json_type::object) return "not a JSON object";
  ondemand::object object;
  if (document.get_object().get(object)) return "an object does not close";

  Visit visit(scanner, trimmed({line, length}));
  // A container's end is where the next token begins, less the white space between.
  auto close_last = [&](const char *next) {
    if (scanner.members.empty() || scanner.members.back().value_end) return;
    while (is_space(next[-1])) next--;
    scanner.members.back().value_end = visit.offset(next);
    scanner.fields[scanner.members.back().field].value_end = visit.offset(next);
  };
  visit.members_of(object, [&](std::string_view name, ondemand::value &value) {
    int found = find_wanted(scanner, name);
    if (found < 0) return visit.check(value, 1);
    records_field &field = scanner.fields[size_t(found)];
    visit.wanted(value, field);
    scanner.members.push_back({uint32_t(found), visit.offset(name.data()) - 1, field.value_begin, field.value_end});
    const char *next;
    if (document.current_location().get(next)) throw NotJSON{"an object does not close"};
    close_last(next);
  });
  const char *rest;
  if (!document.current_location().get(rest)) return "something stands behind the object";

  const char *end = line + length;
  while (end > line && end[-1] != '}') end--;
  result.fields = scanner.fields.data();
  result.members = scanner.members.data();
  result.member_count = scanner.members.size();
  result.numbers = scanner.numbers.data();
  result.names = scanner.names.data();
  result.object_end = uint32_t(end - 1 - line);
  return nullptr;
}

}  // namespace

extern "C" {

records_scanner *records_scanner_create(const char *const *names, size_t count) {
  try {
    auto *scanner = new records_scanner;
    scanner->wanted.assign(names, names + count);
    return scanner;
  } catch (...) {
    return nullptr;
  }
}

void records_scanner_destroy(records_scanner *scanner) { delete scanner; }

size_t records_padding(void) { return simdjson::SIMDJSON_PADDING; }

const char *records_scanner_scan(records_scanner *scanner, const char *line, size_t length, records_scan *result) {
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
