/// A photo seen upright, at power-of-two reductions that are decoded when they are asked for.
#pragma once

#include <map>
#include <memory>
#include <opencv2/core.hpp>

#include "CFaceGeometry.h"
#include "CVisionPhoto.h"
#include "Orientation.hpp"
#include "Picture.hpp"

namespace vision {

/// Upright pixels at 1/reduction, and where they lie.
struct Level {
  cv::Mat pixels;
  int reduction;
  cv::Point2d offset;

  /// From the photo to the level, and back.
  face_level place() const { return {double(reduction), {offset.x, offset.y}}; }
};

constexpr int maximum_level_reduction = 64;

class Photo {
 public:
  Photo(const char *path, bool allows_streams, Damaged damaged);

  /// How many pictures the file has, of which this is the first.
  int pictures() const { return picture->pictures; }
  /// EXIF's, 1 … 8.
  int orientation() const { return picture->orientation; }
  /// Whether pixels are missing, of those that were asked for.
  bool is_damaged() const { return picture->is_damaged(); }

  /// Upright, px.
  cv::Size size() const {
    return turn.transpose ? cv::Size(picture->size.height, picture->size.width) : picture->size;
  }

  /// The level at 1/reduction, a power of two from 1 to 64. It depends on the file alone, not on
  /// what was asked before.
  const Level &level(Channels channels, int reduction);

  /// The most reduced level at which `length` full-size px are still at least `least` px; 1 where
  /// none is.
  static int reduction_keeping(double length, double least);

 private:
  std::unique_ptr<Picture> picture;
  Turn turn;
  std::map<std::pair<Channels, int>, Level> levels;

  Level decode(Channels channels, int reduction);
  static cv::Mat reduce(const cv::Mat &pixels, int factor);
};

}  // namespace vision

struct vision_photo {
  vision::Photo photo;
};
