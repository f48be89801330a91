#include "CVisionDrawing.h"

#include <opencv2/imgproc.hpp>

#include "Failure.hpp"

namespace {

/// Coordinates have four fractional bits.
constexpr int fraction_bits = 4;

static_assert(sizeof(cv::Point) == 2 * sizeof(int32_t), "points are handed to OpenCV as they come");

}  // namespace

vision_code vision_fill_polygon(
    const int32_t *points, int count, int width, int height, float *coverage,
    vision_failure *failure) {
  return vision::guarded(failure, [&] {
    if (points == nullptr || count < 1 || coverage == nullptr || width < 1 || height < 1) {
      throw vision::Failure(VISION_INTERNAL, "a polygon needs points and pixels");
    }
    vision::prepare_opencv();
    cv::Mat levels(height, width, CV_8U, cv::Scalar(0));
    const auto *corners = reinterpret_cast<const cv::Point *>(points);
    cv::fillPoly(levels, &corners, &count, 1, cv::Scalar(255), cv::LINE_AA, fraction_bits);
    cv::Mat target(height, width, CV_32F, coverage);
    levels.convertTo(target, CV_32F, 1.0 / 255.0);
  });
}

vision_code vision_blur(
    float *plane, int width, int height, double sigma, vision_border border,
    vision_failure *failure) {
  return vision::guarded(failure, [&] {
    if (plane == nullptr || width < 1 || height < 1 || !(sigma > 0)) {
      throw vision::Failure(VISION_INTERNAL, "a blur needs pixels and a sigma above 0");
    }
    vision::prepare_opencv();
    cv::Mat pixels(height, width, CV_32F, plane);
    const int mode = border == VISION_BORDER_ZERO ? cv::BORDER_CONSTANT : cv::BORDER_REFLECT_101;
    cv::GaussianBlur(pixels, pixels, cv::Size(), sigma, sigma, mode);
  });
}
