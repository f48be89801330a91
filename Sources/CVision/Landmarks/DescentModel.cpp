#include "DescentModel.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "Failure.hpp"
#include "Ridge.hpp"

namespace vision {

namespace {

constexpr size_t linear_rows = DescentModel::landmark_numbers + 1;
constexpr size_t move_rows = Surroundings::numbers + 1;

}  // namespace

size_t DescentModel::bytes(size_t points) {
  return (linear_rows + move_rows) * 2 * points * sizeof(float);
}

DescentModel::DescentModel(const uint8_t *bytes, size_t points)
    : points(points), linear(linear_rows * 2 * points), moves(move_rows * 2 * points) {
  std::memcpy(linear.data(), bytes, linear.size() * sizeof(float));
  std::memcpy(moves.data(), bytes + linear.size() * sizeof(float), moves.size() * sizeof(float));
  const auto is_weight = [](float weight) { return std::abs(weight) < 1e6f; };
  if (!std::all_of(linear.begin(), linear.end(), is_weight) ||
      !std::all_of(moves.begin(), moves.end(), is_weight)) {
    throw Failure(VISION_BAD_MODEL, "the model is damaged: its weights make no sense");
  }
}

std::vector<float> landmark_input(const double *landmarks) {
  std::vector<float> input(DescentModel::landmark_numbers);
  std::transform(landmarks, landmarks + input.size(), input.begin(), [](double coordinate) {
    return float(std::clamp(coordinate, -1e6, 1e6));
  });
  return input;
}

std::vector<double> DescentModel::start(const double *landmarks) const {
  std::vector<double> positions(2 * points);
  const std::vector<float> input = landmark_input(landmarks);
  apply(linear.data(), input.data(), input.size(), positions.size(), positions.data());
  return positions;
}

void DescentModel::descend(const Surroundings &surroundings, std::vector<double> &positions) const {
  std::vector<float> around(Surroundings::numbers);
  for (size_t point = 0; point < points; point++) {
    double *position = positions.data() + 2 * point, move[2];
    surroundings.describe(position[0], position[1], around.data());
    apply(moves.data() + point * 2 * move_rows, around.data(), around.size(), 2, move);
    position[0] += move[0];
    position[1] += move[1];
  }
}

}  // namespace vision
