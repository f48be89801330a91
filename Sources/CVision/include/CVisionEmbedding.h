/// Describes a face by 128 numbers: a chip is cut out of the photo by the face's landmarks, and
/// dlib's face descriptor network turns it into a descriptor.
#ifndef CVISION_EMBEDDING_H
#define CVISION_EMBEDDING_H

#include "CVisionFaces.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { VISION_CHIP_SIDE = 150, VISION_DESCRIPTOR = 128 };
#define VISION_CHIP_BYTES ((size_t)VISION_CHIP_SIDE * VISION_CHIP_SIDE * 3)

/// Cuts out a face as dlib's get_face_chip_details(points, 150, 0.25) does: turned upright, rows of
/// red, green, blue; black outside the photo. `points`: 68, x0 y0 x1 y1 …, px of the full-size
/// upright photo; they need not be integers. Fails with VISION_DEGENERATE if the points cannot
/// be a face, and as vision_photo_level does.
vision_code vision_face_chip(
    vision_photo *photo, const double points[2 * VISION_LANDMARKS], uint8_t *chip,
    vision_failure *failure);

/// Immutable once opened: threads may share it.
typedef struct vision_embedder vision_embedder;

/// Reads dlib's dlib_face_recognition_resnet_model_v1.dat (0.1 s, 22 MB). Fails with
/// VISION_BAD_MODEL.
vision_code vision_embedder_open(
    const char *path, vision_embedder **embedder, vision_failure *failure);
void vision_embedder_close(vision_embedder *embedder);

/// Computes the descriptor of a chip of VISION_CHIP_BYTES bytes, in the calling thread, which takes
/// a few ms. `jitters` above 0: the mean over that many crops, slightly shifted, rotated and
/// scaled, about half of them mirrored, and the same every time (dlib::jitter_image).
vision_code vision_embedder_describe(
    const vision_embedder *embedder, const uint8_t *chip, int jitters,
    float descriptor[VISION_DESCRIPTOR], vision_failure *failure);

#ifdef __cplusplus
}
#endif
#endif
