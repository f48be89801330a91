/// A model that starts from the 68 landmarks. A linear map of the landmarks estimates the points;
/// each point is then moved by a linear map of the edges around it (one step of supervised descent,
/// Xiong and De la Torre 2013).
///
/// Layout: the weights of the first map, then those of each point's second map, all in the order of
/// Ridge; floats.
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

  /// Size of the weights in bytes.
  static size_t bytes(size_t points);

  /// Throws VISION_BAD_MODEL if a weight is absurdly large or not finite.
  DescentModel(const uint8_t *bytes, size_t points);

  /// The first estimate of the points, px. `landmarks`: x, y of each of the 68, px.
  std::vector<double> start(const double *landmarks) const;

  /// Moves each point according to its surroundings.
  void descend(const Surroundings &surroundings, std::vector<double> &positions) const;

 private:
  size_t points;
  std::vector<float> linear, moves;
};

/// Landmarks as input of the linear map.
std::vector<float> landmark_input(const double *landmarks);

/// Trains such a model and writes its weights. The same lessons give the same bytes.
void learn_descent(
    const vision_point_plan &plan, const vision_lesson *lessons, size_t count, uint8_t *bytes);

}  // namespace vision
