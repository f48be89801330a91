/// Faces cut out for the network, as dlib cuts them: the network knows faces no other way.
#pragma once

#include <opencv2/core.hpp>

#include "CFaceGeometry.h"
#include "FaceNetwork.hpp"

namespace vision {

/// A turned square on some pixels: the centre, the width from edge to edge, in px, and the angle,
/// clockwise.
struct ChipPlace {
  double x, y, width, angle;
};

/// Where the chip of 68 points lies on a level of the photo: dlib's
/// get_face_chip_details(points, 150, 0.25), which takes whole pixels only.
ChipPlace place_of_chip(const double *points, const face_level &level);

/// The chip, bilinear between pixels, black where these end: dlib's extract_image_chip.
/// `pixels`: 8-bit, three channels; `is_blue_first`: blue, green, red, not red, green, blue.
void cut_chip(const cv::Mat &pixels, bool is_blue_first, const ChipPlace &place, Chip &chip);

}  // namespace vision
