/// Faces in the plane: pure functions of numbers, which know no picture and no library. CVision
/// uses them as they are, Swift through its own types.
///
/// Places are px with x to the right and y down; the centre of the top left pixel is (0, 0), so its
/// outer edge is at -0.5. Nothing is allocated, and nothing fails: where a result does not exist it
/// is not finite.
#ifndef CFACEGEOMETRY_H
#define CFACEGEOMETRY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct face_place {
  double x, y;
} face_place;

// Landmarks

/// How many points a face has, in the order of iBUG 300-W, and the first of those around each eye,
/// the one on the picture's left first.
enum { FACE_LANDMARKS = 68, FACE_LEFT_EYE = 36, FACE_RIGHT_EYE = 42, FACE_EYE_POINTS = 6 };

/// The square that shows a face with some margin.
typedef struct face_square {
  face_place centre;
  double side;
} face_square;

/// The square around landmarks, from the minimum and the maximum of their coordinates. They reach
/// from brows to chin and from ear to ear, and hair needs more room than the chin.
static inline face_square face_square_around(face_place low, face_place high) {
  const double growth = 1.45, rise = 0.1;
  const double width = high.x - low.x, height = high.y - low.y;
  const double side = (width < height ? height : width) * growth;
  const face_square square = {
      {(low.x + high.x) / 2, (low.y + high.y) / 2 - side * rise}, side};
  return square;
}

// Similarities

/// How a similarity turns and scales: scale · (cosine, sine) of the angle. It takes (x, y) to
/// (cosine · x - sine · y, sine · x + cosine · y).
typedef struct face_turn {
  double cosine, sine;
} face_turn;

/// The mean of `count` points, given as x, y, x, y …
face_place face_centre(const double *points, size_t count);

/// The turn that brings `points` nearest to `targets`, in least squares, once the centres lie on
/// each other (Umeyama 1991; in the plane it needs no singular values). Not finite where all points
/// are one. The centres are given, since whoever repeats another program's figures sums as that
/// does.
face_turn face_turn_onto(const double *points, face_place centre, const double *targets,
                         face_place targets_centre, size_t count);

// Reduced pictures

/// A picture of which each pixel is the mean of reduction × reduction px of another, the first of
/// them `offset` from that one's first.
typedef struct face_level {
  double reduction;
  face_place offset;
} face_level;

/// From the full-size picture to the reduced one.
static inline face_place face_on_level(face_level level, face_place full) {
  const face_place place = {(full.x - level.offset.x + 0.5) / level.reduction - 0.5,
                            (full.y - level.offset.y + 0.5) / level.reduction - 0.5};
  return place;
}

/// And back.
static inline face_place face_from_level(face_level level, face_place place) {
  const face_place full = {(place.x + 0.5) * level.reduction - 0.5 + level.offset.x,
                           (place.y + 0.5) * level.reduction - 0.5 + level.offset.y};
  return full;
}

/// The same for edges between pixels, which are told by the pixel that they are the left or the
/// upper edge of.
static inline face_place face_edge_on_level(face_level level, face_place full) {
  const face_place edge = {(full.x - level.offset.x) / level.reduction,
                           (full.y - level.offset.y) / level.reduction};
  return edge;
}

// Pictures on their side

/// How a picture that lies on its side or stands on its head becomes upright.
typedef struct face_quarters {
  double width, height;  ///< of the picture before, px
  int degrees;           ///< clockwise: 0, 90, 180 or 270
} face_quarters;

/// From the picture to the turned one.
face_place face_turned(face_quarters quarters, face_place place);

/// And back.
face_place face_unturned(face_quarters quarters, face_place place);

// Boxes

/// Edges of a box; right and bottom are those behind the last pixel.
typedef struct face_box {
  double left, top, right, bottom;
} face_box;

double face_area(face_box box);

/// From a turned picture back to the one before.
face_box face_box_unturned(face_quarters quarters, face_box box);

/// The area that both cover.
double face_shared_area(face_box a, face_box b);

/// The shared area, as a part of what either covers: 0 … 1.
double face_overlap_of_union(face_box a, face_box b);

/// The shared area, as a part of the smaller box: 0 … 1.
double face_overlap_of_smaller(face_box a, face_box b);

/// The shared area, as a part of the smallest box around both: 0 … 1.
double face_overlap_of_bounds(face_box a, face_box b);

/// Beyond which overlaps two boxes are taken for one face, each 0 … 1.
typedef struct face_overlap_limits {
  double of_bounds, of_smaller;
} face_overlap_limits;

/// Whether either limit is passed: dlib's test_box_overlap, which says "union" and means the
/// bounds. Returns 1 or 0.
int face_boxes_are_one(face_box a, face_box b, face_overlap_limits limits);

#ifdef __cplusplus
}
#endif
#endif
