// Reads the landmarks of every record of a file, with our reader or either of simdjson's two,
// without a stage around them.
//
//   json_reader ours|on-demand|dom FILE
//
// prints the seconds of the fastest of five passes and the sum of all numbers. Like DOM, our reader
// checks the whole line. On-Demand only checks what it converts, and skips the rest.
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "CRecords.h"

using Line = std::function<double(std::string_view)>;

static double ours(records_scanner *scanner, std::string_view line) {
  records_scan found{};
  if (records_scanner_scan(scanner, line.data(), line.size(), &found) != nullptr) return 0;
  const records_field &points = found.fields[0];
  double sum = 0;
  for (uint32_t i = 0; i < points.number_count; i++) sum += found.numbers[points.first_number + i];
  return sum;
}

template <class Points>
static double sum(Points points) {
  double sum = 0;
  for (auto point : points)
    for (auto number : point.get_array()) sum += double(number);
  return sum;
}

int main(int count, char **words) {
  if (count != 3) return std::fputs("usage: json_reader ours|on-demand|dom FILE\n", stderr), 2;
  std::ifstream file(words[2], std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const size_t length = text.size();
  text.resize(length + simdjson::SIMDJSON_PADDING + records_padding());

  const char *wanted[] = {"landmarks"};
  const std::unique_ptr<records_scanner, void (*)(records_scanner *)> scanner(
      records_scanner_create(wanted, 1), records_scanner_destroy);
  simdjson::dom::parser dom;
  simdjson::ondemand::parser on_demand;
  const std::string_view which = words[1];
  const Line read = [&](std::string_view line) -> double {
    if (which == "ours") return ours(scanner.get(), line);
    if (which == "dom")
      return sum(dom.parse(line.data(), line.size(), false)["landmarks"].get_array().value());
    auto record =
        on_demand.iterate(line.data(), line.size(), line.size() + simdjson::SIMDJSON_PADDING);
    return sum(record["landmarks"].get_array());
  };

  double fastest = 1e9, total = 0;
  for (int pass = 0; pass < 5; pass++) {
    total = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (size_t at = 0; at < length;) {
      const void *found = std::memchr(text.data() + at, '\n', length - at);
      const size_t stop =
          found != nullptr ? size_t(static_cast<const char *>(found) - text.data()) : length;
      total += read({text.data() + at, stop - at});
      at = stop + 1;
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    fastest = std::min(fastest, taken.count());
  }
  std::printf("%g %.10g\n", fastest, total);
}
