/// Reads the EXIF orientation, and turns pixels upright.
#pragma once

#include <cstddef>
#include <cstdint>
#include <opencv2/core.hpp>

namespace vision {

/// The orientation in the first directory of an EXIF block: a TIFF structure, with or without
/// "Exif\0\0" before it. 1 if there is none, or if it is not 1 … 8. O(count).
int exif_orientation(const uint8_t *block, size_t count);

/// How an orientation turns the stored picture upright: first swap the axes, then flip the new
/// ones.
struct Turn {
  bool transpose, flip_x, flip_y;

  explicit Turn(int orientation);
  cv::Mat apply(const cv::Mat &stored) const;
};

}  // namespace vision
