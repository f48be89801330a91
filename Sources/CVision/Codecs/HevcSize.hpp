/// The size of the pictures that an HEVC decoder will produce; the boxes around them may claim
/// another.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vision {

/// The number of pixels of the largest picture that the sequence parameter sets of an `hvcC` box
/// declare (ISO/IEC 14496-15, 8.3.3.1, and ITU-T H.265, 7.3.2.2); 0 if there is none. O(count).
int64_t hevc_pixels(const uint8_t *hvcc, size_t count);

/// The same for a coded picture, which may contain parameter sets too. Each unit follows its length
/// in 4 bytes.
int64_t hevc_stream_pixels(const uint8_t *units, size_t count);

}  // namespace vision
