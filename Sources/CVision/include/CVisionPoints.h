/// Points that a trained model finds on an upright face: the hairline's, or a user's own; and the
/// training of such a model.
#ifndef CVISION_POINTS_H
#define CVISION_POINTS_H

#include "CVisionFaces.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes of a field's name, its final NUL included.
enum { VISION_FIELD_NAME = 48 };

/// How a model finds its points.
typedef enum vision_point_method {
  VISION_POINT_TREES = 0,    ///< an ensemble of regression trees (Kazemi and Sullivan 2014)
  VISION_POINT_DESCENT = 1,  ///< from the 68 landmarks by supervised descent (Xiong and De la Torre
                             ///< 2013)
} vision_point_method;

/// What a model says of itself, and what one to be trained shall say.
typedef struct vision_point_plan {
  vision_point_method method;
  char field[VISION_FIELD_NAME];  ///< the field of a record that the points go into
  int points;              ///< 2 … 1000
  int width, height;       ///< of the pictures that it looks at, px: 16 … 4096, descent's … 1024
  double box[4];           ///< where trees start, px of the picture: left, top, right, bottom
  double spread_limit;     ///< above it a prediction is not to be trusted; 0: no such limit
  const uint16_t *mirror;  ///< for each point the one it becomes in a mirror; NULL: there is none
} vision_point_plan;

/// One face to learn from: width × height gray bytes, and where its points are, x0 y0 x1 y1 …, px.
typedef struct vision_lesson {
  const uint8_t *pixels;
  const double *points;
  const double *landmarks;  ///< the 68, px; trees do without them: they may be NULL
  int person;               ///< whose face it is: any number
  int is_varied;            ///< whether it is another lesson's face and landmarks, varied
} vision_lesson;

/// How a picture is looked at: with what a model starts from moved by dx, dy px, and perhaps in a
/// mirror (trees only: descent finds in a mirror what it finds without).
typedef struct vision_point_view {
  double dx, dy;
  int mirrored;
} vision_point_view;

/// Gray pixels of a part of the photo, between pixels bilinear, from a level at most twice as fine;
/// beyond the photo its edge pixels go on. `to_photo`: a, b, tx, c, d, ty, from px of the picture
/// to px of the full-size upright photo: x' = a x + b y + tx, y' = c x + d y + ty. `pixels`
/// receives width × height bytes. Fails with VISION_DEGENERATE where the map is none that a face
/// could have, and as decoding the photo fails.
vision_code vision_upright(
    vision_photo *photo, const double to_photo[6], int width, int height, uint8_t *pixels,
    vision_failure *failure);

/// Never changes once opened: threads may share it.
typedef struct vision_points vision_points;

/// Opens a model in memory, which is copied; every byte of it is checked. Fails with
/// VISION_BAD_MODEL where it is of another version, cut short or damaged.
vision_code vision_points_open(
    const uint8_t *bytes, size_t count, vision_points **model, vision_failure *failure);
void vision_points_close(vision_points *model);

/// What it says of itself; valid as long as the model.
const vision_point_plan *vision_points_plan(const vision_points *model);

/// Predicts the points in a picture of the model's size, once a view: `points` receives
/// views × points × 2 numbers, px of the picture, or of its mirror image where a view is mirrored.
/// `landmarks`: the face's 68, px of the picture; trees do without them: they may be NULL.
vision_code vision_points_predict(
    const vision_points *model, const uint8_t *pixels, const double *landmarks,
    const vision_point_view *views, size_t count, double *points, vision_failure *failure);

/// Learns a model: dlib's shape_predictor_trainer for trees, which `seed` changes; for descent two
/// regressions in closed form. The same lessons and seed give the same bytes, whatever the
/// processors: trees always grow in two threads.
/// Free the model with vision_bytes_free. Fails with VISION_INTERNAL where plan or lessons are none
/// that can be learned from, or VISION_OUT_OF_MEMORY.
vision_code vision_points_train(
    const vision_point_plan *plan, const vision_lesson *lessons, size_t count, uint32_t seed,
    vision_bytes *model, vision_failure *failure);

#ifdef __cplusplus
}
#endif
#endif
