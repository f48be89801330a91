// Prints FaceFilters.inc: dlib's frontal face detector, unpacked, its filters split into rows and
// columns.
//
//   clang++ -O2 -std=c++17 make_face_filters.cpp -l:libdlib.a -lblas -llapack -lpthread -o make &&
//   ./make > FaceFilters.inc
//
// Other versions of LAPACK may differ in the last digits of the singular vectors.
#include <dlib/image_processing/frontal_face_detector.h>

#include <cstdio>

template <typename Vector>
void print(const Vector &values) {
  for (long i = 0; i < values.size(); i++) std::printf("%s%.9g", i > 0 ? "," : "", values(i));
}

int main() {
  const auto detector = dlib::get_frontal_face_detector();
  std::printf(
      "// Made by make_face_filters.cpp from dlib (Boost Software License 1.0): do not edit.\n");
  for (unsigned i = 0; i < detector.num_detectors(); i++) {
    const auto &weights = detector.get_w(i);
    const auto bank = detector.get_scanner().build_fhog_filterbank(weights);
    std::printf("{%.17g, {\n", weights(weights.size() - 1));
    for (unsigned plane = 0; plane < bank.get_filters().size(); plane++) {
      for (unsigned j = 0; j < bank.row_filters[plane].size(); j++) {
        std::printf("{%u, {", plane);
        print(bank.row_filters[plane][j]);
        std::printf("}, {");
        print(bank.col_filters[plane][j]);
        std::printf("}},\n");
      }
    }
    std::printf("}},\n");
  }
}
