/// A model of a user's own points: what it says of itself, and its trees or its regressions.
///
/// Layout: header, mirror (16 bits a point), then as in PackedShape.hpp or, from the next multiple
/// of 64 bytes, DescentModel.hpp; this machine's byte order.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "CVisionPoints.h"
#include "DescentModel.hpp"
#include "ShapeModel.hpp"

namespace vision {

/// Throws VISION_INTERNAL where a plan is none that a model could have.
void check_plan(const vision_point_plan &plan);

/// Bytes of header and mirror.
size_t point_head(const vision_point_plan &plan);

/// Where the weights of a model by descent begin.
size_t descent_place(const vision_point_plan &plan);

/// Fills the head of bytes that hold the trees or the weights already. `sizes`: of the trees.
void write_point_head(Bytes &model, const vision_point_plan &plan, const ShapeSizes &sizes);

class PointModel {
 public:
  /// Throws VISION_BAD_MODEL.
  explicit PointModel(Bytes bytes);

  const vision_point_plan &plan() const { return told; }
  void predict(
      const uint8_t *pixels, const double *landmarks, const vision_point_view *views, size_t count,
      double *points) const;

 private:
  std::shared_ptr<const Bytes> bytes;
  vision_point_plan told;
  std::vector<uint16_t> mirror;
  std::variant<ShapeModel, DescentModel> model;

  std::variant<ShapeModel, DescentModel> open();
  void grow(
      const ShapeModel &trees, const uint8_t *pixels, const vision_point_view *views, size_t count,
      double *points) const;
  void descend(
      const DescentModel &descent, const uint8_t *pixels, const double *landmarks,
      const vision_point_view *views, size_t count, double *points) const;
};

}  // namespace vision
