#include "CFaceGeometry.h"

face_place face_turned(face_quarters quarters, face_place place) {
  const double right = quarters.width - 1, bottom = quarters.height - 1;
  switch (quarters.degrees) {
    case 90: return (face_place){bottom - place.y, place.x};
    case 180: return (face_place){right - place.x, bottom - place.y};
    case 270: return (face_place){place.y, right - place.x};
    default: return place;
  }
}

face_place face_unturned(face_quarters quarters, face_place place) {
  const int is_across = quarters.degrees == 90 || quarters.degrees == 270;
  const face_quarters back = {is_across ? quarters.height : quarters.width,
                              is_across ? quarters.width : quarters.height,
                              (360 - quarters.degrees) % 360};
  return face_turned(back, place);
}

face_box face_box_unturned(face_quarters quarters, face_box box) {
  const face_place first = {box.left - 0.5, box.top - 0.5}, end = {box.right - 0.5,
                                                                   box.bottom - 0.5};
  const face_place a = face_unturned(quarters, first), b = face_unturned(quarters, end);
  const face_box unturned = {(a.x < b.x ? a.x : b.x) + 0.5, (a.y < b.y ? a.y : b.y) + 0.5,
                             (a.x < b.x ? b.x : a.x) + 0.5, (a.y < b.y ? b.y : a.y) + 0.5};
  return unturned;
}
