#include "HeifBoxes.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "Av1Size.hpp"
#include "Failure.hpp"
#include "HeifLocations.hpp"
#include "HevcSize.hpp"

namespace vision {

namespace {

constexpr int64_t piece_limit = 1000000, pixel_limit = int64_t(1) << 40;
constexpr uint64_t side_limit = 1 << 20;
/// Enough for a tiled picture with tiled transparency, each tile rotated. No photo is nested
/// deeper.
constexpr int depth_limit = 6;

using Reader = HeifReader;

struct Box {
  std::string_view type;
  Reader contents;
  uint64_t size;
};

/// The next box, or nothing at the end. Its contents are cut off where the file ends.
std::optional<Box> next_box(Reader &reader) {
  if (reader.left() < 8) return std::nullopt;
  const uint8_t *start = reader.next;
  uint64_t size = reader.number(4);
  const std::string_view type(reinterpret_cast<const char *>(reader.next), 4);
  reader.skip(4);
  if (size == 1) size = reader.number(8);
  if (size == 0) size = uint64_t(reader.end - start);
  const auto header = uint64_t(reader.next - start);
  const uint64_t claimed = size < header ? 0 : size - header;
  const size_t available = size_t(std::min<uint64_t>(claimed, reader.left()));
  const Box box{type, {reader.next, reader.next + available}, std::max(size, header)};
  reader.skip(available);
  return box;
}

enum class Codec { none, hevc, av1 };

/// What a property box says about the pictures that have it.
struct Property {
  Codec codec;
  int64_t pixels;
};

using References = std::multimap<uint64_t, uint64_t>;

class Items {
 public:
  Items(Reader meta, const Bytes &bytes) {
    meta.skip(4);  // version and flags
    while (const auto box = next_box(meta)) {
      if (box->type == "pitm") read_primary(box->contents);
      if (box->type == "iref") read_references(box->contents);
      if (box->type == "iprp") read_properties(box->contents);
      if (box->type == "iloc") locations.read(box->contents, bytes);
      if (box->type == "idat") locations.set_data(box->contents);
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
  /// From a picture to the pictures it is made of, and to its transparency masks.
  References parts, transparencies;
  std::multimap<uint64_t, size_t> properties;
  std::vector<Property> known;
  HeifLocations locations;
  /// Pixels of each coded picture that was examined before.
  mutable std::map<uint64_t, int64_t> seen;

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
      Reader &contents = box->contents;
      Property property{Codec::none, 0};
      if (box->type == "ispe") {
        contents.skip(4);
        const auto width = int64_t(std::min<uint64_t>(contents.number(4), side_limit));
        property.pixels = width * int64_t(std::min<uint64_t>(contents.number(4), side_limit));
      }
      if (box->type == "hvcC") {
        property = {Codec::hevc, hevc_pixels(contents.next, contents.left())};
      }
      if (box->type == "av1C") property.codec = Codec::av1;
      known.push_back(property);
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
      throw Failure(VISION_TOO_LARGE, "the HEIC or AVIF nests pictures in pictures too deeply");
    }
    if (total.pieces > piece_limit || total.pixels > pixel_limit) return;
    const auto own = parts.equal_range(item);
    if (own.first == own.second) {
      total.pieces++;
      total.pixels += pixels(item);
    }
    for (auto i = own.first; i != own.second; i++) add(i->second, depth + 1, total);
  }

  /// The largest size that its properties or its coded bytes declare.
  int64_t pixels(uint64_t item) const {
    const auto before = seen.find(item);
    if (before != seen.end()) return before->second;
    int64_t maximum = 0;
    const Bytes coded = locations.bytes_of(item);
    const auto own = properties.equal_range(item);
    for (auto i = own.first; i != own.second; i++) {
      if (i->second >= known.size()) continue;
      const Property property = known[i->second];
      maximum = std::max(maximum, property.pixels);
      if (property.codec == Codec::av1) {
        maximum = std::max(maximum, av1_pixels(coded.data(), coded.size()));
      } else if (property.codec == Codec::hevc) {
        maximum = std::max(maximum, hevc_stream_pixels(coded.data(), coded.size()));
      }
    }
    return seen[item] = maximum;
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
  if (!meta) throw Failure(VISION_TRUNCATED, "the HEIC or AVIF holds no complete picture");
  HeifCost cost = Items(*meta, bytes).cost();
  cost.end = end;
  return cost;
}

}  // namespace vision
