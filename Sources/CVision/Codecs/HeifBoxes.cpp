#include "HeifBoxes.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "ByteOrder.hpp"
#include "Failure.hpp"
#include "HevcSize.hpp"

namespace vision {

namespace {

constexpr int64_t piece_limit = 1000000, pixel_limit = int64_t(1) << 40;
/// A picture of tiles, with transparency of tiles, of which each is turned: more is no photo.
constexpr int depth_limit = 6;

/// Some bytes, read from the front. What is not there is 0.
struct Reader {
  const uint8_t *next, *end;

  size_t left() const { return size_t(end - next); }
  uint64_t number(size_t count) {
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++) value = value << 8 | (next < end ? *next++ : 0);
    return value;
  }
  void skip(size_t count) { next += std::min(count, left()); }
};

struct Box {
  std::string_view type;
  Reader contents;
  uint64_t size;
};

/// The next box; nothing where there is none. One that claims more than is there has what is.
std::optional<Box> next_box(Reader &reader) {
  if (reader.left() < 8) return std::nullopt;
  const uint8_t *start = reader.next;
  uint64_t size = reader.number(4);
  const std::string_view type(reinterpret_cast<const char *>(reader.next), 4);
  reader.skip(4);
  if (size == 1) size = reader.number(8);
  if (size == 0) size = uint64_t(reader.end - start);
  const auto header = uint64_t(reader.next - start);
  const uint64_t wanted = size < header ? 0 : size - header;
  const size_t there = size_t(std::min<uint64_t>(wanted, reader.left()));
  const Box box{type, {reader.next, reader.next + there}, std::max(size, header)};
  reader.skip(there);
  return box;
}

using References = std::multimap<uint64_t, uint64_t>;

class Items {
 public:
  explicit Items(Reader meta) {
    meta.skip(4);  // version and flags
    while (const auto box = next_box(meta)) {
      if (box->type == "pitm") read_primary(box->contents);
      if (box->type == "iref") read_references(box->contents);
      if (box->type == "iprp") read_properties(box->contents);
    }
  }

  HeifCost cost() const {
    HeifCost total{0, 0, 0};
    add(primary, 0, total);
    const auto own = transparencies.equal_range(primary);
    for (auto i = own.first; i != own.second; i++) add(i->second, 0, total);
    return total;
  }

 private:
  uint64_t primary = 0;
  /// From a picture to those that it is made of, and to those that say how transparent it is.
  References parts, transparencies;
  std::multimap<uint64_t, size_t> properties;
  /// Of each property that tells a size, px.
  std::vector<int64_t> sizes;

  static int version(Reader &reader) { return int(reader.number(4) >> 24); }

  void read_primary(Reader reader) { primary = reader.number(version(reader) == 0 ? 2 : 4); }

  void read_references(Reader reader) {
    const size_t width = version(reader) == 0 ? 2 : 4;
    while (auto box = next_box(reader)) {
      const uint64_t from = box->contents.number(width);
      const uint64_t count = std::min<uint64_t>(box->contents.number(2), box->contents.left());
      for (uint64_t i = 0; i < count; i++) {
        const uint64_t to = box->contents.number(width);
        if (box->type == "dimg") parts.emplace(from, to);
        if (box->type == "auxl") transparencies.emplace(to, from);
      }
    }
  }

  void read_properties(Reader reader) {
    while (auto box = next_box(reader)) {
      if (box->type == "ipco") read_sizes(box->contents);
      if (box->type == "ipma") read_associations(box->contents);
    }
  }

  void read_sizes(Reader reader) {
    while (auto box = next_box(reader)) {
      int64_t pixels = 0;
      if (box->type == "ispe") {
        box->contents.skip(4);
        const auto width = int64_t(box->contents.number(4));
        pixels = std::min(width * int64_t(box->contents.number(4)), pixel_limit);
      }
      if (box->type == "hvcC") pixels = hevc_pixels(box->contents.next, box->contents.left());
      sizes.push_back(std::clamp<int64_t>(pixels, 0, pixel_limit));
    }
  }

  void read_associations(Reader reader) {
    const uint64_t head = reader.number(4);
    const bool is_wide = (head & 1) != 0;
    const size_t id_width = head >> 24 == 0 ? 2 : 4;
    for (uint64_t left = reader.number(4); left > 0 && reader.left() > 0; left--) {
      const uint64_t item = reader.number(id_width);
      for (uint64_t i = reader.number(1); i > 0 && reader.left() > 0; i--) {
        const uint64_t index = reader.number(is_wide ? 2 : 1) & (is_wide ? 0x7FFF : 0x7F);
        if (index > 0) properties.emplace(item, size_t(index - 1));
      }
    }
  }

  void add(uint64_t item, int depth, HeifCost &total) const {
    if (depth > depth_limit) {
      throw Failure(VISION_TOO_LARGE, "it is made of pictures that are made of others, and so on");
    }
    if (total.pieces > piece_limit || total.pixels > pixel_limit) return;
    const auto own = parts.equal_range(item);
    if (own.first == own.second) {
      total.pieces++;
      total.pixels += pixels(item);
    }
    for (auto i = own.first; i != own.second; i++) add(i->second, depth + 1, total);
  }

  /// The most that one of its properties tells.
  int64_t pixels(uint64_t item) const {
    int64_t most = 0;
    const auto own = properties.equal_range(item);
    for (auto i = own.first; i != own.second; i++) {
      if (i->second < sizes.size()) most = std::max(most, sizes[i->second]);
    }
    return most;
  }
};

}  // namespace

HeifCost heif_cost(const Bytes &bytes) {
  Reader reader{bytes.data(), bytes.data() + bytes.size()};
  std::optional<Reader> meta;
  uint64_t end = 0;
  while (const auto box = next_box(reader)) {
    if (box->type == "meta" && !meta) meta = box->contents;
    end += std::min<uint64_t>(box->size, UINT64_MAX - end);
  }
  if (!meta) throw Failure(VISION_TRUNCATED, "the HEIC or AVIF has no picture, or no whole one");
  HeifCost cost = Items(*meta).cost();
  cost.end = end;
  return cost;
}

}  // namespace vision
