/// Makes small upright pictures of single faces.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <opencv2/imgproc.hpp>

#include "CVisionFaces.h"
#include "Failure.hpp"
#include "Photo.hpp"

namespace vision {

namespace {

/// A square on the full-size photo, rotated about its centre.
struct Square {
  double x, y, side;
  double cosine = 1, sine = 0;  // of the head's roll
};

/// Detectors' boxes end at the brows and the chin; the square is larger by this factor to show the
/// head.
constexpr double box_growth = 1.5;

Square around_box(vision_box box, int turned) {
  const double side = std::max(box.width, box.height) * box_growth;
  const double cosine = turned == 0 ? 1 : turned == 180 ? -1 : 0;
  const double sine = turned == 90 ? -1 : turned == 270 ? 1 : 0;
  return {box.x + (box.width - 1) / 2.0, box.y + (box.height - 1) / 2.0, side, cosine, sine};
}

Square around_points(const double *points) {
  const face_place left = face_centre(points + 2 * FACE_LEFT_EYE, FACE_EYE_POINTS);
  const face_place right = face_centre(points + 2 * FACE_RIGHT_EYE, FACE_EYE_POINTS);
  const double across_x = right.x - left.x, across_y = right.y - left.y;
  const double distance = std::hypot(across_x, across_y);
  Square square{0, 0, 0};
  if (distance > 0) square.cosine = across_x / distance, square.sine = across_y / distance;
  // The bounds of the points along the rotated axes.
  face_place low{INFINITY, INFINITY}, high{-INFINITY, -INFINITY};
  for (int i = 0; i < VISION_LANDMARKS; i++) {
    const double x = points[2 * i], y = points[2 * i + 1];
    const double u = x * square.cosine + y * square.sine, v = y * square.cosine - x * square.sine;
    low.x = std::min(low.x, u), high.x = std::max(high.x, u);
    low.y = std::min(low.y, v), high.y = std::max(high.y, v);
  }
  const face_square upright = face_square_around(low, high);
  const double u = upright.centre.x, v = upright.centre.y;
  square.side = upright.side;
  square.x = u * square.cosine - v * square.sine;
  square.y = u * square.sine + v * square.cosine;
  return square;
}

cv::Mat cut(Photo &photo, const Square &square, int size) {
  // A level of at most twice the resolution, so that two samples per pixel and axis miss no pixel.
  const Level &level = photo.level(Channels::colour, Photo::reduction_keeping(square.side, size));
  const double reduction = level.reduction;
  const int samples = square.side / reduction > size * 1.25 ? 2 * size : size;
  const double step = square.side / reduction / samples;
  const face_place centre = face_on_level(level.map(), {square.x, square.y});
  const double x = centre.x, y = centre.y;
  const double middle = (samples - 1) / 2.0;
  // Maps pixels of the crop to the level.
  const double a = step * square.cosine, b = step * square.sine;
  const cv::Matx23d map(a, -b, x - a * middle + b * middle, b, a, y - b * middle - a * middle);
  cv::Mat crop;
  cv::warpAffine(
      level.pixels, crop, map, cv::Size(samples, samples), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
      cv::BORDER_REPLICATE);
  if (samples != size) cv::resize(crop, crop, cv::Size(size, size), 0, 0, cv::INTER_AREA);
  return crop;
}

/// Writes the map from the photo to the crop: the inverse of the one that `cut` uses.
void write_map(const Square &square, int size, double *transform) {
  const double scale = size / square.side, middle = (size - 1) / 2.0;
  const double a = scale * square.cosine, b = scale * square.sine;
  const double map[] = {a,  b, middle - a * square.x - b * square.y,
                        -b, a, middle + b * square.x - a * square.y};
  std::copy(std::begin(map), std::end(map), transform);
}

}  // namespace

}  // namespace vision

vision_code vision_face_jpeg(
    vision_photo *photo, vision_box box, int turned, const double *points, int size, int quality,
    vision_bytes *jpeg, double *transform, vision_failure *failure) {
  *jpeg = vision_bytes{nullptr, 0};
  cv::Mat crop;
  const vision_code code = vision::guarded(failure, [&] {
    if (size < 8 || size > 4096)
      throw vision::Failure(VISION_INTERNAL, "the size must be 8 to 4096 px");
    const auto square =
        points != nullptr ? vision::around_points(points) : vision::around_box(box, turned);
    if (!(square.side >= 1 && std::isfinite(square.x + square.y + square.side))) {
      throw vision::Failure(VISION_DEGENERATE, "the face has no area");
    }
    crop = vision::cut(photo->photo, square, size);
    if (transform != nullptr) vision::write_map(square, size, transform);
  });
  if (code != VISION_OK) return code;
  return vision_encode_jpeg(
      crop.data, crop.cols, crop.rows, crop.step[0], 3, quality, jpeg, failure);
}
