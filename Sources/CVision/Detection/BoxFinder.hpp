/// The interface of a face detector: pixels in, boxes out. To add one, write a new file and add a
/// line to Detector.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "CFaceGeometry.h"
#include "CVisionFaces.h"
#include "Picture.hpp"
#include "SearchSteps.hpp"

namespace vision {

/// A box on the searched picture, and its score.
struct Candidate : face_box {
  double score;
};

/// Keeps the first box of each face: drops every box that overlaps an earlier one by more than the
/// limits. Stops at `maximum` boxes. Complexity: O(boxes × faces).
std::vector<Candidate> first_of_each_face(
    const std::vector<Candidate> &best_first, face_overlap_limits limits,
    size_t maximum = SIZE_MAX);

/// The minimum scores at which the best face of a photo decides which way up the photo is.
struct Convincing {
  /// For a face in the photo as it is: the photo is then not searched in other directions.
  double as_it_is;
  /// For a face in the photo turned by 90, 180 or 270 degrees.
  double turned;
};

class BoxFinder {
 public:
  virtual ~BoxFinder() = default;

  /// The channels that `find` expects.
  virtual Channels channels() const { return Channels::gray; }

  /// How far to search. With the default, all portraits are found at the first size.
  virtual SearchReach reach() const { return {480, 1920, 16e6, 96e6, true}; }

  /// The default minimum score: most candidates below it are not faces.
  virtual double default_minimum(bool is_deep) const = 0;

  /// Nothing if the scores do not depend on which way up a face is: another finder must then
  /// decide.
  virtual std::optional<Convincing> convincing() const = 0;

  /// Boxes on 8-bit pixels that score at least `minimum`, in any order. To save time, faces larger
  /// than `new_sizes` times the minimum face size may be left out.
  virtual std::vector<Candidate> find(
      const cv::Mat &pixels, double minimum, double new_sizes) = 0;
};

std::unique_ptr<BoxFinder> make_hog_finder();
/// Throws VISION_BAD_MODEL.
std::unique_ptr<BoxFinder> make_haar_finder(const char *cascade_path);
/// Throws VISION_BAD_MODEL.
std::unique_ptr<BoxFinder> make_cnn_finder(const char *model_path);

}  // namespace vision
