/// Warps faces by piecewise affine maps over a Delaunay triangulation.
#include "CVisionAverage.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "Failure.hpp"
#include "Photo.hpp"

namespace vision {

namespace {

/// Samples per pixel of the canvas, along each axis.
constexpr int oversampling = 2;
/// The photo's level has from 1.5 to 3 times the canvas's resolution: with less, interpolation
/// would blur; with more, samples would skip pixels.
constexpr double minimum_fineness = 1.5;

/// A triangle of positions. `weights` maps (x, y, 1) on the canvas to the barycentric weights of
/// the corners.
struct Triangle {
  int corners[3];
  cv::Matx33d weights;
};

/// The square root of the sum of squared distances from the centre.
double extent(const std::vector<cv::Point2d> &points) {
  cv::Point2d centre(0, 0);
  for (const auto &point : points) centre += point;
  centre /= double(points.size());
  double sum = 0;
  for (const auto &point : points) sum += (point - centre).dot(point - centre);
  return std::sqrt(sum);
}

std::vector<cv::Point2d> pairs(const double *numbers, int count) {
  std::vector<cv::Point2d> points;
  for (int i = 0; i < count; i++) points.emplace_back(numbers[2 * i], numbers[2 * i + 1]);
  const bool finite = std::all_of(points.begin(), points.end(), [](const cv::Point2d &point) {
    return std::abs(point.x) < 1e9 && std::abs(point.y) < 1e9;
  });
  if (!finite) throw Failure(VISION_INTERNAL, "a point is not finite");
  return points;
}

std::vector<Triangle> triangulate(const std::vector<cv::Point2d> &positions) {
  // Subdiv2D needs a rectangle around all points, and returns triangles as coordinates.
  std::vector<cv::Point2f> vertices(positions.begin(), positions.end());
  const cv::Rect bounds = cv::boundingRect(vertices);
  cv::Subdiv2D subdivision(
      cv::Rect(bounds.x - 8, bounds.y - 8, bounds.width + 16, bounds.height + 16));
  std::map<std::pair<float, float>, int> indices;
  for (int i = 0; i < int(vertices.size()); i++) {
    subdivision.insert(vertices[i]);
    indices.emplace(std::make_pair(vertices[i].x, vertices[i].y), i);
  }
  std::vector<cv::Vec6f> found;
  subdivision.getTriangleList(found);
  std::vector<Triangle> triangles;
  for (const auto &corners : found) {
    Triangle triangle;
    cv::Matx33d matrix;
    bool known = true;
    for (int corner = 0; corner < 3; corner++) {
      const auto index = indices.find({corners[2 * corner], corners[2 * corner + 1]});
      known = known && index != indices.end();
      if (!known) break;
      triangle.corners[corner] = index->second;
      const cv::Point2d &position = positions[index->second];
      matrix(0, corner) = position.x, matrix(1, corner) = position.y, matrix(2, corner) = 1;
    }
    // The determinant is twice the area; a triangle without area covers no pixel.
    if (!known || std::abs(cv::determinant(matrix)) < 1e-6) continue;
    triangle.weights = matrix.inv();
    triangles.push_back(triangle);
  }
  if (triangles.empty()) throw Failure(VISION_DEGENERATE, "the positions span no triangle");
  return triangles;
}

}  // namespace

/// The positions, their triangles, and the triangle that each sample belongs to.
class Warp {
 public:
  Warp(const double *numbers, int count, int size)
      : size(size), positions(pairs(numbers, count)), triangles(triangulate(positions)),
        owners(size * oversampling, size * oversampling, uint16_t(unowned)) {
    for (size_t i = 0; i < triangles.size(); i++) claim(int(i));
    for (int row = 0; row < owners.rows; row++) {
      for (int column = 0; column < owners.cols; column++) {
        if (owners(row, column) == unowned) owners(row, column) = uint16_t(nearest(column, row));
      }
    }
  }

  void operator()(Photo &photo, const double *numbers, uint8_t *pixels) const {
    const auto points = pairs(numbers, int(positions.size()));
    const double scale = extent(points) / extent(positions);
    if (!(scale > 0)) throw Failure(VISION_DEGENERATE, "the face has no area");
    const Level &level = photo.level(
        Channels::colour, Photo::reduction_keeping(scale * size, size * minimum_fineness));
    const auto &[part, corners] = seen(level, points);
    cv::Mat1f x(owners.size()), y(owners.size());
    fill(part.size(), corners, x, y);
    cv::Mat samples, canvas(size, size, CV_8UC3, pixels);
    cv::remap(part, samples, x, y, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::resize(samples, canvas, canvas.size(), 0, 0, cv::INTER_AREA);
  }

 private:
  static constexpr int unowned = 0xFFFF;

  int size;
  std::vector<cv::Point2d> positions;
  std::vector<Triangle> triangles;
  cv::Mat1w owners;

  /// Coordinate of a sample on the canvas, along either axis.
  static double on_canvas(int sample) { return (sample + 0.5) / oversampling - 0.5; }

  /// The minimum of the three weights: negative outside the triangle.
  double depth(const Triangle &triangle, int column, int row) const {
    const cv::Vec3d weights = triangle.weights * cv::Vec3d(on_canvas(column), on_canvas(row), 1);
    return std::min({weights[0], weights[1], weights[2]});
  }

  /// Assigns the samples inside a triangle to it.
  void claim(int index) {
    const Triangle &triangle = triangles[index];
    double minimum_x = INFINITY, maximum_x = -INFINITY, minimum_y = INFINITY, maximum_y = -INFINITY;
    for (int corner : triangle.corners) {
      const cv::Point2d &position = positions[corner];
      minimum_x = std::min(minimum_x, position.x), maximum_x = std::max(maximum_x, position.x);
      minimum_y = std::min(minimum_y, position.y), maximum_y = std::max(maximum_y, position.y);
    }
    const auto sample = [&](double position, int more) {
      return int(std::clamp((position + 0.5) * oversampling + more, 0.0, double(owners.cols)));
    };
    for (int row = sample(minimum_y, -1); row < sample(maximum_y, 2); row++) {
      for (int column = sample(minimum_x, -1); column < sample(maximum_x, 2); column++) {
        if (depth(triangle, column, row) >= 0) owners(row, column) = uint16_t(index);
      }
    }
  }

  /// The nearest triangle, for the few samples that are outside all of them or fall between two by
  /// rounding.
  int nearest(int column, int row) const {
    int best = 0;
    for (size_t i = 1; i < triangles.size(); i++) {
      if (depth(triangles[i], column, row) > depth(triangles[best], column, row)) best = int(i);
    }
    return best;
  }

  /// The part of a level that the points span, and the points relative to it. Needed because
  /// cv::remap accepts no picture above 32767 px.
  static std::pair<cv::Mat, std::vector<cv::Point2d>> seen(
      const Level &level, std::vector<cv::Point2d> points) {
    double minimum_x = INFINITY, maximum_x = -INFINITY, minimum_y = INFINITY, maximum_y = -INFINITY;
    for (auto &point : points) {
      const face_place seen = face_on_level(level.map(), {point.x, point.y});
      point = cv::Point2d(seen.x, seen.y);
      minimum_x = std::min(minimum_x, point.x), maximum_x = std::max(maximum_x, point.x);
      minimum_y = std::min(minimum_y, point.y), maximum_y = std::max(maximum_y, point.y);
    }
    // At least one pixel, even where all points are outside the photo.
    const auto bound = [](double position, int length) {
      return int(std::clamp(position, 0.0, double(length)));
    };
    const int left = bound(minimum_x - 1, level.pixels.cols - 1),
              top = bound(minimum_y - 1, level.pixels.rows - 1);
    const int right = std::max(left + 1, bound(maximum_x + 3, level.pixels.cols));
    const int bottom = std::max(top + 1, bound(maximum_y + 3, level.pixels.rows));
    for (auto &point : points) point -= cv::Point2d(left, top);
    return {level.pixels(cv::Range(top, bottom), cv::Range(left, right)), std::move(points)};
  }

  /// Computes where in the picture each sample is read.
  void fill(
      cv::Size picture, const std::vector<cv::Point2d> &points, cv::Mat1f &x, cv::Mat1f &y) const {
    std::vector<cv::Matx23d> maps;
    for (const Triangle &triangle : triangles) {
      cv::Matx23d corners;
      for (int corner = 0; corner < 3; corner++) {
        corners(0, corner) = points[triangle.corners[corner]].x;
        corners(1, corner) = points[triangle.corners[corner]].y;
      }
      maps.push_back(corners * triangle.weights);
    }
    const double right = picture.width - 1, bottom = picture.height - 1;
    for (int row = 0; row < owners.rows; row++) {
      const double v = on_canvas(row);
      const uint16_t *owner = owners[row];
      float *to_x = x[row], *to_y = y[row];
      for (int column = 0; column < owners.cols; column++) {
        const cv::Matx23d &map = maps[owner[column]];
        const double u = on_canvas(column);
        to_x[column] = float(std::clamp(map(0, 0) * u + map(0, 1) * v + map(0, 2), 0.0, right));
        to_y[column] = float(std::clamp(map(1, 0) * u + map(1, 1) * v + map(1, 2), 0.0, bottom));
      }
    }
  }
};

}  // namespace vision

struct vision_warp {
  vision::Warp warp;
};

using vision::guarded;

vision_code vision_warp_open(
    const double *positions, int count, int size, vision_warp **warp, vision_failure *failure) {
  *warp = nullptr;
  return guarded(failure, [&] {
    vision::prepare_opencv();
    if (size < 8 || size > 4096)
      throw vision::Failure(VISION_INTERNAL, "the size must be 8 to 4096 px");
    if (count < 3 || count > 1000)
      throw vision::Failure(VISION_INTERNAL, "a warp needs 3 to 1000 positions");
    *warp = new vision_warp{vision::Warp(positions, count, size)};
  });
}

void vision_warp_close(vision_warp *warp) { delete warp; }

vision_code vision_warp_face(
    const vision_warp *warp, vision_photo *photo, const double *points, uint8_t *pixels,
    vision_failure *failure) {
  return guarded(failure, [&] { warp->warp(photo->photo, points, pixels); });
}
