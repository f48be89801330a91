/// Estimates what decoding a HEIC or AVIF will cost, from its boxes (ISO/IEC 14496-12 and
/// 23008-12). They are parsed here, before libheif sees the file.
#pragma once

#include "FileBytes.hpp"

namespace vision {

struct HeifCost {
  /// End offset of the last box; it may be beyond the end of the file.
  uint64_t end;
  /// Number of coded pictures (one, or one per tile) in the main picture and its transparency. A
  /// picture that is used twice counts twice, because it is decoded twice.
  int64_t pieces;
  /// Their pixels, as the codec will decode them.
  int64_t pixels;
};

/// Stops counting beyond 2^40 pixels and a million pieces. Throws VISION_TRUNCATED if there is
/// no main picture, and VISION_TOO_LARGE if pictures are nested too deeply. O(bytes of the boxes
/// that hold no pixels).
HeifCost heif_cost(const Bytes &bytes);

}  // namespace vision
