/// Reads a model made by fc-train; an accepted one makes predictions, on a picture and its mirror
/// image.
#include <cmath>
#include <cstring>
#include <vector>

#include "CVisionPoints.h"
#include "Checksum.hpp"
#include "Fuzz.hpp"

namespace {

/// The offsets of the file's size and checksum in the header, and of the first byte in the
/// checksum.
constexpr size_t size_offset = 16, sum_offset = 24, summed = 32;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *given, size_t count) {
  if (count < summed) return 0;
  // With the right size and checksum, so that the code after these checks is reached.
  std::vector<uint8_t> bytes(given, given + count);
  const uint64_t size = count, sum = vision::checksum(bytes.data() + summed, count - summed);
  std::memcpy(bytes.data() + size_offset, &size, sizeof size);
  std::memcpy(bytes.data() + sum_offset, &sum, sizeof sum);
  const uint8_t *const data = bytes.data();
  vision_points *model = nullptr;
  vision_failure failure;
  if (vision_points_open(data, count, &model, &failure) != VISION_OK) return 0;
  const vision_point_plan *plan = vision_points_plan(model);
  const size_t pixels = size_t(plan->width) * size_t(plan->height);
  if (pixels <= 1 << 20) {
    const std::vector<uint8_t> picture(pixels, 90);
    const bool is_mirrored = plan->method == VISION_POINT_TREES;
    const vision_point_view views[] = {{0, 0, 0}, {3, -2, is_mirrored}};
    const std::vector<double> landmarks(2 * VISION_LANDMARKS, 100);
    std::vector<double> points(2 * 2 * size_t(plan->points));
    if (vision_points_predict(
            model, picture.data(), landmarks.data(), views, 2, points.data(), &failure) ==
        VISION_OK) {
      for (const double place : points) {
        if (!std::isfinite(place)) __builtin_trap();
      }
    }
  }
  vision_points_close(model);
  return 0;
}
