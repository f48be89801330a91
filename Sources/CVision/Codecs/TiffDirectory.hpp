/// The directories of a TIFF file, read by hand before libtiff sees it.
#pragma once

#include "FileBytes.hpp"

namespace vision {

/// What the directories say about the main page: the first that is not marked as reduced or as a
/// mask, also where it hangs below a thumbnail, as in DNG; the first of all where every one is.
struct TiffPage {
  int64_t width, height;
  /// TIFF's numbers; what is not said has the format's default.
  int compression, photometric, sample_format;
  /// 1 … 8; a thumbnail above the page speaks for it.
  int orientation;
  /// How many main pages follow one another, this one among them.
  int count;
  /// Where what tells of the page ends in the file.
  size_t end;
};

/// Finds the main page and rewrites the file's directories in place, so that this page is the only
/// one, with no tags but those that say how its pixels are stored, each once and within the file:
/// libtiff then meets no loops, no other pages and no metadata.
/// Throws VISION_TRUNCATED where there is no page, or values take more than 8 MiB.
TiffPage keep_main_page(Bytes &bytes);

}  // namespace vision
