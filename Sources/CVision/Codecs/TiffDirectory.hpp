/// Parses the directories of a TIFF file before libtiff sees it.
#pragma once

#include "FileBytes.hpp"

namespace vision {

/// What the directories say about the main page. That is the first page that is not marked as
/// reduced or as a mask; it may be a sub-page of a thumbnail, as in DNG. If all pages are marked,
/// it is the first one.
struct TiffPage {
  int64_t width, height;
  /// TIFF's codes; missing ones have the format's default.
  int compression, photometric, sample_format;
  /// 1 … 8; a sub-page without one has the orientation of the thumbnail above it.
  int orientation;
  /// Number of main pages, including this one.
  int count;
  /// End offset of the page's directory and of its values.
  size_t end;
};

/// Finds the main page and rewrites the file's directories in place, so that this page is the only
/// one and has only the tags that describe its pixels, each once and within the file. libtiff then
/// meets no loops, no other pages and no metadata. Throws VISION_TRUNCATED if there is no page,
/// or values take more than 8 MiB.
TiffPage keep_main_page(Bytes &bytes);

}  // namespace vision
