#include "ShapeModel.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "CFaceGeometry.h"
#include "Failure.hpp"

namespace vision {

namespace {

typedef float Floats __attribute__((vector_size(32)));

/// Adds `8 * eights` coordinates of each leaf to those of a shape, leaf by leaf.
template <size_t eights>
inline __attribute__((always_inline)) void add_part(
    const float *const *leaves, size_t count, size_t from, float *__restrict shape) {
  Floats sums[eights], values[eights];
  __builtin_memcpy(sums, shape + from, sizeof sums);
  for (size_t leaf = 0; leaf < count; leaf++) {
    __builtin_memcpy(values, leaves[leaf] + from, sizeof values);
    for (size_t i = 0; i < eights; i++) sums[i] += values[i];
  }
  __builtin_memcpy(shape + from, sums, sizeof sums);
}

/// Each coordinate is summed in the same order whatever the width of the registers, so both builds
/// give the same result.
///
/// Not with ThreadSanitizer: the function that selects the build runs before it is initialised.
#if defined(__x86_64__) && !__has_feature(thread_sanitizer)
__attribute__((target_clones("avx2", "default")))
#endif
void add_leaves(
    const float *const *leaves, size_t count, size_t coordinates, float *__restrict shape) {
  size_t from = 0;
  for (; from + 64 <= coordinates; from += 64) add_part<8>(leaves, count, from, shape);
  for (; from + 8 <= coordinates; from += 8) add_part<1>(leaves, count, from, shape);
  for (; from < coordinates; from++) {
    for (size_t leaf = 0; leaf < count; leaf++) shape[from] += leaves[leaf][from];
  }
}

/// Number of trees whose leaves are added while those of the next ones are prefetched: far enough
/// ahead to hide the latency of memory.
constexpr size_t trees_together = 8;

void fetch(const float *leaf, size_t count) {
  const auto *byte = reinterpret_cast<const char *>(leaf);
  for (size_t i = 0; i < count * sizeof(float); i += 64) __builtin_prefetch(byte + i);
}

/// The linear part (a, -b; b, a) of the similarity that best maps one shape to the other.
void similarity(const float *from, const float *to, size_t count, float &a, float &b) {
  const std::vector<double> points(from, from + 2 * count), targets(to, to + 2 * count);
  const face_turn turn = face_turn_onto(
      points.data(), face_centre(points.data(), count), targets.data(),
      face_centre(targets.data(), count), count);
  // A single point, or coinciding points, have no rotation.
  const bool turns = std::isfinite(turn.cosine) && std::isfinite(turn.sine);
  a = turns ? float(turn.cosine) : 1;
  b = turns ? float(turn.sine) : 0;
}

PackedShape open_shape(const char *path, const char *packed) {
  if (packed != nullptr) {
    if (auto mapped = PackedShape::map(packed, path)) return *std::move(mapped);
  }
  if (is_packed_shape(path)) {
    if (auto mapped = PackedShape::map(path, nullptr)) return *std::move(mapped);
    throw Failure(
        VISION_BAD_MODEL, "the packed model is damaged or of another version: pack it again");
  }
  const auto bytes = std::make_shared<Bytes>(pack_shape(path));
  return PackedShape(bytes->data(), bytes->size(), bytes);
}

}  // namespace

/// What a task keeps from cascade to cascade.
struct ShapeModel::State {
  std::vector<float> shape;          // in units of the box
  std::vector<float> values;         // pixel values at the cascade's probes
  std::vector<const float *> leaves;  // one per tree of the cascade
};

ShapeModel::ShapeModel(const char *path, const char *packed) : model(open_shape(path, packed)) {}

void ShapeModel::probe(size_t cascade, const ShapeTask &task, State &state) const {
  float a, b;
  similarity(model.mean(), state.shape.data(), model.sizes().points, a, b);
  const double width = task.right - task.left, height = task.bottom - task.top;
  const ShapeProbe *probes = model.probes(cascade);
  for (size_t i = 0; i < state.values.size(); i++) {
    const ShapeProbe &probe = probes[i];
    const float x = a * probe.x - b * probe.y + state.shape[2 * probe.anchor];
    const float y = b * probe.x + a * probe.y + state.shape[2 * probe.anchor + 1];
    state.values[i] = task.view.at(task.left + x * width + 0.5, task.top + y * height + 0.5);
  }
}

void ShapeModel::find_leaves(size_t cascade, State &state) const {
  const size_t tree_splits = model.sizes().splits;
  const size_t coordinates = model.sizes().coordinates();
  const ShapeSplit *splits = model.splits(cascade);
  const float *leaves = model.leaves(cascade);
  for (const float *&leaf : state.leaves) {
    size_t node = 0;
    while (node < tree_splits) {
      const ShapeSplit &split = splits[node];
      const auto difference = state.values[split.first] - state.values[split.second];
      node = 2 * node + (difference > split.threshold ? 1 : 2);
    }
    leaf = leaves + (node - tree_splits) * coordinates;
    splits += tree_splits;
    leaves += (tree_splits + 1) * coordinates;
  }
}

void ShapeModel::predict(std::vector<ShapeTask> &tasks) const {
  const ShapeSizes &sizes = model.sizes();
  const float *mean = model.mean();
  const size_t coordinates = sizes.coordinates(), trees = sizes.trees;
  State first{
      std::vector<float>(mean, mean + coordinates), std::vector<float>(sizes.probes),
      std::vector<const float *>(sizes.trees)};
  std::vector<State> states(tasks.size(), first);
  for (size_t cascade = 0; cascade < sizes.cascades; cascade++) {
    for (size_t i = 0; i < tasks.size(); i++) {
      probe(cascade, tasks[i], states[i]);
      find_leaves(cascade, states[i]);
    }
    // The leaves are scattered over the file, so each is prefetched some trees before it is added.
    const auto fetch_from = [&](size_t tree) {
      for (const size_t end = std::min(tree + trees_together, trees); tree < end; tree++) {
        // Every other task is a mirror image, so a leaf is compared with that of the task before
        // last.
        for (size_t i = 0; i < states.size(); i++) {
          const float *leaf = states[i].leaves[tree];
          if (i < 2 || leaf != states[i - 2].leaves[tree]) fetch(leaf, coordinates);
        }
      }
    };
    fetch_from(0);
    for (size_t tree = 0; tree < trees; tree += trees_together) {
      fetch_from(tree + trees_together);
      for (State &state : states) {
        add_leaves(
            state.leaves.data() + tree, std::min(trees_together, trees - tree), coordinates,
            state.shape.data());
      }
    }
  }
  for (size_t i = 0; i < tasks.size(); i++) {
    ShapeTask &task = tasks[i];
    if (!std::all_of(states[i].shape.begin(), states[i].shape.end(), is_plausible)) {
      throw Failure(VISION_BAD_MODEL, "the model is damaged: its points are nowhere near the face");
    }
    task.points.resize(coordinates);
    for (size_t point = 0; point < sizes.points; point++) {
      task.points[2 * point] = task.left + states[i].shape[2 * point] * (task.right - task.left);
      task.points[2 * point + 1] =
          task.top + states[i].shape[2 * point + 1] * (task.bottom - task.top);
    }
  }
}

}  // namespace vision
