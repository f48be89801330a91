/// Resamples a part of a photo, rotated and scaled as a model expects it.
#include <algorithm>
#include <cmath>

#include "CVisionPoints.h"
#include "Failure.hpp"
#include "Photo.hpp"

namespace vision {

namespace {

/// Subpixel positions per pixel, along each axis.
constexpr int steps = 256;

/// Two neighbouring pixels of a row or column, and the fraction of the way from the first to the
/// second.
struct Between {
  int first, second, part;

  Between(double position, int count) {
    const double inside = std::clamp(position, 0.0, double(count - 1));
    const int whole = int(inside);
    first = whole;
    second = std::min(whole + 1, count - 1);
    part = int((inside - whole) * steps);
  }
};

uint8_t sample(const cv::Mat &pixels, double x, double y) {
  const Between across(x, pixels.cols), down(y, pixels.rows);
  const uint8_t *upper = pixels.ptr(down.first), *lower = pixels.ptr(down.second);
  const auto along = [&](const uint8_t *row) {
    return row[across.first] * (steps - across.part) + row[across.second] * across.part;
  };
  const int sum = along(upper) * (steps - down.part) + along(lower) * down.part;
  return uint8_t((sum + steps * steps / 2) / (steps * steps));
}

void upright(Photo &photo, const double *map, int width, int height, uint8_t *pixels) {
  const double scale = std::sqrt(std::abs(map[0] * map[4] - map[1] * map[3]));
  // No face is a thousandth of a pixel or millions of pixels large.
  const bool is_map = std::all_of(map, map + 6, [](double x) { return std::abs(x) < 1e9; });
  if (!is_map || !(scale > 1e-3 && scale < 1e5)) {
    throw Failure(VISION_DEGENERATE, "the landmarks do not form a face");
  }
  const Level &level = photo.level(Channels::gray, Photo::reduction_keeping(scale, 1));
  const face_level level_map = level.map();
  for (int v = 0; v < height; v++) {
    for (int u = 0; u < width; u++, pixels++) {
      const face_place full = {
          map[0] * u + map[1] * v + map[2], map[3] * u + map[4] * v + map[5]};
      const face_place seen = face_on_level(level_map, full);
      *pixels = sample(level.pixels, seen.x, seen.y);
    }
  }
}

}  // namespace

}  // namespace vision

vision_code vision_upright(
    vision_photo *photo, const double to_photo[6], int width, int height, uint8_t *pixels,
    vision_failure *failure) {
  return vision::guarded(
      failure, [&] { vision::upright(photo->photo, to_photo, width, height, pixels); });
}
