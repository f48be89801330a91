#include "FaceChip.hpp"

#include <cmath>

#include "Failure.hpp"
#include "Photo.hpp"

namespace vision {

namespace {

constexpr double padding = 0.25;

/// A point of the average face, in units of the face's width.
struct AveragePoint {
  int point;
  double x, y;
};

/// dlib's values: bridge of the nose, nostrils, eyes, upper lip and inner mouth. The other points
/// move too much with speech and expression.
constexpr AveragePoint average_points[] = {
    {27, 0.490127, 0.203352}, {28, 0.490127, 0.307009}, {29, 0.490127, 0.409805},
    {30, 0.490127, 0.515625}, {31, 0.36688, 0.587326},  {32, 0.426036, 0.609345},
    {33, 0.490127, 0.628106}, {34, 0.554217, 0.609345}, {35, 0.613373, 0.587326},
    {36, 0.121737, 0.216423}, {37, 0.187122, 0.178758}, {38, 0.265825, 0.179852},
    {39, 0.334606, 0.231733}, {40, 0.260918, 0.245099}, {41, 0.182743, 0.244077},
    {42, 0.645647, 0.231733}, {43, 0.714428, 0.179852}, {44, 0.793132, 0.178758},
    {45, 0.858516, 0.216423}, {46, 0.79751, 0.244077},  {47, 0.719335, 0.245099},
    {48, 0.254149, 0.780233}, {49, 0.340985, 0.745405}, {50, 0.428858, 0.727388},
    {51, 0.490127, 0.742578}, {52, 0.551395, 0.727388}, {53, 0.639268, 0.745405},
    {54, 0.726104, 0.780233}, {60, 0.290379, 0.784792}, {61, 0.428096, 0.778746},
    {62, 0.490127, 0.785343}, {63, 0.552157, 0.778746}, {64, 0.689874, 0.784792},
};
constexpr size_t point_count = sizeof average_points / sizeof average_points[0];

cv::Point2d on_chip(const AveragePoint &average) {
  return cv::Point2d(average.x + padding, average.y + padding) * (chip_side / (2 * padding + 1));
}

void cut(Photo &photo, const double *points, Chip &chip) {
  const double width = chip_square(points, {1, {0, 0}}).width;
  // No face is smaller than a pixel or millions of pixels wide.
  if (!(width >= 1 && width < 1e7)) {
    throw Failure(VISION_DEGENERATE, "the landmarks do not form a face");
  }
  const Level &level = photo.level(Channels::colour, Photo::reduction_keeping(width, chip_side));
  cut_chip(level.pixels, true, chip_square(points, level.map()), chip);
}

}  // namespace

ChipSquare chip_square(const double *points, const face_level &level) {
  double on_average[2 * point_count], on_pixels[2 * point_count];
  // Divides before summing, as dlib does, so that rounding agrees.
  face_place from{0, 0}, to{0, 0};
  for (size_t i = 0; i < point_count; i++) {
    const AveragePoint &average = average_points[i];
    const cv::Point2d chip = on_chip(average);
    const double *point = points + 2 * average.point;
    const face_place seen = face_on_level(level, {point[0], point[1]});
    on_average[2 * i] = chip.x, on_average[2 * i + 1] = chip.y;
    on_pixels[2 * i] = seen.x, on_pixels[2 * i + 1] = seen.y;
    from.x += chip.x / point_count, from.y += chip.y / point_count;
    to.x += seen.x / point_count, to.y += seen.y / point_count;
  }
  const face_turn turn = face_turn_onto(on_average, from, on_pixels, to, point_count);
  const double cosine = turn.cosine, sine = turn.sine;
  // As in dlib, half the side counts as the middle, although the middle pixel position is half a
  // pixel less.
  const cv::Point2d middle = cv::Point2d(chip_side / 2.0 - from.x, chip_side / 2.0 - from.y);
  return {to.x + cosine * middle.x - sine * middle.y, to.y + sine * middle.x + cosine * middle.y,
          std::hypot(cosine, sine) * chip_side, std::atan2(sine, cosine)};
}

void cut_chip(const cv::Mat &pixels, bool is_blue_first, const ChipSquare &square, Chip &chip) {
  const double step = (square.width - 1) / (chip_side - 1), middle = (chip_side - 1) / 2.0;
  const double cosine = step * std::cos(square.angle), sine = step * std::sin(square.angle);
  chip.fill(0);
  uint8_t *target = chip.data();
  for (int v = 0; v < chip_side; v++) {
    for (int u = 0; u < chip_side; u++, target += 3) {
      const double x = square.x + cosine * (u - middle) - sine * (v - middle);
      const double y = square.y + sine * (u - middle) + cosine * (v - middle);
      const double left = std::floor(x), top = std::floor(y);
      if (!(left >= 0 && top >= 0 && left + 1 < pixels.cols && top + 1 < pixels.rows)) continue;
      const double aside = x - left, below = y - top;
      const uint8_t *upper = pixels.ptr(int(top)) + 3 * int(left), *lower = upper + pixels.step[0];
      for (int colour = 0; colour < 3; colour++) {
        const int from = is_blue_first ? 2 - colour : colour;
        target[colour] = uint8_t(
            (1 - below) * ((1 - aside) * upper[from] + aside * upper[from + 3]) +
            below * ((1 - aside) * lower[from] + aside * lower[from + 3]));
      }
    }
  }
}

}  // namespace vision

vision_code vision_face_chip(
    vision_photo *photo, const double points[2 * VISION_LANDMARKS], uint8_t *chip,
    vision_failure *failure) {
  return vision::guarded(failure, [&] {
    vision::Chip cut;
    vision::cut(photo->photo, points, cut);
    std::copy(cut.begin(), cut.end(), chip);
  });
}
