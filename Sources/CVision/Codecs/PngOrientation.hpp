/// The orientation that a PNG's chunks tell.
#pragma once

#include "FileBytes.hpp"

namespace vision {

/// 1 … 8, as Pillow counts it: the last eXIf chunk, before or behind the pixels; without one the
/// last text chunk "Raw profile type exif" (ImageMagick's, from before there was eXIf), plain or
/// compressed. 1 where there is none. O(file), and at most 1 MiB of text is unpacked.
int png_orientation(const Bytes &bytes);

}  // namespace vision
