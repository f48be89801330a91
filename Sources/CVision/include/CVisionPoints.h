/// Predicts points on an upright face with a trained model (the hairline, or a user's own points),
/// and trains such models.
#ifndef CVISION_POINTS_H
#define CVISION_POINTS_H

#include "CVisionFaces.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Maximum length of a field's name in bytes, including the final NUL.
enum { VISION_FIELD_NAME = 48 };

/// How a model finds its points.
typedef enum vision_point_method {
  VISION_POINT_TREES = 0,    ///< an ensemble of regression trees (Kazemi and Sullivan 2014)
  VISION_POINT_DESCENT = 1,  ///< from the 68 landmarks by supervised descent (Xiong and De la Torre
                             ///< 2013)
} vision_point_method;

/// The description of a model: stored in the model's file, and given when a model is trained.
typedef struct vision_point_plan {
  vision_point_method method;
  char field[VISION_FIELD_NAME];  ///< the record field that receives the points
  int points;              ///< 2 … 1000
  int width, height;       ///< size of its input pictures, px: 16 … 4096, for descent … 1024
  double box[4];           ///< the box that trees start from, px: left, top, right, bottom
  double spread_limit;     ///< a prediction with a larger spread is not reliable; 0: no limit
  const uint16_t *mirror;  ///< each point's counterpart in the mirror image; NULL: none known
} vision_point_plan;

/// A training example: width × height gray bytes, and the points, x0 y0 x1 y1 …, px.
typedef struct vision_lesson {
  const uint8_t *pixels;
  const double *points;
  const double *landmarks;  ///< the 68 landmarks, px; may be NULL for trees
  int person;               ///< any number that identifies the person
  int is_varied;            ///< 1: a variation of another lesson's picture, with its landmarks
} vision_lesson;

/// A variation of the input: the start shifted by dx, dy px, and the picture mirrored or not (trees
/// only, because descent predicts the same on a mirror image).
typedef struct vision_point_view {
  double dx, dy;
  int mirrored;
} vision_point_view;

/// Resamples a part of the photo in gray, bilinearly, from a level of at most twice the resolution;
/// beyond the photo its edge pixels are repeated. `to_photo`: a, b, tx, c, d, ty, which map px of
/// the result to px of the full-size upright photo: x' = a x + b y + tx, y' = c x + d y + ty.
/// `pixels` receives width × height bytes. Fails with VISION_DEGENERATE if the scale of the map is
/// absurd for a face, and as vision_photo_level does.
vision_code vision_upright(
    vision_photo *photo, const double to_photo[6], int width, int height, uint8_t *pixels,
    vision_failure *failure);

/// Immutable once opened: threads may share it.
typedef struct vision_points vision_points;

/// Opens a model from bytes in memory, which are copied and checked in full. Fails with
/// VISION_BAD_MODEL if the model is of another version, truncated or damaged.
vision_code vision_points_open(
    const uint8_t *bytes, size_t count, vision_points **model, vision_failure *failure);
void vision_points_close(vision_points *model);

/// The model's description; valid as long as the model is open.
const vision_point_plan *vision_points_plan(const vision_points *model);

/// Predicts the points in a picture of the model's input size, once per view. `landmarks`: the
/// face's 68, px of the picture; may be NULL for trees. `points` receives views × points × 2
/// numbers, in px of the picture, or of its mirror image where a view is mirrored.
vision_code vision_points_predict(
    const vision_points *model, const uint8_t *pixels, const double *landmarks,
    const vision_point_view *views, size_t count, double *points, vision_failure *failure);

/// Trains a model: trees with dlib's shape_predictor_trainer and `seed`, descent by two regressions
/// in closed form. The same lessons and seed give the same bytes on any number of processors,
/// because trees always use two threads. Free the model with vision_bytes_free. Fails with
/// VISION_INTERNAL if the plan is invalid or there is no lesson, with VISION_DEGENERATE if a point
/// is nowhere near its face, and with VISION_OUT_OF_MEMORY.
vision_code vision_points_train(
    const vision_point_plan *plan, const vision_lesson *lessons, size_t count, uint32_t seed,
    vision_bytes *model, vision_failure *failure);

#ifdef __cplusplus
}
#endif
#endif
