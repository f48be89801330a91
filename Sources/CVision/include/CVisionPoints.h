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

/// What a model says of itself, and what one to be trained shall say.
typedef struct vision_point_plan {
  char field[VISION_FIELD_NAME];  ///< the field of a record that the points go into
  int points;              ///< 2 … 1000
  int width, height;       ///< of the pictures that it looks at, px: 16 … 4096
  double box[4];           ///< the part of a picture where it starts, px: left, top, right, bottom
  double spread_limit;     ///< above it a prediction is not to be trusted; 0: no such limit
  const uint16_t *mirror;  ///< for each point the one it becomes in a mirror; NULL: there is none
} vision_point_plan;

/// One face to learn from: width × height gray bytes, and where its points are, x0 y0 x1 y1 …, px.
typedef struct vision_lesson {
  const uint8_t *pixels;
  const double *points;
} vision_lesson;

/// How a picture is looked at: with the box moved by dx, dy px, and perhaps in a mirror.
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
vision_code vision_points_predict(
    const vision_points *model, const uint8_t *pixels, const vision_point_view *views, size_t count,
    double *points, vision_failure *failure);

/// Learns a model: dlib's shape_predictor_trainer (Kazemi and Sullivan 2014). The same lessons and
/// seed give the same bytes, whatever the processors: it always works in two threads.
/// Free the model with vision_bytes_free. Fails with VISION_INTERNAL where plan or lessons are none
/// that can be learned from, or VISION_OUT_OF_MEMORY.
vision_code vision_points_train(
    const vision_point_plan *plan, const vision_lesson *lessons, size_t count, uint32_t seed,
    vision_bytes *model, vision_failure *failure);

#ifdef __cplusplus
}
#endif
#endif
