/// A model of a user's own points: what it says of itself, and its trees.
///
/// Layout: header, mirror (16 bits a point), then as in PackedShape.hpp; this machine's byte order.
#pragma once

#include <vector>

#include "CVisionPoints.h"
#include "ShapeModel.hpp"

namespace vision {

/// Throws VISION_INTERNAL where a plan is none that a model could have.
void check_plan(const vision_point_plan &plan);

/// Bytes of header and mirror.
size_t point_head(const vision_point_plan &plan);

/// Fills the head of bytes that hold the trees already.
void write_point_head(Bytes &model, const vision_point_plan &plan, const ShapeSizes &sizes);

class PointModel {
 public:
  /// Throws VISION_BAD_MODEL.
  explicit PointModel(Bytes bytes);

  const vision_point_plan &plan() const { return told; }
  void predict(
      const uint8_t *pixels, const vision_point_view *views, size_t count, double *points) const;

 private:
  std::shared_ptr<const Bytes> bytes;
  vision_point_plan told;
  std::vector<uint16_t> mirror;
  ShapeModel model;

  ShapeModel open();
};

}  // namespace vision
