/// A line of a stream. An accepted record has offsets inside the line, in order, and texts that can
/// be read; Scripts/fuzz gives the same lines to Python's json.
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "CRecords.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count);

namespace {

constexpr const char *names[] = {"path", "box", "landmarks", "features", "embedding", "error", "s"};
constexpr size_t name_count = sizeof names / sizeof *names;

void require(bool condition) {
  if (!condition) __builtin_trap();
}

void read_text(const char *text, size_t length) {
  if (text == nullptr) return;
  require(std::memchr(text, 0xFF, length) == nullptr);  // no UTF-8 has that byte
}

void check(const records_scan &scan, size_t length) {
  require(scan.object_end < length);
  size_t numbers = 0, texts = 0;
  for (size_t i = 0; i < name_count; i++) {
    const records_field &field = scan.fields[i];
    if (field.kind == RECORDS_MISSING) continue;
    require(field.value_begin < field.value_end && field.value_end <= scan.object_end);
    numbers = field.first_number + size_t(field.number_count);
    double sum = 0;
    for (size_t n = field.first_number; n < numbers; n++) sum += scan.numbers[n];
    volatile double seen = sum;
    (void)seen;
    read_text(field.text, field.text_length);
    if (field.kind != RECORDS_OBJECT) continue;
    texts = field.first_name + size_t(field.element_count);
    for (size_t n = field.first_name; n < texts; n++) {
      read_text(scan.names[n].text, scan.names[n].length);
    }
  }
  size_t last = 0;
  for (size_t i = 0; i < scan.member_count; i++) {
    const records_member &member = scan.members[i];
    require(member.field < name_count && member.name_begin >= last);
    require(member.name_begin < member.value_begin && member.value_begin < member.value_end);
    require(member.value_end <= scan.object_end);
    last = member.value_end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count) {
  if (count > 1 << 16) return 0;
  static records_scanner *const scanner = records_scanner_create(names, name_count);
  // A separate allocation, so that reading a byte past the padding is detected.
  std::unique_ptr<char, decltype(&std::free)> line(
      static_cast<char *>(std::malloc(count + records_padding())), std::free);
  if (count > 0) std::memcpy(line.get(), data, count);
  std::memset(line.get() + count, 0, records_padding());
  records_scan scan;
  if (records_scanner_scan(scanner, line.get(), count, &scan) == nullptr) check(scan, count);
  return 0;
}
