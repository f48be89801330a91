/// Cuts out faces for the network exactly as dlib does: the network was trained on such chips.
#pragma once

#include <opencv2/core.hpp>

#include "CFaceGeometry.h"
#include "FaceNetwork.hpp"

namespace vision {

/// A rotated square on a picture: its centre, its width from edge to edge (px), and its clockwise
/// angle (radians).
struct ChipSquare {
  double x, y, width, angle;
};

/// The chip's square on a level of the photo, from 68 points: dlib's get_face_chip_details(points,
/// 150, 0.25), but for points that need not be whole pixels.
ChipSquare chip_square(const double *points, const face_level &level);

/// Cuts out the chip with bilinear interpolation, black outside the picture: dlib's
/// extract_image_chip. `pixels`: 8-bit, three channels. `is_blue_first`: their order is blue,
/// green, red instead of red, green, blue.
void cut_chip(const cv::Mat &pixels, bool is_blue_first, const ChipSquare &square, Chip &chip);

}  // namespace vision
