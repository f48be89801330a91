#include "PointModel.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>

#include "Checksum.hpp"
#include "Failure.hpp"

namespace vision {

namespace {

constexpr char point_magic[8] = {'f', 'c', 'p', 'o', 'i', 'n', 't', 's'};
/// The version tells the method: 1 has trees, 2 the regressions of a descent.
constexpr uint32_t native_order = 0x01020304;
constexpr uint32_t trees_version = 1, descent_version = 2;
constexpr int widest_descent = 1024;

struct PointHeader {
  char magic[8];
  uint32_t version, byte_order;
  uint64_t bytes;     // of the whole
  uint64_t checksum;  // of everything behind this number
  uint32_t cascades, trees, splits, probes;  // 0 where it has no trees
  uint32_t points;
  uint32_t width, height;
  float box[4];
  float spread_limit;
  uint32_t has_mirror;
  char field[VISION_FIELD_NAME];
};
static_assert(std::is_trivially_copyable_v<PointHeader> && sizeof(PointHeader) == 136);

constexpr size_t summed = offsetof(PointHeader, cascades);

[[noreturn]] void refuse(const std::string &why) { throw Failure(VISION_BAD_MODEL, why); }

bool is_field_name(const char *name) {
  const size_t length = strnlen(name, VISION_FIELD_NAME);
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return length > 0 && length < VISION_FIELD_NAME && std::all_of(name, name + length, is_word);
}

/// Whether each point is the mirror image of its own mirror image.
bool is_mirror(const uint16_t *mirror, size_t points) {
  for (size_t i = 0; i < points; i++) {
    if (mirror[i] >= points || mirror[mirror[i]] != i) return false;
  }
  return true;
}

bool is_plan(const vision_point_plan &plan) {
  const double *box = plan.box;
  if (plan.method != VISION_POINT_TREES &&
      (plan.method != VISION_POINT_DESCENT || plan.width > widest_descent ||
       plan.height > widest_descent)) {
    return false;
  }
  return is_field_name(plan.field) && plan.points >= 2 && plan.points <= int(most_points) &&
         plan.width >= 16 && plan.width <= 4096 && plan.height >= 16 && plan.height <= 4096 &&
         box[0] >= 0 && box[1] >= 0 && box[2] - box[0] >= 1 && box[3] - box[1] >= 1 &&
         box[2] < plan.width && box[3] < plan.height && plan.spread_limit >= 0 &&
         plan.spread_limit < 1000 &&
         (plan.mirror == nullptr || is_mirror(plan.mirror, size_t(plan.points)));
}

/// Everything but the trees.
PointHeader read_header(const Bytes &bytes) {
  PointHeader header;
  if (bytes.size() < sizeof header ||
      std::memcmp(bytes.data(), point_magic, sizeof point_magic) != 0) {
    refuse("the file is no model of points: make one with fc-train");
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  const bool is_known = header.version == trees_version || header.version == descent_version;
  if (header.byte_order != native_order || !is_known) {
    const bool is_native = header.byte_order == native_order;
    const std::string other = is_native ? "version " + std::to_string(header.version)
                                        : "a machine with another byte order";
    refuse(
        "the model is of " + other + ", and this program reads versions 1 and 2: train it anew " +
        "with fc-train");
  }
  if (header.bytes != bytes.size()) {
    refuse(
        "the model has " + std::to_string(bytes.size()) + " bytes of " +
        std::to_string(header.bytes) + ": get the whole file");
  }
  if (checksum(bytes.data() + summed, bytes.size() - summed) != header.checksum) {
    refuse("the model is damaged: get the file again, or train it anew with fc-train");
  }
  return header;
}

}  // namespace

void check_plan(const vision_point_plan &plan) {
  if (!is_plan(plan)) throw Failure(VISION_INTERNAL, "the plan is none of a model of points");
}

size_t point_head(const vision_point_plan &plan) {
  return sizeof(PointHeader) + size_t(plan.points) * sizeof(uint16_t);
}

size_t descent_place(const vision_point_plan &plan) { return (point_head(plan) + 63) / 64 * 64; }

void write_point_head(Bytes &model, const vision_point_plan &plan, const ShapeSizes &sizes) {
  PointHeader header{};
  std::memcpy(header.magic, point_magic, sizeof point_magic);
  header.version = plan.method == VISION_POINT_TREES ? trees_version : descent_version;
  header.byte_order = native_order;
  header.bytes = model.size();
  header.cascades = sizes.cascades;
  header.trees = sizes.trees;
  header.splits = sizes.splits;
  header.probes = sizes.probes;
  header.points = uint32_t(plan.points);
  header.width = uint32_t(plan.width);
  header.height = uint32_t(plan.height);
  std::copy_n(plan.box, 4, header.box);
  header.spread_limit = float(plan.spread_limit);
  header.has_mirror = plan.mirror != nullptr;
  std::strncpy(header.field, plan.field, VISION_FIELD_NAME - 1);
  std::memcpy(model.data(), &header, sizeof header);
  if (plan.mirror != nullptr) {
    std::memcpy(
        model.data() + sizeof header, plan.mirror, size_t(plan.points) * sizeof(uint16_t));
  }
  header.checksum = checksum(model.data() + summed, model.size() - summed);
  std::memcpy(model.data(), &header, sizeof header);
}

PointModel::PointModel(Bytes given)
    : bytes(std::make_shared<const Bytes>(std::move(given))), told{}, model(open()) {}

std::variant<ShapeModel, DescentModel> PointModel::open() {
  const PointHeader header = read_header(*bytes);
  std::copy_n(header.field, VISION_FIELD_NAME, told.field);
  if (header.points < 2 || header.points > most_points || header.width > 4096 ||
      header.height > 4096) {
    refuse("the model is damaged: its sizes are none of a model of points");
  }
  told.method =
      header.version == trees_version ? VISION_POINT_TREES : VISION_POINT_DESCENT;
  told.points = int(header.points);
  told.width = int(header.width);
  told.height = int(header.height);
  std::copy_n(header.box, 4, told.box);
  told.spread_limit = header.spread_limit;
  if (bytes->size() < point_head(told)) refuse("the model is damaged: its mirror is missing");
  mirror.resize(header.points);
  std::memcpy(
      mirror.data(), bytes->data() + sizeof header, header.points * sizeof(uint16_t));
  told.mirror = header.has_mirror ? mirror.data() : nullptr;
  if (!is_plan(told)) refuse("the model is damaged: what it says of itself makes no sense");
  if (told.method == VISION_POINT_DESCENT) {
    const size_t place = descent_place(told);
    if (bytes->size() != place + DescentModel::bytes(header.points)) {
      refuse("the model is damaged: it has more or fewer weights than it says");
    }
    return DescentModel(bytes->data() + place, header.points);
  }
  const ShapeSizes sizes{
      header.cascades, header.trees, header.splits, header.probes, header.points};
  return ShapeModel(PackedShape(bytes->data(), bytes->size(), bytes, sizes, point_head(told)));
}

void PointModel::predict(
    const uint8_t *pixels, const double *landmarks, const vision_point_view *views, size_t count,
    double *points) const {
  if (const auto *trees = std::get_if<ShapeModel>(&model)) {
    grow(*trees, pixels, views, count, points);
  } else {
    descend(std::get<DescentModel>(model), pixels, landmarks, views, count, points);
  }
}

void PointModel::grow(
    const ShapeModel &trees, const uint8_t *pixels, const vision_point_view *views, size_t count,
    double *points) const {
  std::vector<ShapeTask> tasks;
  for (size_t i = 0; i < count; i++) {
    const vision_point_view &view = views[i];
    const GrayView gray{pixels, told.width, told.height, 1, told.width};
    const double left = told.box[0] + view.dx, right = told.box[2] + view.dx;
    const double top = told.box[1] + view.dy, bottom = told.box[3] + view.dy;
    tasks.push_back({view.mirrored != 0 ? gray.mirrored() : gray, left, top, right, bottom});
  }
  trees.predict(tasks);
  for (const ShapeTask &task : tasks) {
    points = std::copy(task.points.begin(), task.points.end(), points);
  }
}

void PointModel::descend(
    const DescentModel &descent, const uint8_t *pixels, const double *landmarks,
    const vision_point_view *views, size_t count, double *points) const {
  if (landmarks == nullptr) throw Failure(VISION_INTERNAL, "the model starts from landmarks");
  const Surroundings surroundings(pixels, told.width, told.height);
  const std::vector<double> start = descent.start(landmarks);
  for (size_t i = 0; i < count; i++) {
    if (views[i].mirrored != 0) throw Failure(VISION_INTERNAL, "descent is not seen in a mirror");
    std::vector<double> places = start;
    for (size_t j = 0; j < places.size(); j += 2) {
      places[j] += views[i].dx;
      places[j + 1] += views[i].dy;
    }
    descent.descend(surroundings, places);
    points = std::copy(places.begin(), places.end(), points);
  }
}

}  // namespace vision

struct vision_points {
  vision::PointModel model;
};

vision_code vision_points_open(
    const uint8_t *bytes, size_t count, vision_points **model, vision_failure *failure) {
  *model = nullptr;
  return vision::guarded(failure, [&] {
    *model = new vision_points{vision::PointModel(vision::Bytes(bytes, bytes + count))};
  });
}

void vision_points_close(vision_points *model) { delete model; }

const vision_point_plan *vision_points_plan(const vision_points *model) {
  return &model->model.plan();
}

vision_code vision_points_predict(
    const vision_points *model, const uint8_t *pixels, const double *landmarks,
    const vision_point_view *views, size_t count, double *points, vision_failure *failure) {
  return vision::guarded(
      failure, [&] { model->model.predict(pixels, landmarks, views, count, points); });
}
