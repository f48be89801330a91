#include "CFaceGeometry.h"

face_place face_centre(const double *points, size_t count) {
  face_place sum = {0, 0};
  for (size_t i = 0; i < count; i++) {
    sum.x += points[2 * i];
    sum.y += points[2 * i + 1];
  }
  sum.x /= (double)count;
  sum.y /= (double)count;
  return sum;
}

face_turn face_turn_onto(const double *points, face_place centre, const double *targets,
                         face_place targets_centre, size_t count) {
  double spread = 0, along = 0, across = 0;
  for (size_t i = 0; i < count; i++) {
    const double x = points[2 * i] - centre.x, y = points[2 * i + 1] - centre.y;
    const double u = targets[2 * i] - targets_centre.x, v = targets[2 * i + 1] - targets_centre.y;
    spread += x * x + y * y;
    along += x * u + y * v;
    across += x * v - y * u;
  }
  const face_turn turn = {along / spread, across / spread};
  return turn;
}
