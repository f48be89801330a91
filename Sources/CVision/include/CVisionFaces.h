/// Faces in a photo: boxes, 68 landmarks, and thumbnails of single faces.
#ifndef CVISION_FACES_H
#define CVISION_FACES_H

#include <stdbool.h>

#include "CFaceGeometry.h"
#include "CVisionPhoto.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A box in whole pixels of the full-size upright photo; it may extend beyond the photo. It covers
/// the columns x … x + width - 1.
typedef struct vision_box {
  int x, y, width, height;
} vision_box;

typedef struct vision_face {
  vision_box box;
  double score;  ///< the detector's own confidence; scales differ between detectors
  /// Degrees clockwise by which the photo must be turned for the face to be upright: 0, 90, 180 or
  /// 270. The same for all faces of a photo.
  int turned;
} vision_face;

typedef enum vision_detector_kind {
  VISION_DETECTOR_HOG = 0,
  VISION_DETECTOR_HAAR = 1,
  VISION_DETECTOR_CNN = 2,
} vision_detector_kind;
typedef enum vision_search { VISION_SEARCH_FAST = 0, VISION_SEARCH_THOROUGH = 1 } vision_search;

/// Use one detector per thread: a search modifies it.
typedef struct vision_detector vision_detector;

/// `model_path`: the cascade's XML for HAAR, dlib's mmod_human_face_detector.dat for CNN; ignored
/// for HOG, whose model is compiled in. Fails with VISION_BAD_MODEL.
vision_code vision_detector_open(
    vision_detector_kind kind, const char *model_path, vision_detector **detector,
    vision_failure *failure);
void vision_detector_close(vision_detector *detector);

/// Finds faces, sorted by descending score (equal scores: topmost first, then leftmost). Where the
/// upright photo has no convincing face at portrait sizes, it is also searched turned by 90, 180
/// and 270 degrees, and the faces of the most convincing direction are returned. `minimum_score`:
/// NAN selects the default for this detector and search. `*faces` is NULL if there is no face;
/// free it with vision_faces_free.
vision_code vision_detector_find(
    vision_detector *detector, vision_photo *photo, vision_search search, double minimum_score,
    vision_face **faces, size_t *count, vision_failure *failure);
void vision_faces_free(vision_face *faces);

enum { VISION_LANDMARKS = FACE_LANDMARKS };

/// Immutable once opened: threads may share it.
typedef struct vision_predictor vision_predictor;

/// Reads dlib's shape_predictor_68_face_landmarks.dat (0.3 s, 75 MB), or maps a file that
/// vision_predictor_pack made (1 ms, shared by all processes). `packed` may be NULL, or name such a
/// file. It is used instead of `path` if it was made from that file: the size and either the
/// modification time or the checksum must match. Fails with VISION_BAD_MODEL.
vision_code vision_predictor_open(
    const char *path, const char *packed, vision_predictor **predictor, vision_failure *failure);
/// Converts dlib's file into the bytes of a packed file, which can be mapped without parsing; free
/// them with vision_bytes_free. Fails with VISION_BAD_MODEL.
vision_code vision_predictor_pack(const char *path, vision_bytes *packed, vision_failure *failure);
/// Whether `packed` is a packed file made from `path`, and is unchanged since. Takes 20 ms and
/// checks every byte; opening checks only that nothing in the file can do harm.
bool vision_predictor_is_whole(const char *packed, const char *path);
void vision_predictor_close(vision_predictor *predictor);

/// Predicts 68 points in iBUG 300-W order, x0 y0 x1 y1 …, in unrounded px of the full-size upright
/// photo; they may be outside it. `boxes` 1: dlib's prediction on the box itself. More (up to 17):
/// the median over that many slightly different boxes, each predicted on the face and on its mirror
/// image. `turned`: as in vision_face. Fails with VISION_BAD_MODEL if the model is so damaged
/// that points are nowhere near the box.
vision_code vision_predictor_landmarks(
    const vision_predictor *predictor, vision_photo *photo, vision_box box, int turned, int boxes,
    double points[2 * VISION_LANDMARKS], vision_failure *failure);

/// Makes a square colour JPEG of `size` px (8 … 4096) of one face with some margin. With `points`
/// (68, as above) the eyes decide how the head is turned upright. With NULL the crop follows the
/// box, and `turned`, as in vision_face, says which way is up. `quality`: 1 … 100. `transform` (may
/// be NULL) receives a, b, tx, c, d, ty, which map px of the photo to px of the JPEG (pixel centres
/// are at integer coordinates in both): x' = a x + b y + tx, y' = c x + d y + ty.
vision_code vision_face_jpeg(
    vision_photo *photo, vision_box box, int turned, const double *points, int size, int quality,
    vision_bytes *jpeg, double *transform, vision_failure *failure);

#ifdef __cplusplus
}
#endif
#endif
