/// At which sizes a photo is searched, and in which order.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "CVisionFaces.h"

namespace vision {

/// How far a detector goes. Its least face is the one that just fills its window.
struct SearchReach {
  /// Longest sides in px: of what is looked at first, and of the last size with the first one's
  /// minimum score.
  double first_side, portrait_side;
  /// The most pixels that photos are enlarged to, by 2 at most.
  double fast_pixels, thorough_pixels;
  /// Whether larger photos are searched at full size all the same, not reduced to so many pixels.
  bool reaches_full_size;
};

/// One size.
struct SearchStep {
  /// Of the photo.
  double scale;
  /// Faces up to so many times the least one are new: larger ones were looked for before.
  double new_sizes;
  /// Beyond the sizes at which portraits are found: where few of many places hold a face, weak
  /// answers are false ones.
  bool is_deep;
};

/// From small to large. A fast search ends with the first step that finds something; a thorough one
/// takes these and goes on, so that it finds all that a fast one finds. `size`: of the photo, px.
std::vector<SearchStep> search_steps(const SearchReach &reach, cv::Size size, vision_search search);

}  // namespace vision
