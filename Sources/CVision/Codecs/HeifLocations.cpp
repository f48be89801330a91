#include "HeifLocations.hpp"

#include <algorithm>

#include "Failure.hpp"

namespace vision {

void HeifLocations::read(HeifReader iloc, const Bytes &bytes) {
  whole = {bytes.data(), bytes.data() + bytes.size()};
  const int version = int(iloc.number(4) >> 24);
  const uint64_t widths = iloc.number(2);
  const size_t offset_width = widths >> 12, count_width = widths >> 8 & 15;
  const size_t base_width = widths >> 4 & 15, index_width = version > 0 ? widths & 15 : 0;
  const size_t item_width = version < 2 ? 2 : 4;
  for (uint64_t left = iloc.number(item_width); left > 0 && iloc.left() > 0; left--) {
    const uint64_t item = iloc.number(item_width);
    const bool is_in_idat = version > 0 && (iloc.number(2) & 15) == 1;
    iloc.skip(2);
    const uint64_t base = iloc.number(base_width);
    for (uint64_t more = iloc.number(2); more > 0 && iloc.left() > 0; more--) {
      iloc.skip(index_width);
      const uint64_t offset = base + iloc.number(offset_width);
      pieces.emplace(item, Piece{is_in_idat, offset, iloc.number(count_width)});
    }
  }
}

Bytes HeifLocations::bytes_of(uint64_t item) const {
  Bytes all;
  const auto own = pieces.equal_range(item);
  for (auto i = own.first; i != own.second; i++) {
    const Piece piece = i->second;
    HeifReader from = piece.is_in_idat ? data : whole;
    if (piece.offset > from.left()) continue;
    from.skip(size_t(piece.offset));
    const uint64_t claimed = piece.count == 0 ? from.left() : piece.count;
    const size_t available = size_t(std::min<uint64_t>(claimed, from.left()));
    returned += available;
    if (returned > 4 * uint64_t(whole.left()) + (1 << 20)) {
      throw Failure(VISION_TOO_LARGE, "the pictures in the HEIC or AVIF share the same bytes");
    }
    all.append(from.next, from.next + available);
  }
  return all;
}

}  // namespace vision
