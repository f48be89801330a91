/// A model of a face's points: an ensemble of regression trees (Kazemi and Sullivan 2014), such as
/// the 68-point landmark model of dlib's file.
///
/// dlib's own shape_predictor gives whole pixels only and reads no mirrored picture, so the
/// prediction is written here. It does the same arithmetic in the same order: rounded, its points
/// are dlib's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "CVisionFaces.h"
#include "PackedShape.hpp"

namespace vision {

/// 8-bit gray pixels, seen as they are, turned, or in a mirror that swaps left and right. Outside
/// is 0.
struct GrayView {
  const uint8_t *first;    // the pixel that is seen at the top left
  int width, height;       // as seen
  ptrdiff_t across, down;  // from a pixel to the one to its right, and below

  /// The pixel whose square of side 1, from whole numbers on, holds x and y.
  float at(double x, double y) const {
    if (!(x >= 0 && y >= 0 && x < width && y < height)) return 0;
    return first[ptrdiff_t(x) * across + ptrdiff_t(y) * down];
  }

  GrayView mirrored() const {
    return {first + (width - 1) * across, width, height, -across, down};
  }

  /// `degrees`: clockwise, a multiple of 90.
  GrayView turned(int degrees) const {
    if (degrees <= 0) return *this;
    const GrayView quarter{first + (height - 1) * down, height, width, -down, across};
    return quarter.turned(degrees - 90);
  }
};

/// One face to predict: where its box lies on the view (centres of its outermost pixels), and the
/// answer.
struct ShapeTask {
  GrayView view;
  double left, top, right, bottom;
  std::vector<double> points = {};  // x, y of each, px of the view, after `predict`
};

class ShapeModel {
 public:
  /// `path` is dlib's file, or a packed one. `packed` (may be NULL) is used in its place where it
  /// was made of it, which is checked; it is never needed. Throws VISION_BAD_MODEL.
  ShapeModel(const char *path, const char *packed);
  explicit ShapeModel(PackedShape shape) : model(std::move(shape)) {}

  size_t points() const { return model.sizes().points; }

  /// Predicts all tasks side by side: boxes of one face mostly end in the same leaves, which are
  /// then in the cache. Throws VISION_BAD_MODEL where the points lie nowhere near the box: the
  /// model's leaves are damaged.
  void predict(std::vector<ShapeTask> &tasks) const;

 private:
  PackedShape model;

  struct State;
  void probe(size_t cascade, const ShapeTask &task, State &state) const;
  void find_leaves(size_t cascade, State &state) const;
};

}  // namespace vision
