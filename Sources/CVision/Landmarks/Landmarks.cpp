/// Predicts the 68 points of a face: the median over shifted and scaled boxes and the mirror image,
/// which is more stable than a single prediction.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "CVisionFaces.h"
#include "Failure.hpp"
#include "Photo.hpp"
#include "ShapeModel.hpp"

namespace vision {

namespace {

/// Minimum width of the box on the level that is used for prediction, px: on smaller faces points
/// are less repeatable, on larger ones they are no better.
constexpr double minimum_face = 250;

/// A shift and an enlargement of the box, relative to its size.
struct Nudge {
  double x, y, growth;
};

/// The first is the box itself; with the next two it makes the default of three. Of a dozen pairs
/// tried on 84 portraits, enlarged boxes shifted upwards gave the most stable points, especially
/// where the box was badly placed. Pairs shifted downwards failed more often than the box alone.
constexpr Nudge nudges[] = {
    {0, 0, 0},           {0.05, -0.03, 0.05},  {-0.05, -0.03, 0.05},  {0, -0.05, 0},
    {0, 0.03, 0},        {0.05, 0, 0},         {-0.05, 0, 0},         {0, 0, 0.1},
    {0, 0, -0.05},       {0.03, -0.06, 0.1},   {-0.03, -0.06, 0.1},   {0.03, 0.03, 0.1},
    {-0.03, 0.03, 0.1},  {0.03, -0.03, -0.05}, {-0.03, -0.03, -0.05}, {0.08, -0.03, 0.1},
    {-0.08, -0.03, 0.1},
};
constexpr int maximum_boxes = int(sizeof nudges / sizeof nudges[0]);

/// The index of the corresponding point in the mirror image, in iBUG 300-W order.
int mirrored(int point) {
  if (point <= 16) return 16 - point;                                // jaw
  if (point <= 26) return 43 - point;                                // brows
  if (point <= 30) return point;                                     // bridge of the nose
  if (point <= 35) return 66 - point;                                // nostrils
  if (point <= 47) {                                                 // eyes: upper lids, then lower
    const int upper = 81 - point, lower = 87 - point;
    return (point <= 39 || (point >= 42 && point <= 45)) ? upper : lower;
  }
  if (point <= 54) return 102 - point;                               // outer upper lip
  if (point <= 59) return 114 - point;                               // outer lower lip
  if (point <= 64) return 124 - point;                               // inner upper lip
  return 132 - point;                                                // inner lower lip
}

double median(std::vector<double> &values) {
  const size_t middle = values.size() / 2;
  std::nth_element(values.begin(), values.begin() + long(middle), values.end());
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle] + *std::max_element(values.begin(), values.begin() + long(middle))) / 2;
}

/// The box on a turned level, as the centres of its outermost pixels. These are whole pixels, as in
/// dlib's rectangles, and span the unit square of the shape.
face_box corners_on(const face_level &map, const face_quarters &quarters, vision_box box) {
  const face_place start = face_edge_on_level(map, {double(box.x), double(box.y)});
  const face_place end =
      face_edge_on_level(map, {double(box.x + box.width), double(box.y + box.height)});
  const face_place first = face_turned(quarters, {std::round(start.x), std::round(start.y)});
  const face_place last = face_turned(quarters, {std::round(end.x) - 1, std::round(end.y) - 1});
  return {std::min(first.x, last.x), std::min(first.y, last.y), std::max(first.x, last.x),
          std::max(first.y, last.y)};
}

/// The box and its nudged variants, each followed by its mirror image: mirrored tasks have odd
/// indices.
std::vector<ShapeTask> nudged_tasks(const GrayView &view, const face_box &box, int boxes) {
  std::vector<ShapeTask> tasks;
  for (int i = 0; i < boxes; i++) {
    const double width = box.right - box.left, height = box.bottom - box.top;
    const double grown_x = nudges[i].growth * width / 2, grown_y = nudges[i].growth * height / 2;
    const double x = nudges[i].x * width, y = nudges[i].y * height;
    const ShapeTask task{
        view, box.left + x - grown_x, box.top + y - grown_y, box.right + x + grown_x,
        box.bottom + y + grown_y};
    tasks.push_back(task);
    if (boxes == 1) break;
    ShapeTask mirror = task;
    mirror.view = view.mirrored();
    mirror.left = view.width - 1 - task.right;
    mirror.right = view.width - 1 - task.left;
    tasks.push_back(mirror);
  }
  return tasks;
}

void landmarks(
    const ShapeModel &model, Photo &photo, vision_box box, int turned, int boxes, double *points) {
  if (box.width < 2 || box.height < 2) throw Failure(VISION_DEGENERATE, "the box has no area");
  if (boxes < 1 || boxes > maximum_boxes) {
    throw Failure(
        VISION_INTERNAL, "the number of boxes must be 1 to " + std::to_string(maximum_boxes));
  }
  if (turned % 90 != 0 || turned < 0 || turned > 270) {
    throw Failure(VISION_INTERNAL, "a photo is turned by 0, 90, 180 or 270 degrees");
  }
  const int reduction = Photo::reduction_keeping(box.width, minimum_face);
  const Level &level = photo.level(Channels::gray, reduction);
  const face_level map = level.map();
  const face_quarters quarters{double(level.pixels.cols), double(level.pixels.rows), turned};
  const GrayView whole{
      level.pixels.data, level.pixels.cols, level.pixels.rows, 1, ptrdiff_t(level.pixels.step[0])};
  const GrayView view = whole.turned(turned);
  std::vector<ShapeTask> tasks = nudged_tasks(view, corners_on(map, quarters, box), boxes);
  model.predict(tasks);

  std::vector<double> x, y;
  for (int point = 0; point < VISION_LANDMARKS; point++) {
    x.clear();
    y.clear();
    for (size_t i = 0; i < tasks.size(); i++) {
      const double *seen = &tasks[i].points[2 * size_t(i % 2 == 1 ? mirrored(point) : point)];
      x.push_back(i % 2 == 1 ? view.width - 1 - seen[0] : seen[0]);
      y.push_back(seen[1]);
    }
    const face_place middle = face_unturned(quarters, {median(x), median(y)});
    const face_place found = face_from_level(map, middle);
    points[2 * point] = found.x;
    points[2 * point + 1] = found.y;
  }
}

}  // namespace

}  // namespace vision

struct vision_predictor {
  vision::ShapeModel model;
};

vision_code vision_predictor_open(
    const char *path, const char *packed, vision_predictor **predictor, vision_failure *failure) {
  *predictor = nullptr;
  return vision::guarded(
      failure, [&] { *predictor = new vision_predictor{vision::ShapeModel(path, packed)}; });
}

vision_code vision_predictor_pack(const char *path, vision_bytes *packed, vision_failure *failure) {
  *packed = vision_bytes{nullptr, 0};
  return vision::guarded(failure, [&] {
    vision::Bytes bytes = vision::pack_shape(path);
    vision::sign_packed_shape(bytes, path);
    packed->data = static_cast<uint8_t *>(std::malloc(bytes.size()));
    if (packed->data == nullptr) throw std::bad_alloc();
    packed->count = bytes.size();
    std::copy(bytes.begin(), bytes.end(), packed->data);
  });
}

bool vision_predictor_is_whole(const char *packed, const char *path) {
  bool is_whole = false;
  vision::guarded(nullptr, [&] { is_whole = vision::is_whole_packed_shape(packed, path); });
  return is_whole;
}

void vision_predictor_close(vision_predictor *predictor) { delete predictor; }

vision_code vision_predictor_landmarks(
    const vision_predictor *predictor, vision_photo *photo, vision_box box, int turned, int boxes,
    double points[2 * VISION_LANDMARKS], vision_failure *failure) {
  return vision::guarded(failure, [&] {
    vision::landmarks(predictor->model, photo->photo, box, turned, boxes, points);
  });
}
