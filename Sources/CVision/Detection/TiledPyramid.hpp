/// A picture at ever smaller sizes, all on one map, so that a network looks at them in one go.
#pragma once

#include <dlib/image_transforms/image_pyramid.h>

#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "Convolution.hpp"

namespace vision {

/// The picture first, then each level at 5/6 of the one before; where no level lies the map is 0,
/// the mean colour.
class TiledPyramid {
 public:
  /// px. Of pictures below it dlib lays some levels outside of the map; they hold no face.
  static constexpr int least_side = 10;

  Map map;

  /// `colour`: blue, green, red, `least_side` px at least. `means`: of red, green, blue.
  TiledPyramid(const cv::Mat &colour, const std::array<float, 3> &means);

  /// A window on the map, on the picture.
  dlib::rectangle on_picture(const dlib::drectangle &window) const;

 private:
  std::vector<dlib::rectangle> places;

  explicit TiledPyramid(const cv::Size &size);
  void reduce(const dlib::rectangle &from, const dlib::rectangle &to);
};

}  // namespace vision
