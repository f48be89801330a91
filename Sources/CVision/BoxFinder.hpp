/// One kind of face detector: gray pixels in, boxes out. A further kind is one more file and one line in Detector.cpp.
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <vector>

#include "CVisionFaces.h"

namespace vision {

/// A box on the searched picture; right and bottom are the edges, not the last pixels.
struct Candidate {
  double left, top, right, bottom;
  double score;
};

class BoxFinder {
 public:
  virtual ~BoxFinder() = default;

  /// The score below which most candidates of this search are no faces.
  virtual double default_minimum(vision_search search) const = 0;

  /// Boxes on 8-bit gray pixels that score at least `minimum`, in any order.
  virtual std::vector<Candidate> find(const cv::Mat &gray, double minimum) = 0;
};

std::unique_ptr<BoxFinder> make_hog_finder();
/// Throws VISION_BAD_MODEL.
std::unique_ptr<BoxFinder> make_haar_finder(const char *cascade_path);

}  // namespace vision
