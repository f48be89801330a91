/// The pixels that are searched for faces, and the way from boxes on them to boxes on the photo.
#pragma once

#include <dlib/array2d.h>
#include <dlib/opencv/cv_image.h>

#include <opencv2/core.hpp>

#include "BoxFinder.hpp"
#include "Photo.hpp"

namespace vision {

/// The photo resized by about `scale`, and turned by some degrees: 0, 90, 180 or 270, clockwise.
class SearchPicture {
 public:
  SearchPicture(Photo &photo, Channels channels, double scale, int turned);
  SearchPicture(const SearchPicture &) = delete;

  cv::Mat pixels;

  /// A box on the pixels, as a face of the full-size photo.
  vision_face face(const Candidate &candidate) const;

 private:
  face_quarters quarters;  // what was done to the resized photo
  cv::Point2d step;        // full-size px a px of the resized photo
  cv::Point2d offset;      // full-size px
  dlib::array2d<unsigned char> gray;
  dlib::array2d<dlib::bgr_pixel> colour;

  void resize(Photo &photo, Channels channels, double scale);
  template <typename Pixel>
  void double_size(const cv::Mat &single, dlib::array2d<Pixel> &doubled);
};

}  // namespace vision
