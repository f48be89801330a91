/// A model that starts from the 68 landmarks: a linear map says where its points should be, and
/// each is then moved by a linear map of what is around it (one step of supervised descent, Xiong
/// and De la Torre 2013).
///
/// Layout: both maps' weights as Ridge gives them, the points' one after the other; floats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "CVisionPoints.h"
#include "Surroundings.hpp"

namespace vision {

class DescentModel {
 public:
  static constexpr size_t landmark_numbers = 2 * VISION_LANDMARKS;

  /// Bytes of the weights.
  static size_t bytes(size_t points);

  /// Throws VISION_BAD_MODEL where a weight is none that a model could have.
  DescentModel(const uint8_t *bytes, size_t points);

  /// Where the points should be, px. `landmarks`: x, y of each of the 68, px.
  std::vector<double> start(const double *landmarks) const;

  /// Moves them, by what is around each.
  void descend(const Surroundings &surroundings, std::vector<double> &places) const;

 private:
  size_t points;
  std::vector<float> linear, moves;
};

/// Landmarks as the linear map takes them.
std::vector<float> landmark_input(const double *landmarks);

/// Learns such a model: writes its weights. The same lessons give the same bytes.
void learn_descent(
    const vision_point_plan &plan, const vision_lesson *lessons, size_t count, uint8_t *bytes);

}  // namespace vision
