#include "TiffDirectory.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "Failure.hpp"

namespace vision {

namespace {

/// More than any photo has. A file may declare thousands, or its directories may form a loop.
constexpr int page_limit = 100, below_limit = 8, entry_limit = 1000;
constexpr uint64_t value_limit = 8 << 20;

enum Tag {
  kind_tag = 254, old_kind_tag = 255, width_tag = 256, height_tag = 257, compression_tag = 259,
  photometric_tag = 262, orientation_tag = 274, below_tag = 330, sample_format_tag = 339,
};

/// The tags that libtiff needs to find and decode the pixels, in ascending order.
constexpr int pixel_tags[] = {
    width_tag, height_tag, 258 /* bits */, compression_tag, photometric_tag, 266 /* bit order */,
    273 /* strips */, 277 /* samples */, 278 /* rows per strip */, 279 /* bytes per strip */,
    284 /* planes */, 292, 293 /* fax */, 317 /* predictor */, 320 /* palette */,
    322, 323, 324, 325 /* tiles */, 332 /* inks */, 338 /* alpha */, sample_format_tag,
    347 /* JPEG tables */, 530, 531 /* chroma's size and position */,
};

struct Entry {
  int tag;
  uint64_t type, count;
  size_t at, value_at;
};

struct Directory {
  size_t at;
  uint64_t next;
  std::vector<Entry> entries;
};

int type_size(uint64_t type) {
  static constexpr int sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
  return type < std::size(sizes) ? sizes[type] : 0;
}

/// Reads and rewrites the directories of a TIFF (4-byte offsets) or a BigTIFF (8-byte offsets).
class File {
 public:
  explicit File(Bytes &given)
      : bytes(given), big_endian(bytes[0] == 'M'), wide(bytes[big_endian ? 3 : 2] == 43) {}

  int header_size() const { return wide ? 16 : 8; }
  uint64_t first_directory() const { return wide ? number(8, 8) : number(4, 4); }

  /// The directory at an offset; nothing if it is not within the file. Leaves out entries of
  /// unknown types, entries whose values are outside the file, and all but the first entry of each
  /// tag.
  std::optional<Directory> directory(uint64_t at) const {
    if (at < uint64_t(header_size()) || at > bytes.size() - count_size()) return std::nullopt;
    const uint64_t count = number(at, count_size());
    const uint64_t room = bytes.size() - at - count_size();
    if (count == 0 || count > entry_limit) return std::nullopt;
    if (count * entry_size() + offset_size() > room) return std::nullopt;
    const uint64_t first = at + count_size(), end = first + count * entry_size();
    Directory directory{size_t(at), number(end, offset_size()), {}};
    for (uint64_t position = first; position < end; position += entry_size()) {
      const Entry entry = read_entry(position);
      const bool is_new = find(directory, entry.tag) == nullptr;
      if (is_new && is_sound(entry)) directory.entries.push_back(entry);
    }
    return directory;
  }

  static const Entry *find(const Directory &directory, int tag) {
    for (const Entry &entry : directory.entries) {
      if (entry.tag == tag) return &entry;
    }
    return nullptr;
  }

  /// The integer values of a tag, at most `limit` of them.
  std::vector<uint64_t> values(const Directory &directory, int tag, size_t limit) const {
    const Entry *entry = find(directory, tag);
    std::vector<uint64_t> values;
    if (entry == nullptr) return values;
    const int size = type_size(entry->type);
    for (size_t i = 0; i < std::min<uint64_t>(entry->count, limit); i++) {
      values.push_back(number(entry->value_at + i * size_t(size), size));
    }
    return values;
  }

  uint64_t value(const Directory &directory, int tag, uint64_t fallback) const {
    const auto found = values(directory, tag, 1);
    return found.empty() ? fallback : found[0];
  }

  /// Where its entries end. The offset of the next directory follows, unless the file is cut off.
  size_t end_of(const Directory &directory) const {
    return directory.at + count_size() + number(directory.at, count_size()) * entry_size();
  }

  /// Makes this directory the only one in the file, with only these entries.
  void keep(const Directory &directory, const std::vector<Entry> &entries) {
    set_number(wide ? 8 : 4, offset_size(), directory.at);
    std::vector<uint8_t> kept;
    for (const Entry &entry : entries) {
      const auto from = bytes.begin() + std::ptrdiff_t(entry.at);
      kept.insert(kept.end(), from, from + std::ptrdiff_t(entry_size()));
    }
    kept.insert(kept.end(), offset_size(), 0);
    set_number(directory.at, count_size(), entries.size());
    std::copy(kept.begin(), kept.end(), &bytes[directory.at + count_size()]);
  }

 private:
  Bytes &bytes;
  bool big_endian, wide;

  size_t count_size() const { return wide ? 8 : 2; }
  size_t offset_size() const { return wide ? 8 : 4; }
  size_t entry_size() const { return wide ? 20 : 12; }

  uint64_t number(size_t at, size_t count) const {
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++) {
      value = value << 8 | bytes[at + (big_endian ? i : count - 1 - i)];
    }
    return value;
  }

  void set_number(size_t at, size_t count, uint64_t value) {
    for (size_t i = 0; i < count; i++, value >>= 8) {
      bytes[at + (big_endian ? count - 1 - i : i)] = uint8_t(value);
    }
  }

  Entry read_entry(size_t at) const {
    Entry entry{int(number(at, 2)), number(at + 2, 2), number(at + 4, offset_size()), at, 0};
    const size_t inside = at + 4 + offset_size();
    const uint64_t size = uint64_t(type_size(entry.type));
    const bool is_inside = entry.count <= offset_size() && size * entry.count <= offset_size();
    entry.value_at = is_inside ? inside : size_t(number(inside, offset_size()));
    return entry;
  }

  bool is_sound(const Entry &entry) const {
    const uint64_t size = uint64_t(type_size(entry.type));
    return size > 0 && entry.count > 0 && entry.count <= bytes.size() / size &&
           entry.value_at <= bytes.size() - entry.count * size;
  }
};

bool is_main(const File &file, const Directory &directory) {
  constexpr uint64_t reduced = 1, mask = 4;
  const bool is_other = (file.value(directory, kind_tag, 0) & (reduced | mask)) != 0;
  const bool was_reduced = file.value(directory, old_kind_tag, 1) == 2;
  return !is_other && !was_reduced && File::find(directory, width_tag) != nullptr;
}

struct Found {
  Directory page;
  uint64_t orientation;
  /// Number of main pages, counting from this one.
  int count = 1;
};

std::optional<Found> find_main(const File &file) {
  std::optional<Found> first, main;
  std::vector<uint64_t> passed;
  uint64_t at = file.first_directory();
  const auto is_passed = [&] {
    return std::find(passed.begin(), passed.end(), at) != passed.end();
  };
  while (passed.size() < page_limit && !is_passed()) {
    const auto page = file.directory(at);
    if (!page) break;
    passed.push_back(at);
    const uint64_t orientation = file.value(*page, orientation_tag, 1);
    if (!first) first = Found{*page, orientation};
    if (is_main(file, *page)) {
      if (main) {
        main->count++;
      } else {
        main = Found{*page, orientation};
      }
    }
    if (main) {
      at = page->next;
      continue;
    }
    for (const uint64_t offset : file.values(*page, below_tag, below_limit)) {
      const auto below = file.directory(offset);
      if (below && is_main(file, *below)) {
        return Found{*below, file.value(*below, orientation_tag, orientation)};
      }
    }
    at = page->next;
  }
  return main ? main : first;
}

}  // namespace

TiffPage keep_main_page(Bytes &bytes) {
  const auto fail = [](const char *why) { throw Failure(VISION_TRUNCATED, why); };
  if (bytes.size() < 32) fail("the TIFF ends within its header");
  File file(bytes);
  const auto found = find_main(file);
  if (!found) fail("the TIFF ends early or is damaged: it has no complete directory");

  const auto value = [&](int tag, uint64_t fallback) {
    return int64_t(std::min<uint64_t>(file.value(found->page, tag, fallback), INT32_MAX));
  };
  const int64_t orientation = int64_t(std::min<uint64_t>(found->orientation, 9));
  TiffPage page{
      value(width_tag, 0),
      value(height_tag, 0),
      int(value(compression_tag, 1)),
      int(value(photometric_tag, 1)),
      int(value(sample_format_tag, 1)),
      orientation >= 1 && orientation <= 8 ? int(orientation) : 1,
      found->count,
      file.end_of(found->page),
  };

  std::vector<Entry> kept;
  for (const int tag : pixel_tags) {
    const Entry *entry = File::find(found->page, tag);
    if (entry == nullptr) continue;
    if (entry->count * uint64_t(type_size(entry->type)) > value_limit) {
      fail("the TIFF is damaged: a list is longer than any photo needs");
    }
    kept.push_back(*entry);
    page.end = std::max(
        page.end, entry->value_at + size_t(entry->count) * size_t(type_size(entry->type)));
  }
  file.keep(found->page, kept);
  return page;
}

}  // namespace vision
