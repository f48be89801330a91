/// Trains models of points; trees with dlib's own trainer.
#include <dlib/algs.h>
#include <dlib/assert.h>
#include <dlib/test_for_odr_violations.h>

// Debian's dlib would multiply its small matrices with a BLAS, which every program would then have
// to load.
#undef DLIB_USE_BLAS
#undef DLIB_USE_LAPACK

#include <dlib/image_processing/shape_predictor_trainer.h>
#include <dlib/opencv/cv_image.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <new>
#include <opencv2/core.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "Failure.hpp"
#include "PointModel.hpp"

namespace vision {

namespace {

using Picture8 = dlib::cv_image<unsigned char>;

/// Chosen on hand-placed hairlines, with different people for training and testing: deeper trees,
/// longer cascades and larger feature pools were no better, and make larger models.
dlib::shape_predictor_trainer make_trainer(uint32_t seed) {
  dlib::shape_predictor_trainer trainer;
  trainer.set_cascade_depth(8);
  trainer.set_num_trees_per_cascade_level(120);
  trainer.set_tree_depth(3);
  trainer.set_nu(0.06);
  trainer.set_lambda(0.03);
  trainer.set_oversampling_amount(8);
  trainer.set_oversampling_translation_jitter(0.05);
  trainer.set_feature_pool_size(500);
  trainer.set_feature_pool_region_padding(0.15);
  trainer.set_num_test_splits(60);
  trainer.set_random_seed(std::to_string(seed));
  // Sums are computed per thread, so another number of threads would round differently.
  trainer.set_num_threads(2);
  return trainer;
}

Bytes grow_trees(
    const vision_point_plan &plan, const vision_lesson *lessons, size_t count, uint32_t seed) {
  const dlib::rectangle box(
      long(plan.box[0]), long(plan.box[1]), long(plan.box[2]), long(plan.box[3]));
  std::vector<Picture8> pictures;
  std::vector<std::vector<dlib::full_object_detection>> shapes;
  for (size_t i = 0; i < count; i++) {
    pictures.emplace_back(cv::Mat(
        plan.height, plan.width, CV_8UC1, const_cast<uint8_t *>(lessons[i].pixels)));
    std::vector<dlib::point> parts;
    for (int j = 0; j < plan.points; j++) {
      const double x = lessons[i].points[2 * j], y = lessons[i].points[2 * j + 1];
      parts.emplace_back(std::lround(x), std::lround(y));
    }
    shapes.push_back({dlib::full_object_detection(box, parts)});
  }
  const dlib::shape_predictor learned = make_trainer(seed).train(pictures, shapes);
  std::stringstream written;
  dlib::serialize(learned, written);
  const auto size = uint64_t(written.tellp());
  ShapeSizes sizes{};
  sizes.points = uint32_t(plan.points);
  Bytes model = pack_shape(written, size, point_head(plan), sizes);
  write_point_head(model, plan, sizes);
  return model;
}

Bytes train(
    const vision_point_plan &plan, const vision_lesson *lessons, size_t count, uint32_t seed) {
  check_plan(plan);
  if (count == 0) throw Failure(VISION_INTERNAL, "there is no face to train on");
  const auto is_near = [](double coordinate) { return std::abs(coordinate) < 1e6; };
  for (size_t i = 0; i < count; i++) {
    const double *points = lessons[i].points;
    if (!std::all_of(points, points + 2 * plan.points, is_near)) {
      throw Failure(VISION_DEGENERATE, "a point is nowhere near the face");
    }
  }
  if (plan.method == VISION_POINT_TREES) return grow_trees(plan, lessons, count, seed);
  const size_t offset = descent_offset(plan);
  Bytes model(offset + DescentModel::bytes(size_t(plan.points)));
  learn_descent(plan, lessons, count, model.data() + offset);
  write_point_head(model, plan, ShapeSizes{});
  return model;
}

}  // namespace

}  // namespace vision

vision_code vision_points_train(
    const vision_point_plan *plan, const vision_lesson *lessons, size_t count, uint32_t seed,
    vision_bytes *model, vision_failure *failure) {
  *model = vision_bytes{nullptr, 0};
  return vision::guarded(failure, [&] {
    const vision::Bytes bytes = vision::train(*plan, lessons, count, seed);
    model->data = static_cast<uint8_t *>(std::malloc(bytes.size()));
    if (model->data == nullptr) throw std::bad_alloc();
    model->count = bytes.size();
    std::copy(bytes.begin(), bytes.end(), model->data);
  });
}
