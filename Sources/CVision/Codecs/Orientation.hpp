/// EXIF orientation: reading it, and turning pixels by it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <opencv2/core.hpp>

namespace vision {

/// The orientation in the first directory of an EXIF block: a TIFF structure, with or without
/// "Exif\0\0" before it. 1 where there is none, or where it is not 1 … 8. O(count).
int exif_orientation(const uint8_t *block, size_t count);

/// What an orientation does to the stored picture: first swap the axes, then flip the new ones.
struct Turn {
  bool transpose, flip_x, flip_y;

  explicit Turn(int orientation);
  cv::Mat apply(const cv::Mat &stored) const;
};

}  // namespace vision
