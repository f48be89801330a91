/// A picture that another process decodes.
#pragma once

#include <memory>

#include "Picture.hpp"

namespace vision {

/// Reads the file, and has its header read: in a decoder's process where these were started, else
/// here. Throws Failure; VISION_INTERNAL where the process ended over it.
std::unique_ptr<Picture> open_picture_file(
    const char *path, bool allows_streams, Damaged damaged);

}  // namespace vision
