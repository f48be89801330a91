/// The sizes at which a photo is searched, in order.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "CVisionFaces.h"

namespace vision {

/// How far a detector searches. Its smallest face is one that just fills its window.
struct SearchReach {
  /// Longer side in px: at the first size, and at the largest size that is not yet deep (see
  /// SearchStep).
  double first_side, portrait_side;
  /// The number of pixels up to which photos are enlarged, by a factor of at most 2.
  double fast_pixels, thorough_pixels;
  /// Whether larger photos are still searched at full size, not reduced to that number of pixels.
  bool reaches_full_size;
};

/// One size to search.
struct SearchStep {
  /// Relative to the photo.
  double scale;
  /// Only faces of up to this many times the smallest face's size are new at this step: larger
  /// ones were searched for before.
  double new_sizes;
  /// Whether this is beyond the sizes at which portraits are found. So many windows are searched
  /// there that low scores are mostly false faces.
  bool is_deep;
};

/// The steps from small to large. A fast search ends with the first step that finds a face. A
/// thorough search takes the same steps and more, so it finds everything that a fast one finds.
/// `size`: of the photo, px.
std::vector<SearchStep> search_steps(const SearchReach &reach, cv::Size size, vision_search search);

}  // namespace vision
