/// One kind of face detector: pixels in, boxes out. A further kind is one more file and one line in Detector.cpp.
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <vector>

#include "CVisionFaces.h"
#include "Picture.hpp"

namespace vision {

/// A box on the searched picture; right and bottom are the edges, not the last pixels.
struct Candidate {
  double left, top, right, bottom;
  double score;
};

/// At which sizes a photo is searched.
struct SearchSizes {
  /// Fast: longest side in px, tried in turn while nothing is found.
  std::vector<double> fast_sides;
  /// Thorough: the photo at twice its size, or at less where that would be more pixels than this.
  double thorough_pixels;
};

class BoxFinder {
 public:
  virtual ~BoxFinder() = default;

  /// What `find` takes.
  virtual Channels channels() const { return Channels::gray; }

  /// Portraits are all found at the first size. A thorough search takes some 3 s and 300 MB for the most pixels, which
  /// are those of photos above 8 million.
  virtual SearchSizes sizes() const { return {{480, 960, 1920}, 1 << 25}; }

  /// The score below which most candidates of this search are no faces.
  virtual double default_minimum(vision_search search) const = 0;

  /// Boxes on 8-bit pixels that score at least `minimum`, in any order.
  virtual std::vector<Candidate> find(const cv::Mat &pixels, double minimum) = 0;
};

std::unique_ptr<BoxFinder> make_hog_finder();
/// Throws VISION_BAD_MODEL.
std::unique_ptr<BoxFinder> make_haar_finder(const char *cascade_path);
/// Throws VISION_BAD_MODEL.
std::unique_ptr<BoxFinder> make_cnn_finder(const char *model_path);

}  // namespace vision
