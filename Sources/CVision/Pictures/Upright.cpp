/// A part of a photo, turned and scaled as a model wants to see it.
#include <algorithm>
#include <cmath>

#include "CVisionPoints.h"
#include "Failure.hpp"
#include "Photo.hpp"

namespace vision {

namespace {

/// How finely places between pixels are told apart.
constexpr int steps = 256;

/// Two neighbouring pixels of a row or column, and how far the place lies towards the second.
struct Between {
  int first, second, part;

  Between(double place, int count) {
    const double inside = std::clamp(place, 0.0, double(count - 1));
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
  // A face of a thousandth of a pixel, or of millions, is none.
  const bool is_map = std::all_of(map, map + 6, [](double x) { return std::abs(x) < 1e9; });
  if (!is_map || !(scale > 1e-3 && scale < 1e5)) {
    throw Failure(VISION_DEGENERATE, "the landmarks make no face");
  }
  const Level &level = photo.level(Channels::gray, Photo::reduction_keeping(scale, 1));
  const face_level place = level.place();
  for (int v = 0; v < height; v++) {
    for (int u = 0; u < width; u++, pixels++) {
      const face_place full = {
          map[0] * u + map[1] * v + map[2], map[3] * u + map[4] * v + map[5]};
      const face_place seen = face_on_level(place, full);
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
