/// The size of pictures that AV1 will decode, which is not what the boxes around them claim.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vision {

/// The pixels of the largest picture that the sequence headers of a coded picture allow (AV1
/// specification, 5.3 and 5.5); 0 where it has none. O(count).
int64_t av1_pixels(const uint8_t *units, size_t count);

}  // namespace vision
