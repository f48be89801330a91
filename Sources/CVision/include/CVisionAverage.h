/// Average faces: a face is warped so that its points fall on given places; the mean of such
/// pictures is sharp.
#ifndef CVISION_AVERAGE_H
#define CVISION_AVERAGE_H

#include "CVisionPhoto.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Places on a square canvas, and the triangles between them. Never changes once opened: threads
/// may share it.
typedef struct vision_warp vision_warp;

/// Triangulates `count` places (3 … 1000; x0 y0 x1 y1 …, px of the canvas, the centre of the top
/// left pixel is (0, 0)) by Delaunay's rule. They may lie outside the canvas, as its corners
/// should, so that triangles cover it. `size`: width and height of the canvas, 8 … 4096 px. Fails
/// with VISION_INTERNAL where no triangle has an area.
vision_code vision_warp_open(
    const double *places, int count, int size, vision_warp **warp, vision_failure *failure);
void vision_warp_close(vision_warp *warp);

/// The photo, warped by one affine map a triangle so that each of `points` (`count` pairs, px of
/// the photo) falls on its place. `pixels` receives size * size * 3 bytes: rows of blue, green,
/// red. Points may fold, coincide or lie off the photo, whose edge pixels go on without end. Fails
/// as vision_photo_level does; with VISION_INTERNAL where the points have no extent or are not
/// finite.
vision_code vision_warp_face(
    const vision_warp *warp, vision_photo *photo, const double *points, uint8_t *pixels,
    vision_failure *failure);

#ifdef __cplusplus
}
#endif
#endif
