#include "ShapeModel.hpp"

#include <dlib/image_processing/shape_predictor.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <string>

#include "Failure.hpp"

namespace vision {

/// What one task carries from cascade to cascade.
struct ShapeModel::State {
  std::vector<float> shape;   // in units of the box
  std::vector<float> values;  // of the cascade's probes
};

namespace {

/// Sums of floats come out the same in registers of any width, so the second build changes no result.
#if defined(__x86_64__)
__attribute__((target_clones("avx2", "default")))
#endif
void add_leaf(float *__restrict shape, const float *__restrict leaf) {
  for (int i = 0; i < 2 * VISION_LANDMARKS; i++) shape[i] += leaf[i];
}

void require(bool condition) {
  if (!condition) throw Failure(VISION_BAD_MODEL, "the file is not dlib's 68-point landmark model");
}

/// Linear part (a, -b; b, a) of the similarity that best maps one shape to the other, by least squares.
/// In the plane Umeyama's (1991) solution needs no singular values.
void similarity(const std::vector<float> &from, const std::vector<float> &to, float &a, float &b) {
  const size_t count = from.size() / 2;
  double from_x = 0, from_y = 0, to_x = 0, to_y = 0;
  for (size_t i = 0; i < count; i++) {
    from_x += from[2 * i], from_y += from[2 * i + 1];
    to_x += to[2 * i], to_y += to[2 * i + 1];
  }
  from_x /= double(count), from_y /= double(count), to_x /= double(count), to_y /= double(count);
  double spread = 0, along = 0, across = 0;
  for (size_t i = 0; i < count; i++) {
    const double x = from[2 * i] - from_x, y = from[2 * i + 1] - from_y;
    const double u = to[2 * i] - to_x, v = to[2 * i + 1] - to_y;
    spread += x * x + y * y;
    along += x * u + y * v;
    across += x * v - y * u;
  }
  a = float(along / spread);
  b = float(across / spread);
}

}  // namespace

ShapeModel::ShapeModel(const char *path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure(VISION_BAD_MODEL, std::strerror(errno));
  try {
    read(in);
  } catch (const dlib::serialization_error &) {
    require(false);
  } catch (const std::length_error &) {  // an absurd count in a file of another kind
    require(false);
  }
}

void ShapeModel::read(std::istream &in) {
  int version = 0;
  dlib::deserialize(version, in);
  require(version == 1);
  dlib::matrix<float, 0, 1> initial;
  dlib::deserialize(initial, in);
  require(size_t(initial.size()) == coordinates);
  mean.assign(initial.begin(), initial.end());

  unsigned long count = 0;
  dlib::deserialize(count, in);
  require(count >= 1 && count < 1000);
  cascades.resize(count);
  for (Cascade &cascade : cascades) {
    std::vector<dlib::impl::regression_tree> forest;  // one at a time: the whole model twice would be much
    dlib::deserialize(forest, in);
    require(!forest.empty());
    cascade.trees = forest.size();
    if (splits_a_tree == 0) splits_a_tree = forest[0].splits.size();
    require((splits_a_tree & (splits_a_tree + 1)) == 0);
    cascade.splits.reserve(cascade.trees * splits_a_tree);
    cascade.leaves.reserve(cascade.trees * (splits_a_tree + 1) * coordinates);
    for (const auto &tree : forest) {
      require(tree.splits.size() == splits_a_tree && tree.leaf_values.size() == splits_a_tree + 1);
      for (const auto &split : tree.splits) {
        require(split.idx1 <= UINT16_MAX && split.idx2 <= UINT16_MAX);
        cascade.splits.push_back({uint16_t(split.idx1), uint16_t(split.idx2), split.thresh});
      }
      for (const auto &leaf : tree.leaf_values) {
        require(size_t(leaf.size()) == coordinates);
        cascade.leaves.insert(cascade.leaves.end(), leaf.begin(), leaf.end());
      }
    }
  }

  std::vector<std::vector<unsigned long>> anchors;
  std::vector<std::vector<dlib::vector<float, 2>>> deltas;
  dlib::deserialize(anchors, in);
  dlib::deserialize(deltas, in);
  require(anchors.size() == count && deltas.size() == count);
  for (size_t c = 0; c < count; c++) {
    require(anchors[c].size() == deltas[c].size());
    for (size_t i = 0; i < anchors[c].size(); i++) {
      require(anchors[c][i] < VISION_LANDMARKS);
      cascades[c].probes.push_back({uint32_t(anchors[c][i]), deltas[c][i].x(), deltas[c][i].y()});
    }
    for (const Split &split : cascades[c].splits) {
      require(split.first < cascades[c].probes.size() && split.second < cascades[c].probes.size());
    }
  }
}

void ShapeModel::probe(const Cascade &cascade, const ShapeTask &task, State &state) const {
  float a, b;
  similarity(mean, state.shape, a, b);
  const double width = task.right - task.left, height = task.bottom - task.top;
  for (size_t i = 0; i < cascade.probes.size(); i++) {
    const Probe &probe = cascade.probes[i];
    const float x = a * probe.x - b * probe.y + state.shape[2 * probe.anchor];
    const float y = b * probe.x + a * probe.y + state.shape[2 * probe.anchor + 1];
    state.values[i] = task.view.at(
        int64_t(std::floor(task.left + x * width + 0.5)), int64_t(std::floor(task.top + y * height + 0.5)));
  }
}

void ShapeModel::predict(std::vector<ShapeTask> &tasks) const {
  std::vector<State> states(tasks.size(), State{mean, {}});
  for (const Cascade &cascade : cascades) {
    for (size_t i = 0; i < tasks.size(); i++) {
      states[i].values.resize(cascade.probes.size());
      probe(cascade, tasks[i], states[i]);
    }
    for (size_t tree = 0; tree < cascade.trees; tree++) {
      const Split *splits = &cascade.splits[tree * splits_a_tree];
      const float *leaves = &cascade.leaves[tree * (splits_a_tree + 1) * coordinates];
      for (State &state : states) {
        size_t node = 0;
        while (node < splits_a_tree) {
          const Split &split = splits[node];
          node = 2 * node + (state.values[split.first] - state.values[split.second] > split.threshold ? 1 : 2);
        }
        const float *leaf = leaves + (node - splits_a_tree) * coordinates;
        add_leaf(state.shape.data(), leaf);
      }
    }
  }
  for (size_t i = 0; i < tasks.size(); i++) {
    ShapeTask &task = tasks[i];
    for (size_t point = 0; point < VISION_LANDMARKS; point++) {
      task.points[2 * point] = task.left + states[i].shape[2 * point] * (task.right - task.left);
      task.points[2 * point + 1] = task.top + states[i].shape[2 * point + 1] * (task.bottom - task.top);
    }
  }
}

}  // namespace vision
