#include "SearchSteps.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vision {

namespace {

/// Sizes closer than this are merged: the levels of the detectors' own pyramids differ by 6/5.
constexpr double minimum_growth = 1.2;

}  // namespace

std::vector<SearchStep> search_steps(
    const SearchReach &reach, cv::Size size, vision_search search) {
  const double longest = std::max(size.width, size.height);
  const double area = double(size.width) * size.height;
  const auto last = [&](double pixels) {
    return std::clamp(std::sqrt(pixels / area), reach.reaches_full_size ? 1.0 : 0.0, 2.0);
  };
  const double fast_last = last(reach.fast_pixels);
  const double all_last = search == VISION_SEARCH_FAST ? fast_last : last(reach.thorough_pixels);

  std::vector<SearchStep> steps;
  const auto add = [&](double scale) {
    const double growth =
        steps.empty() ? std::numeric_limits<double>::infinity() : scale / steps.back().scale;
    const bool is_deep = scale > 1 || scale * longest > reach.portrait_side;
    steps.push_back({scale, growth, is_deep});
  };
  add(std::min({1.0, reach.first_side / longest, fast_last}));
  for (const double end : {fast_last, all_last}) {
    while (steps.back().scale < end) {
      const double scale = steps.back().scale;
      double next = 2 * scale;
      // Stops at the full size on the way, which needs no resampling.
      if (scale < 1 && next > 1) next = 1;
      add(next * minimum_growth > end ? end : next);
    }
  }
  return steps;
}

}  // namespace vision
