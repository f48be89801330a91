/// An image pyramid on a single map, so that a network processes all levels at once.
#pragma once

#include <dlib/image_transforms/image_pyramid.h>

#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "Convolution.hpp"

namespace vision {

/// The picture first, then each level at 5/6 of the one before. Between the levels the map is 0,
/// the mean colour.
class TiledPyramid {
 public:
  /// Minimum side of a picture, px. For smaller ones dlib would lay some levels outside the map;
  /// they cannot hold a face.
  static constexpr int minimum_side = 10;

  Map map;

  /// `colour`: blue, green, red, with sides of at least `minimum_side` px. `means`: of red, green,
  /// blue.
  TiledPyramid(const cv::Mat &colour, const std::array<float, 3> &means);

  /// Maps a window on the map to a rectangle on the picture.
  dlib::rectangle on_picture(const dlib::drectangle &window) const;

 private:
  std::vector<dlib::rectangle> levels;

  explicit TiledPyramid(const cv::Size &size);
  void reduce(const dlib::rectangle &from, const dlib::rectangle &to);
};

}  // namespace vision
