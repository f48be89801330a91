#include <algorithm>
#include <cmath>
#include <map>

#include "DescentModel.hpp"
#include "Failure.hpp"
#include "Ridge.hpp"

namespace vision {

namespace {

/// Ridge penalty of the linear map, px² of the picture, for its deviation from `Neighbours`. Chosen
/// on people left out and on photos from another studio: a third of it was worse on both.
constexpr double linear_penalty = 6000;
/// The distance over which a point's weight for its landmarks falls off, and the distance over
/// which the total weight falls off with the distance to the nearest landmark, px of the picture.
constexpr double near_by = 8, far_off = 40;
/// Ridge penalty of the moves. With half of it the error did not change on people left out, and
/// grew on photos from another studio.
constexpr double move_penalty = 48;
/// Number of parts into which people are divided: in training, points start from a linear map of
/// the other parts' people, because a new face is not in the training data either.
constexpr size_t parts = 9;

/// The part to which each lesson's person belongs.
std::vector<size_t> parts_of(const vision_lesson *lessons, size_t count) {
  std::map<int, size_t> people;
  std::vector<size_t> of_lesson;
  for (size_t i = 0; i < count; i++) {
    of_lesson.push_back(people.emplace(lessons[i].person, people.size()).first->second % parts);
  }
  return of_lesson;
}

/// The linear map before training: each point follows the landmarks that are nearest to it in the
/// mean face.
class Neighbours {
 public:
  Neighbours(const std::vector<const vision_lesson *> &lessons, size_t points)
      : landmarks(DescentModel::landmark_numbers), positions(2 * points) {
    for (const vision_lesson *lesson : lessons) {
      for (size_t i = 0; i < landmarks.size(); i++) landmarks[i] += lesson->landmarks[i];
      for (size_t i = 0; i < positions.size(); i++) positions[i] += lesson->points[i];
    }
    for (double &sum : landmarks) sum /= double(lessons.size());
    for (double &sum : positions) sum /= double(lessons.size());
    for (size_t point = 0; point < points; point++) follow(point);
  }

  /// The differences between a lesson's points and this map's estimates.
  std::vector<double> rest(const vision_lesson &lesson) const {
    std::vector<double> rest(positions.size());
    for (size_t i = 0; i < rest.size(); i++) {
      rest[i] = lesson.points[i] - positions[i];
      for (size_t mark = 0; mark < VISION_LANDMARKS; mark++) {
        const size_t input = 2 * mark + i % 2;
        rest[i] -= share(i / 2, mark) * (lesson.landmarks[input] - landmarks[input]);
      }
    }
    return rest;
  }

  /// Adds this map to the weights of a regression on the differences.
  void add_to(std::vector<float> &weights) const {
    float *constant = weights.data() + landmarks.size() * positions.size();
    for (size_t i = 0; i < positions.size(); i++) {
      double sum = positions[i];
      for (size_t mark = 0; mark < VISION_LANDMARKS; mark++) {
        const size_t input = 2 * mark + i % 2;
        weights[input * positions.size() + i] += float(share(i / 2, mark));
        sum -= share(i / 2, mark) * landmarks[input];
      }
      constant[i] += float(sum);
    }
  }

 private:
  std::vector<double> landmarks, positions;  // means
  std::vector<double> shares;             // one row of landmark weights per point

  double share(size_t point, size_t mark) const { return shares[point * VISION_LANDMARKS + mark]; }

  void follow(size_t point) {
    std::vector<double> squares(VISION_LANDMARKS);
    for (size_t mark = 0; mark < squares.size(); mark++) {
      const double across = positions[2 * point] - landmarks[2 * mark];
      const double down = positions[2 * point + 1] - landmarks[2 * mark + 1];
      squares[mark] = across * across + down * down;
    }
    const double nearest = *std::min_element(squares.begin(), squares.end());
    double sum = 0;
    for (double &square : squares) {
      square = std::exp((nearest - square) / (2 * near_by * near_by));
      sum += square;
    }
    const double all = std::exp(-std::sqrt(nearest) / far_off);
    for (const double weight : squares) shares.push_back(all * weight / sum);
  }
};

/// Trains the linear map on all lessons except those of one part; on all lessons if none would be
/// left.
std::vector<float> learn_linear(
    const vision_point_plan &plan, const vision_lesson *lessons,
    const std::vector<size_t> &part_of, size_t left_out) {
  const auto is_other = [&](size_t part) { return part != left_out; };
  const bool leaves_all = std::none_of(part_of.begin(), part_of.end(), is_other);
  std::vector<const vision_lesson *> taught;
  for (size_t i = 0; i < part_of.size(); i++) {
    // Varied lessons differ only in the picture.
    if (lessons[i].is_varied || (part_of[i] == left_out && !leaves_all)) continue;
    taught.push_back(lessons + i);
  }
  const Neighbours neighbours(taught, size_t(plan.points));
  Ridge ridge(DescentModel::landmark_numbers, 2 * size_t(plan.points));
  for (const vision_lesson *lesson : taught) {
    ridge.add(landmark_input(lesson->landmarks).data(), neighbours.rest(*lesson).data());
  }
  std::vector<float> weights = ridge.solve(linear_penalty);
  neighbours.add_to(weights);
  return weights;
}

}  // namespace

void learn_descent(
    const vision_point_plan &plan, const vision_lesson *lessons, size_t count, uint8_t *bytes) {
  const auto points = size_t(plan.points);
  const std::vector<size_t> part_of = parts_of(lessons, count);
  std::vector<std::vector<float>> starts;
  for (size_t part = 0; part < parts; part++) {
    starts.push_back(learn_linear(plan, lessons, part_of, part));
  }
  std::vector<Ridge> moves(points, Ridge(Surroundings::numbers, 2));
  std::vector<float> around(Surroundings::numbers);
  std::vector<double> positions(2 * points);
  for (size_t i = 0; i < count; i++) {
    const vision_lesson &lesson = lessons[i];
    const Surroundings surroundings(lesson.pixels, plan.width, plan.height);
    const std::vector<float> input = landmark_input(lesson.landmarks);
    apply(
        starts[part_of[i]].data(), input.data(), input.size(), positions.size(),
        positions.data());
    for (size_t point = 0; point < points; point++) {
      const double *start = positions.data() + 2 * point, *target = lesson.points + 2 * point;
      const double move[] = {target[0] - start[0], target[1] - start[1]};
      surroundings.describe(start[0], start[1], around.data());
      moves[point].add(around.data(), move);
    }
  }
  const auto write = [&](const std::vector<float> &weights) {
    const auto *first = reinterpret_cast<const uint8_t *>(weights.data());
    bytes = std::copy_n(first, weights.size() * sizeof(float), bytes);
  };
  write(learn_linear(plan, lessons, part_of, parts));
  for (const Ridge &ridge : moves) write(ridge.solve(move_penalty));
}

}  // namespace vision
