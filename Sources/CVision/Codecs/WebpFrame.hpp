/// The first frame of an animated WebP.
#pragma once

#include <opencv2/core.hpp>

#include "FileBytes.hpp"

namespace vision {

struct WebpFrame {
  /// The frame as a separate WebP file.
  Bytes bytes;
  /// Size of the whole picture, which is white outside the frame, and the frame's position in it.
  cv::Size canvas;
  cv::Point offset;
  /// Number of frames in the animation.
  int frames;
};

/// Throws VISION_TRUNCATED if there is no frame. The frame may be outside the canvas, which the
/// caller must check. `bytes`: an animated WebP. O(frames), at most 100,000 of them.
WebpFrame first_frame(const Bytes &bytes);

}  // namespace vision
