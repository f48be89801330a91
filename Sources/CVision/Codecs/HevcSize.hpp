/// The size of pictures that HEVC will decode, which is not what the boxes around them claim.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vision {

/// The pixels of the largest picture that an `hvcC` box announces in its sequence parameter sets
/// (ISO/IEC 14496-15, 8.3.3.1, and ITU-T H.265, 7.3.2.2); 0 where it has none. O(count).
int64_t hevc_pixels(const uint8_t *hvcc, size_t count);

/// The same of the coded picture, which may have such sets, too: each unit has 4 bytes before it
/// that tell its length.
int64_t hevc_stream_pixels(const uint8_t *units, size_t count);

}  // namespace vision
