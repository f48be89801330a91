/// A model of a user's own points: its description, and its trees or its regressions.
///
/// Layout: header, mirror (16 bits per point), then the layout of PackedShape.hpp or, from the next
/// multiple of 64 bytes, of DescentModel.hpp. The byte order is this machine's.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "CVisionPoints.h"
#include "DescentModel.hpp"
#include "ShapeModel.hpp"

namespace vision {

/// Throws VISION_INTERNAL if no model can have this plan.
void check_plan(const vision_point_plan &plan);

/// Size of the header and the mirror, in bytes.
size_t point_head(const vision_point_plan &plan);

/// Offset of the weights in a descent model.
size_t descent_offset(const vision_point_plan &plan);

/// Fills in the header and the mirror of a model that already contains its trees or weights.
/// `sizes`: of the trees.
void write_point_head(Bytes &model, const vision_point_plan &plan, const ShapeSizes &sizes);

class PointModel {
 public:
  /// Throws VISION_BAD_MODEL.
  explicit PointModel(Bytes bytes);

  const vision_point_plan &plan() const { return description; }
  void predict(
      const uint8_t *pixels, const double *landmarks, const vision_point_view *views, size_t count,
      double *points) const;

 private:
  std::shared_ptr<const Bytes> bytes;
  vision_point_plan description;
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
