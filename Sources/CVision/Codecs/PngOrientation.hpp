/// The EXIF orientation of a PNG.
#pragma once

#include "FileBytes.hpp"

namespace vision {

/// 1 … 8, from the same chunks as Pillow: the last eXIf chunk, before or after the pixels;
/// otherwise the last text chunk "Raw profile type exif" (written by ImageMagick before eXIf
/// existed), plain or compressed. 1 if there is none. O(file); at most 1 MiB of text is
/// decompressed.
int png_orientation(const Bytes &bytes);

}  // namespace vision
