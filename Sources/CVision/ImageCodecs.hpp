/// OpenCV's decoders, loaded when they are first needed: with them come 140 libraries, which cost 0.06 s at every
/// start.
#pragma once

#include <opencv2/core.hpp>

#include "FileBytes.hpp"

namespace vision {

/// cv::imdecode. Throws Failure (VISION_INTERNAL) where the library is not installed.
cv::Mat decode_by_opencv(const Bytes &bytes, int flags);

}  // namespace vision
