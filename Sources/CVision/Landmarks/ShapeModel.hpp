/// A model of a face's points: an ensemble of regression trees (Kazemi and Sullivan 2014), such as
/// dlib's 68-point landmark model.
///
/// dlib's own shape_predictor returns whole pixels only and cannot read a picture mirrored, so
/// prediction is reimplemented here. It does the same arithmetic in the same order: rounded, its
/// points are dlib's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "CVisionFaces.h"
#include "PackedShape.hpp"

namespace vision {

/// A view of 8-bit gray pixels: as they are, turned, or mirrored left to right. Pixels outside are
/// 0.
struct GrayView {
  const uint8_t *first;    // the pixel at the top left of the view
  int width, height;       // as seen
  ptrdiff_t across, down;  // distance to the next pixel to the right, and to the one below

  /// The pixel at the integer parts of x and y.
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

/// One face to predict: its box on the view (centres of the outermost pixels), and the result.
struct ShapeTask {
  GrayView view;
  double left, top, right, bottom;
  std::vector<double> points = {};  // x, y of each, px of the view, after `predict`
};

class ShapeModel {
 public:
  /// `path` is dlib's file or a packed one. `packed` (may be NULL) is an optional packed file,
  /// which is used instead if it was made from `path`. Throws VISION_BAD_MODEL.
  ShapeModel(const char *path, const char *packed);
  explicit ShapeModel(PackedShape shape) : model(std::move(shape)) {}

  size_t points() const { return model.sizes().points; }

  /// Predicts all tasks together: the boxes of one face mostly reach the same leaves, which are
  /// then in the cache. Throws VISION_BAD_MODEL if points are nowhere near the box because the
  /// model's leaves are damaged.
  void predict(std::vector<ShapeTask> &tasks) const;

 private:
  PackedShape model;

  struct State;
  void probe(size_t cascade, const ShapeTask &task, State &state) const;
  void find_leaves(size_t cascade, State &state) const;
};

}  // namespace vision
