/// One kind of face detector: pixels in, boxes out. A further kind is one more file and one line in
/// Detector.cpp.
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

/// A box on the searched picture.
struct Candidate : face_box {
  double score;
};

/// Of boxes of one face the one that comes first: leaves out each that is one with a box before it.
/// Stops at `most`. Complexity: boxes × faces.
std::vector<Candidate> first_of_each_face(
    const std::vector<Candidate> &best_first, face_overlap_limits limits, size_t most = SIZE_MAX);

/// Scores from which on the best face of a photo says how the photo has to be turned.
struct Convincing {
  /// A face in the photo as it is: it is not looked at in other ways then.
  double as_it_is;
  /// A face in the photo on its side or on its head.
  double turned;
};

class BoxFinder {
 public:
  virtual ~BoxFinder() = default;

  /// What `find` takes.
  virtual Channels channels() const { return Channels::gray; }

  /// Portraits are all found at the first size.
  virtual SearchReach reach() const { return {480, 1920, 16e6, 96e6, true}; }

  /// The score below which most candidates are no faces.
  virtual double default_minimum(bool is_deep) const = 0;

  /// Nothing where scores do not tell which way up a face is: another finder has to, then.
  virtual std::optional<Convincing> convincing() const = 0;

  /// Boxes on 8-bit pixels that score at least `minimum`, in any order. Faces larger than
  /// `new_sizes` times the least may be left out: a way to save time.
  virtual std::vector<Candidate> find(
      const cv::Mat &pixels, double minimum, double new_sizes) = 0;
};

std::unique_ptr<BoxFinder> make_hog_finder();
/// Throws VISION_BAD_MODEL.
std::unique_ptr<BoxFinder> make_haar_finder(const char *cascade_path);
/// Throws VISION_BAD_MODEL.
std::unique_ptr<BoxFinder> make_cnn_finder(const char *model_path);

}  // namespace vision
