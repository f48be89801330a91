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
/// The version says which method the model uses: 1 trees, 2 descent.
constexpr uint32_t native_order = 0x01020304;
constexpr uint32_t trees_version = 1, descent_version = 2;
constexpr int maximum_descent_side = 1024;

struct PointHeader {
  char magic[8];
  uint32_t version, byte_order;
  uint64_t bytes;     // size of the file
  uint64_t checksum;  // of everything after this number
  uint32_t cascades, trees, splits, probes;  // 0 without trees
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
      (plan.method != VISION_POINT_DESCENT || plan.width > maximum_descent_side ||
       plan.height > maximum_descent_side)) {
    return false;
  }
  return is_field_name(plan.field) && plan.points >= 2 && plan.points <= int(maximum_points) &&
         plan.width >= 16 && plan.width <= 4096 && plan.height >= 16 && plan.height <= 4096 &&
         box[0] >= 0 && box[1] >= 0 && box[2] - box[0] >= 1 && box[3] - box[1] >= 1 &&
         box[2] < plan.width && box[3] < plan.height && plan.spread_limit >= 0 &&
         plan.spread_limit < 1000 &&
         (plan.mirror == nullptr || is_mirror(plan.mirror, size_t(plan.points)));
}

/// Reads and checks everything but the trees or weights.
PointHeader read_header(const Bytes &bytes) {
  PointHeader header;
  if (bytes.size() < sizeof header ||
      std::memcmp(bytes.data(), point_magic, sizeof point_magic) != 0) {
    refuse("the file is not a model of points: make one with fc-train");
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  const bool is_known = header.version == trees_version || header.version == descent_version;
  if (header.byte_order != native_order || !is_known) {
    const bool is_native = header.byte_order == native_order;
    const std::string other = is_native ? "version " + std::to_string(header.version)
                                        : "a machine with another byte order";
    refuse(
        "the model is of " + other + ", and this program reads versions 1 and 2: train it again " +
        "with fc-train");
  }
  if (header.bytes != bytes.size()) {
    refuse(
        "the model has " + std::to_string(bytes.size()) + " bytes of " +
        std::to_string(header.bytes) + ": get the whole file");
  }
  if (checksum(bytes.data() + summed, bytes.size() - summed) != header.checksum) {
    refuse("the model is damaged: get the file again, or train it again with fc-train");
  }
  return header;
}

}  // namespace

void check_plan(const vision_point_plan &plan) {
  if (!is_plan(plan)) throw Failure(VISION_INTERNAL, "no model of points can have this plan");
}

size_t point_head(const vision_point_plan &plan) {
  return sizeof(PointHeader) + size_t(plan.points) * sizeof(uint16_t);
}

size_t descent_offset(const vision_point_plan &plan) { return (point_head(plan) + 63) / 64 * 64; }

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
    : bytes(std::make_shared<const Bytes>(std::move(given))), description{}, model(open()) {}

std::variant<ShapeModel, DescentModel> PointModel::open() {
  const PointHeader header = read_header(*bytes);
  std::copy_n(header.field, VISION_FIELD_NAME, description.field);
  if (header.points < 2 || header.points > maximum_points || header.width > 4096 ||
      header.height > 4096) {
    refuse("the model is damaged: its sizes make no sense");
  }
  description.method =
      header.version == trees_version ? VISION_POINT_TREES : VISION_POINT_DESCENT;
  description.points = int(header.points);
  description.width = int(header.width);
  description.height = int(header.height);
  std::copy_n(header.box, 4, description.box);
  description.spread_limit = header.spread_limit;
  const size_t head = point_head(description);
  if (bytes->size() < head) refuse("the model is damaged: its mirror is missing");
  mirror.resize(header.points);
  std::memcpy(
      mirror.data(), bytes->data() + sizeof header, header.points * sizeof(uint16_t));
  description.mirror = header.has_mirror ? mirror.data() : nullptr;
  if (!is_plan(description)) refuse("the model is damaged: its description makes no sense");
  if (description.method == VISION_POINT_DESCENT) {
    const size_t offset = descent_offset(description);
    if (bytes->size() != offset + DescentModel::bytes(header.points)) {
      refuse("the model is damaged: it has more or fewer weights than it declares");
    }
    return DescentModel(bytes->data() + offset, header.points);
  }
  const ShapeSizes sizes{
      header.cascades, header.trees, header.splits, header.probes, header.points};
  return ShapeModel(PackedShape(bytes->data(), bytes->size(), bytes, sizes, head));
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
    const GrayView gray{pixels, description.width, description.height, 1, description.width};
    const double left = description.box[0] + view.dx, right = description.box[2] + view.dx;
    const double top = description.box[1] + view.dy, bottom = description.box[3] + view.dy;
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
  if (landmarks == nullptr) throw Failure(VISION_INTERNAL, "the model needs landmarks");
  const Surroundings surroundings(pixels, description.width, description.height);
  const std::vector<double> start = descent.start(landmarks);
  for (size_t i = 0; i < count; i++) {
    if (views[i].mirrored != 0) {
      throw Failure(VISION_INTERNAL, "descent does not predict on mirror images");
    }
    std::vector<double> positions = start;
    for (size_t j = 0; j < positions.size(); j += 2) {
      positions[j] += views[i].dx;
      positions[j + 1] += views[i].dy;
    }
    descent.descend(surroundings, positions);
    points = std::copy(positions.begin(), positions.end(), points);
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
