#include "CFaceGeometry.h"

static double least(double a, double b) { return a < b ? a : b; }
static double most(double a, double b) { return a < b ? b : a; }

double face_area(face_box box) { return (box.right - box.left) * (box.bottom - box.top); }

double face_shared_area(face_box a, face_box b) {
  const double width = least(a.right, b.right) - most(a.left, b.left);
  const double height = least(a.bottom, b.bottom) - most(a.top, b.top);
  return most(0, width) * most(0, height);
}

double face_overlap_of_union(face_box a, face_box b) {
  const double shared = face_shared_area(a, b);
  return shared / (face_area(a) + face_area(b) - shared);
}

double face_overlap_of_smaller(face_box a, face_box b) {
  return face_shared_area(a, b) / least(face_area(a), face_area(b));
}

double face_overlap_of_bounds(face_box a, face_box b) {
  const face_box bounds = {least(a.left, b.left), least(a.top, b.top), most(a.right, b.right),
                           most(a.bottom, b.bottom)};
  return face_shared_area(a, b) / face_area(bounds);
}

int face_boxes_are_one(face_box a, face_box b, face_overlap_limits limits) {
  return face_overlap_of_bounds(a, b) > limits.of_bounds ||
         face_overlap_of_smaller(a, b) > limits.of_smaller;
}
