/// Faces in a photo: boxes, 68 landmarks, and a small upright picture of one face.
#ifndef CVISION_FACES_H
#define CVISION_FACES_H

#include <stdbool.h>

#include "CFaceGeometry.h"
#include "CVisionPhoto.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Whole pixels of the full-size upright photo; may stick out of it. Covers x … x + width - 1.
typedef struct vision_box {
  int x, y, width, height;
} vision_box;

typedef struct vision_face {
  vision_box box;
  double score;  ///< the detector's own confidence; scales differ between detectors
  /// Degrees clockwise that the photo must be turned by for the face to be upright: 0, 90, 180 or
  /// 270. All faces of a photo have the same.
  int turned;
} vision_face;

typedef enum vision_detector_kind {
  VISION_DETECTOR_HOG = 0,
  VISION_DETECTOR_HAAR = 1,
  VISION_DETECTOR_CNN = 2,
} vision_detector_kind;
typedef enum vision_search { VISION_SEARCH_FAST = 0, VISION_SEARCH_THOROUGH = 1 } vision_search;

/// One detector for each thread: a search changes it.
typedef struct vision_detector vision_detector;

/// `model_path`: the cascade's XML for HAAR, dlib's mmod_human_face_detector.dat for CNN; ignored
/// for HOG, whose model is compiled in. Fails with VISION_BAD_MODEL.
vision_code vision_detector_open(
    vision_detector_kind kind, const char *model_path, vision_detector **detector,
    vision_failure *failure);
void vision_detector_close(vision_detector *detector);

/// Finds faces, best score first (equal scores: top, then left, first). Where the photo shows none
/// that is convincing at the sizes of portraits, it is looked at on its sides and on its head too,
/// and what is most convincing counts. `minimum_score`: NAN takes
/// the default for this detector and search. `*faces` is NULL where there is none; free it with
/// vision_faces_free.
vision_code vision_detector_find(
    vision_detector *detector, vision_photo *photo, vision_search search, double minimum_score,
    vision_face **faces, size_t *count, vision_failure *failure);
void vision_faces_free(vision_face *faces);

enum { VISION_LANDMARKS = FACE_LANDMARKS };

/// Never changes once opened: threads may share it.
typedef struct vision_predictor vision_predictor;

/// Reads dlib's shape_predictor_68_face_landmarks.dat (0.3 s, 75 MB), or maps a file that
/// vision_predictor_pack made (1 ms, shared by all processes). `packed` may be NULL, or name such a
/// file, which is taken instead of `path` where it was made of it: of the same size and time of
/// change, or else the same checksum. Fails with VISION_BAD_MODEL.
vision_code vision_predictor_open(
    const char *path, const char *packed, vision_predictor **predictor, vision_failure *failure);
/// dlib's file as bytes that need no reading; free them with vision_bytes_free. Fails with
/// VISION_BAD_MODEL.
vision_code vision_predictor_pack(const char *path, vision_bytes *packed, vision_failure *failure);
/// Whether `packed` is such a file, made of `path`, and no byte of it has changed since: 20 ms, and
/// more than opening it checks, which is only that nothing in it can do harm.
bool vision_predictor_is_whole(const char *packed, const char *path);
void vision_predictor_close(vision_predictor *predictor);

/// 68 points in iBUG 300-W order, x0 y0 x1 y1 …, unrounded px of the full-size upright photo; may
/// lie outside it. `boxes` 1: dlib's prediction on the box itself. More (up to 17): the median over
/// that many slightly different boxes, each predicted on the face and on its mirror image. Fails
/// with VISION_BAD_MODEL where the model's leaves are so wrong that points lie nowhere near the
/// box. `turned`: as of vision_face.
vision_code vision_predictor_landmarks(
    const vision_predictor *predictor, vision_photo *photo, vision_box box, int turned, int boxes,
    double points[2 * VISION_LANDMARKS], vision_failure *failure);

/// A square colour JPEG of `size` px (8 … 4096) with one face and some margin. With `points` (68,
/// as above) the head is turned upright by its eyes; with NULL the box alone places it, and
/// `turned`, as of vision_face, tells where its top is. `quality`: 1 … 100. `transform` (may be
/// NULL) receives a, b, tx, c, d, ty, from px of the photo to px of the JPEG, both counted between
/// centres of pixels: x' = a x + b y + tx, y' = c x + d y + ty.
vision_code vision_face_jpeg(
    vision_photo *photo, vision_box box, int turned, const double *points, int size, int quality,
    vision_bytes *jpeg, double *transform, vision_failure *failure);

#ifdef __cplusplus
}
#endif
#endif
