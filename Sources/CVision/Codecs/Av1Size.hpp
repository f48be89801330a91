/// The size of the pictures that an AV1 decoder will produce; the boxes around them may claim
/// another.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vision {

/// The number of pixels of the largest picture that the sequence headers of a coded picture allow
/// (AV1 specification, 5.3 and 5.5); 0 if there is none. O(count).
int64_t av1_pixels(const uint8_t *units, size_t count);

}  // namespace vision
