/// The geometry of faces in the plane: pure functions of numbers, which know neither pictures nor
/// libraries. CVision uses them directly, Swift through its own types.
///
/// Positions are in px, with x to the right and y down; the centre of the top left pixel is (0, 0),
/// so its outer edge is at -0.5. Nothing is allocated, and nothing fails: a result that does not
/// exist is not finite.
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

/// The number of points of a face, in the order of iBUG 300-W, and the first of those around each
/// eye, beginning with the eye on the picture's left.
enum { FACE_LANDMARKS = 68, FACE_LEFT_EYE = 36, FACE_RIGHT_EYE = 42, FACE_EYE_POINTS = 6 };

/// The square that shows a face with a margin.
typedef struct face_square {
  face_place centre;
  double side;
} face_square;

/// The square around landmarks, from the minimum and the maximum of their coordinates. Landmarks
/// reach from brows to chin and from ear to ear; the margin above is larger, for the hair.
static inline face_square face_square_around(face_place low, face_place high) {
  const double growth = 1.45, rise = 0.1;
  const double width = high.x - low.x, height = high.y - low.y;
  const double side = (width < height ? height : width) * growth;
  const face_square square = {
      {(low.x + high.x) / 2, (low.y + high.y) / 2 - side * rise}, side};
  return square;
}

// Similarities

/// The rotation and scale of a similarity: scale · (cosine, sine) of the angle. It maps (x, y) to
/// (cosine · x - sine · y, sine · x + cosine · y).
typedef struct face_turn {
  double cosine, sine;
} face_turn;

/// The mean of `count` points, given as x, y, x, y …
face_place face_centre(const double *points, size_t count);

/// The rotation and scale that bring `points` nearest to `targets`, in least squares, once their
/// centres coincide (Umeyama 1991; in the plane it needs no singular values). Not finite where all
/// points are equal. The centres are parameters, so that a caller who reproduces another program's
/// figures can sum as that program does.
face_turn face_turn_onto(const double *points, face_place centre, const double *targets,
                         face_place targets_centre, size_t count);

// Reduced pictures

/// A reduced picture: each pixel is the mean of reduction × reduction px of the original, starting
/// at `offset`.
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

/// The inverse.
static inline face_place face_from_level(face_level level, face_place place) {
  const face_place full = {(place.x + 0.5) * level.reduction - 0.5 + level.offset.x,
                           (place.y + 0.5) * level.reduction - 0.5 + level.offset.y};
  return full;
}

/// The same for edges between pixels. An edge has the number of the pixel to its right or below it.
static inline face_place face_edge_on_level(face_level level, face_place full) {
  const face_place edge = {(full.x - level.offset.x) / level.reduction,
                           (full.y - level.offset.y) / level.reduction};
  return edge;
}

// Rotated pictures

/// The rotation that makes a picture upright, a multiple of 90°.
typedef struct face_quarters {
  double width, height;  ///< of the picture before the rotation, px
  int degrees;           ///< clockwise: 0, 90, 180 or 270
} face_quarters;

/// From the picture to the rotated one.
face_place face_turned(face_quarters quarters, face_place place);

/// The inverse.
face_place face_unturned(face_quarters quarters, face_place place);

// Boxes

/// The edges of a box; right and bottom are one past the last pixel.
typedef struct face_box {
  double left, top, right, bottom;
} face_box;

double face_area(face_box box);

/// From a rotated picture to the original.
face_box face_box_unturned(face_quarters quarters, face_box box);

/// The area of the intersection.
double face_shared_area(face_box a, face_box b);

/// The intersection as a share of the union: 0 … 1.
double face_overlap_of_union(face_box a, face_box b);

/// The intersection as a share of the smaller box: 0 … 1.
double face_overlap_of_smaller(face_box a, face_box b);

/// The intersection as a share of the smallest box around both: 0 … 1.
double face_overlap_of_bounds(face_box a, face_box b);

/// The overlaps, each 0 … 1, beyond which two boxes count as the same face.
typedef struct face_overlap_limits {
  double of_bounds, of_smaller;
} face_overlap_limits;

/// Whether either limit is exceeded, as in dlib's test_box_overlap, whose "union" is the smallest
/// box around both. Returns 1 or 0.
int face_boxes_are_one(face_box a, face_box b, face_overlap_limits limits);

#ifdef __cplusplus
}
#endif
#endif
