/// The picture that is searched for faces; maps boxes on it to boxes on the photo.
#pragma once

#include <dlib/array2d.h>
#include <dlib/opencv/cv_image.h>

#include <opencv2/core.hpp>

#include "BoxFinder.hpp"
#include "Photo.hpp"

namespace vision {

/// The photo resized by about `scale`, and turned clockwise by `turned` degrees: 0, 90, 180 or 270.
class SearchPicture {
 public:
  SearchPicture(Photo &photo, Channels channels, double scale, int turned);
  SearchPicture(const SearchPicture &) = delete;

  cv::Mat pixels;

  /// Converts a box on the pixels to a face on the full-size photo.
  vision_face face(const Candidate &candidate) const;

 private:
  face_quarters quarters;  // how the resized photo was turned
  cv::Point2d step;        // full-size px per px of the resized photo
  cv::Point2d offset;      // full-size px
  dlib::array2d<unsigned char> gray;
  dlib::array2d<dlib::bgr_pixel> colour;

  void resize(Photo &photo, Channels channels, double scale);
  template <typename Pixel>
  void double_size(const cv::Mat &single, dlib::array2d<Pixel> &doubled);
};

}  // namespace vision
