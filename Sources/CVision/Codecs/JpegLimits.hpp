/// What decoding a JPEG may cost, told from its header before any of it is spent.
#pragma once

#include <cstdio>

#include <jpeglib.h>

#include "Picture.hpp"

namespace vision {

/// Throws VISION_TRUNCATED where the file is too short for its pixels, and VISION_TOO_LARGE where
/// its scans or its arithmetic codes could take seconds. Wants what jpeg_read_header has left.
void check_jpeg_work(jpeg_decompress_struct &jpeg, const Bytes &bytes);

/// Throws VISION_TOO_LARGE where a picture of several scans, whose coefficients must all be kept,
/// takes more memory than 6 bytes a pixel and 256 MiB.
void check_jpeg_memory(jpeg_decompress_struct &jpeg, Channels channels, int reduction);

}  // namespace vision
