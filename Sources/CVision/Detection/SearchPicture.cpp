#include "SearchPicture.hpp"

#include <dlib/image_transforms.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "Resample.hpp"

namespace vision {

SearchPicture::SearchPicture(Photo &photo, Channels channels, double scale, int turned) {
  resize(photo, channels, scale);
  quarters = {double(pixels.cols), double(pixels.rows), turned};
  if (turned == 0) return;
  const auto code = turned == 90    ? cv::ROTATE_90_CLOCKWISE
                    : turned == 180 ? cv::ROTATE_180
                                    : cv::ROTATE_90_COUNTERCLOCKWISE;
  cv::Mat upright;
  cv::rotate(pixels, upright, code);
  pixels = upright;
}

vision_face SearchPicture::face(const Candidate &candidate) const {
  const face_box box = face_box_unturned(quarters, candidate);
  const int left = int(std::lround(box.left * step.x + offset.x));
  const int top = int(std::lround(box.top * step.y + offset.y));
  const int right = int(std::lround(box.right * step.x + offset.x));
  const int bottom = int(std::lround(box.bottom * step.y + offset.y));
  return {{left, top, right - left, bottom - top}, candidate.score, quarters.degrees};
}

void SearchPicture::resize(Photo &photo, Channels channels, double scale) {
  const Level &level = photo.level(channels, Photo::reduction_keeping(1 / scale, 1));
  offset = level.offset;
  const double factor = scale * level.reduction;
  if (factor == 2) {
    if (channels == Channels::gray) {
      double_size<unsigned char>(level.pixels, gray);
    } else {
      double_size<dlib::bgr_pixel>(level.pixels, colour);
    }
    return;
  }
  const auto resized = [&](int side) { return std::max(1, int(std::lround(side * factor))); };
  if (factor == 1) {
    pixels = level.pixels;
  } else {
    const cv::Size size(resized(level.pixels.cols), resized(level.pixels.rows));
    const cv::Size from = level.pixels.size();
    if (channels == Channels::gray && factor >= 0.5 && factor < 1 &&
        std::min(from.width, from.height) >= 3) {
      pixels = cv::Mat(size, CV_8UC1);
      resample(
          {level.pixels.data, from.width, from.height, level.pixels.step[0]},
          ResampleAxis::area(from.width, size.width),
          ResampleAxis::area(from.height, size.height), pixels.data);
    } else {
      cv::resize(level.pixels, pixels, size, 0, 0, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    }
  }
  step = cv::Point2d(
             double(level.pixels.cols) / pixels.cols, double(level.pixels.rows) / pixels.rows) *
         level.reduction;
}

/// Uses dlib's pyramid_up, so that scores are those of dlib's detector. It aligns the centres of
/// the outermost pixels. dlib's own map back (pyramid_down<2>::rect_down) is off by 1.25 px, so the
/// boxes here differ slightly from those of its Python module.
template <typename Pixel>
void SearchPicture::double_size(const cv::Mat &single, dlib::array2d<Pixel> &doubled) {
  dlib::pyramid_up(dlib::cv_image<Pixel>(single), doubled, dlib::pyramid_down<2>());
  pixels = cv::Mat(int(doubled.nr()), int(doubled.nc()), single.type(), dlib::image_data(doubled));
  step.x = double(single.cols - 1) / (pixels.cols - 1);
  step.y = double(single.rows - 1) / (pixels.rows - 1);
  offset += cv::Point2d(0.5 - 0.5 * step.x, 0.5 - 0.5 * step.y);
}

}  // namespace vision
