/// A picture that another process decodes.
#pragma once

#include <memory>

#include "Picture.hpp"

namespace vision {

/// Reads the file and decodes its header: in a decoder process if decoders were started, otherwise
/// in this process. Throws Failure; VISION_INTERNAL if the decoder process crashed.
std::unique_ptr<Picture> open_picture_file(
    const char *path, bool allows_streams, Damaged damaged);

}  // namespace vision
