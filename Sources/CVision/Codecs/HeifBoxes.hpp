/// The boxes of a HEIC or AVIF (ISO/IEC 14496-12 and 23008-12), read by hand before libheif sees
/// the file: what decoding it will cost.
#pragma once

#include "FileBytes.hpp"

namespace vision {

struct HeifCost {
  /// Where the last box ends, which may be beyond the file.
  uint64_t end;
  /// Coded pictures that make the main picture and its transparency: tiles, or one. Those that are
  /// shown twice are decoded twice.
  int64_t pieces;
  /// Their pixels, as the codec will make them.
  int64_t pixels;
};

/// Stops counting beyond 2^40 pixels and a million pieces. Throws VISION_TRUNCATED where there is
/// no main picture, and VISION_TOO_LARGE where pictures are made of each other without end.
/// O(bytes of the boxes that are no pixels).
HeifCost heif_cost(const Bytes &bytes);

}  // namespace vision
