/// Average faces: each face is warped so that its points fall on given positions, and the mean of
/// such pictures is sharp.
#ifndef CVISION_AVERAGE_H
#define CVISION_AVERAGE_H

#include "CVisionPhoto.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Positions on a square canvas, and the triangles between them. Immutable once opened: threads may
/// share it.
typedef struct vision_warp vision_warp;

/// Computes the Delaunay triangulation of `count` positions (3 … 1000; x0 y0 x1 y1 …, px of the
/// canvas, the centre of the top left pixel is (0, 0)). They may be outside the canvas; the
/// outermost should be, so that the triangles cover its corners. `size`: width and height of the
/// canvas, 8 … 4096 px. Fails with VISION_INTERNAL if a number is out of range, and with
/// VISION_DEGENERATE if no triangle has an area.
vision_code vision_warp_open(
    const double *positions, int count, int size, vision_warp **warp, vision_failure *failure);
void vision_warp_close(vision_warp *warp);

/// Warps the photo, with one affine map per triangle, so that each of `points` (`count` pairs, px
/// of the photo) falls on its position. `pixels` receives size * size * 3 bytes: rows of blue,
/// green, red. Points may fold over, coincide or be outside the photo, whose edge pixels are
/// repeated without end. Fails as vision_photo_level does; with VISION_INTERNAL if a point is
/// not finite, and VISION_DEGENERATE if the points have no extent.
vision_code vision_warp_face(
    const vision_warp *warp, vision_photo *photo, const double *points, uint8_t *pixels,
    vision_failure *failure);

#ifdef __cplusplus
}
#endif
#endif
