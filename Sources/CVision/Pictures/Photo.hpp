/// An upright photo, at power-of-two reductions that are decoded on request.
#pragma once

#include <map>
#include <memory>
#include <opencv2/core.hpp>

#include "CFaceGeometry.h"
#include "CVisionPhoto.h"
#include "Orientation.hpp"
#include "Picture.hpp"

namespace vision {

/// Upright pixels at 1/reduction, and how they map to the full-size photo.
struct Level {
  cv::Mat pixels;
  int reduction;
  cv::Point2d offset;

  /// The map between the photo and the level.
  face_level map() const { return {double(reduction), {offset.x, offset.y}}; }
};

constexpr int maximum_level_reduction = 64;

class Photo {
 public:
  Photo(const char *path, bool allows_streams, Damaged damaged);

  /// The number of pictures in the file; this is the first one.
  int pictures() const { return picture->pictures; }
  /// EXIF orientation, 1 … 8.
  int orientation() const { return picture->orientation; }
  /// Whether any requested pixels were missing.
  bool is_damaged() const { return picture->is_damaged(); }

  /// Upright, px.
  cv::Size size() const {
    return turn.transpose ? cv::Size(picture->size.height, picture->size.width) : picture->size;
  }

  /// The level at 1/reduction, a power of two from 1 to 64. The result does not depend on earlier
  /// requests.
  const Level &level(Channels channels, int reduction);

  /// The maximum reduction at which `length` full-size px are still at least `minimum` px; 1 if
  /// there is none.
  static int reduction_keeping(double length, double minimum);

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
