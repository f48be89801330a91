/// The first picture of an animated WebP.
#pragma once

#include <opencv2/core.hpp>

#include "FileBytes.hpp"

namespace vision {

struct WebpFrame {
  /// The frame's file: a WebP of its own, where the animation was one.
  Bytes bytes;
  /// The whole picture, which is white where the frame does not reach, and where it lies there.
  cv::Size canvas;
  cv::Point place;
  /// Frames that the animation has.
  int frames;
};

/// Throws VISION_TRUNCATED where no frame is found, or one that does not lie on the picture.
/// `bytes`: of an animation. O(frames), at most 100,000 of them.
WebpFrame first_frame(const Bytes &bytes);

}  // namespace vision
