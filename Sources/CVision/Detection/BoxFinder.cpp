#include "BoxFinder.hpp"

#include <algorithm>

namespace vision {

std::vector<Candidate> first_of_each_face(
    const std::vector<Candidate> &best_first, face_overlap_limits limits, size_t maximum) {
  std::vector<Candidate> kept;
  for (const Candidate &one : best_first) {
    if (kept.size() >= maximum) break;
    const auto covers = [&](const Candidate &better) {
      return face_boxes_are_one(better, one, limits) != 0;
    };
    if (std::none_of(kept.begin(), kept.end(), covers)) kept.push_back(one);
  }
  return kept;
}

}  // namespace vision
