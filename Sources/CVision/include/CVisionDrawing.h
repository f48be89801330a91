/// Drawing: coverage of polygons, and Gaussian blur (`vision_encode_jpeg` does the rest). All
/// functions are thread-safe, and none keeps a pointer that it was given.
#ifndef CVISION_DRAWING_H
#define CVISION_DRAWING_H

#include <stdint.h>

#include "CVisionStatus.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The values that a blur assumes for pixels beyond the border.
typedef enum vision_border {
  VISION_BORDER_ZERO = 0,    ///< 0 everywhere
  VISION_BORDER_MIRROR = 1,  ///< mirrored about the centre of the outermost pixel: c b | a b c
} vision_border;

/// Computes how much of each pixel is inside a closed polygon, with smoothed edges (cv::fillPoly,
/// LINE_AA).
///
/// `points` holds `count` pairs x, y in sixteenths of a pixel, relative to the centre of the top
/// left pixel; points outside are allowed. `coverage` receives `width * height` values from 0 to 1,
/// row by row. Fails with VISION_OUT_OF_MEMORY, or VISION_INTERNAL if there is no point or no
/// pixel.
vision_code vision_fill_polygon(
    const int32_t *points, int count, int width, int height, float *coverage,
    vision_failure *failure);

/// Blurs one plane of `width * height` values in place with a Gaussian of `sigma` pixels (more than
/// 0), cut off at 4 sigma (cv::GaussianBlur). Fails with VISION_OUT_OF_MEMORY, or VISION_INTERNAL
/// if there is no pixel or `sigma` is not above 0.
vision_code vision_blur(
    float *plane, int width, int height, double sigma, vision_border border,
    vision_failure *failure);

#ifdef __cplusplus
}
#endif
#endif
