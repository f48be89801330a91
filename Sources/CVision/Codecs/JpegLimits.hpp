/// Limits the cost of decoding a JPEG. Both checks use only the header, before any pixel is
/// decoded.
#pragma once

#include <cstdio>

#include <jpeglib.h>

#include "Picture.hpp"

namespace vision {

/// Throws VISION_TRUNCATED if the file is too short for its pixels, and VISION_TOO_LARGE if
/// its scans or its arithmetic codes could take seconds. Call it after jpeg_read_header.
void check_jpeg_work(jpeg_decompress_struct &jpeg, const Bytes &bytes);

/// Throws VISION_TOO_LARGE if a picture of several scans, all of whose coefficients must be
/// kept, takes more memory than 6 bytes per pixel plus 256 MiB.
void check_jpeg_memory(jpeg_decompress_struct &jpeg, Channels channels, int reduction);

}  // namespace vision
