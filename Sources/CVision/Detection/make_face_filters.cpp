// Prints FaceFilters.inc: the filters of dlib's frontal face detector, split into rows and columns.
// With an argument (`make coarse`) it prints CoarseFilters.inc, an approximation of all filters.
//
//   clang++ -O2 -std=c++17 make_face_filters.cpp -l:libdlib.a -lblas -llapack -lpthread -o make &&
//   ./make > FaceFilters.inc && ./make coarse > CoarseFilters.inc
//
// Other versions of LAPACK may give other last digits of the singular vectors.
#include <dlib/image_processing/frontal_face_detector.h>

#include <algorithm>
#include <cstdio>
#include <tuple>
#include <vector>

using Matrix = dlib::matrix<double>;

const char *const origin =
    "// Made by make_face_filters.cpp from dlib (Boost Software License 1.0): do not edit.\n";

template <typename Vector>
void print(const Vector &values) {
  for (long i = 0; i < values.size(); i++) std::printf("%s%.9g", i > 0 ? "," : "", values(i));
}

template <typename Row, typename Column>
void print_part(unsigned plane, const Row &row, const Column &column) {
  std::printf("{%u, {", plane);
  print(row);
  std::printf("}, {");
  print(column);
  std::printf("}},\n");
}

auto filter_bank(const dlib::frontal_face_detector &detector, unsigned filter) {
  return detector.get_scanner().build_fhog_filterbank(detector.get_w(filter));
}

void print_filters(const dlib::frontal_face_detector &detector) {
  for (unsigned i = 0; i < detector.num_detectors(); i++) {
    const auto &weights = detector.get_w(i);
    const auto bank = filter_bank(detector, i);
    std::printf("{%.17g, {\n", weights(weights.size() - 1));
    for (unsigned plane = 0; plane < bank.get_filters().size(); plane++) {
      for (unsigned j = 0; j < bank.row_filters[plane].size(); j++) {
        print_part(plane, bank.row_filters[plane][j], bank.col_filters[plane][j]);
      }
    }
    std::printf("}},\n");
  }
}

/// A singular value and its vectors.
struct Singular {
  double value;
  Matrix left, right;  // columns
};

/// The singular value decomposition of a matrix, the largest value first.
std::vector<Singular> singular(const Matrix &matrix) {
  Matrix u, w, v;
  dlib::svd(matrix, u, w, v);
  std::vector<Singular> all;
  for (long i = 0; i < w.nr(); i++) all.push_back({w(i, i), dlib::colm(u, i), dlib::colm(v, i)});
  std::sort(all.begin(), all.end(), [](auto &a, auto &b) { return a.value > b.value; });
  return all;
}

/// First reduces the 31 planes to the mixtures that represent the filters of all kinds of faces
/// best; then keeps the strongest row-column products of all filters on these mixtures.
void print_coarse(const dlib::frontal_face_detector &detector) {
  const long planes = 8, side = 10;
  const size_t maximum_parts = 80;
  std::vector<std::vector<Matrix>> filters;  // of each detector and plane
  Matrix weights(long(detector.num_detectors()) * side * side, 31);
  for (unsigned i = 0; i < detector.num_detectors(); i++) {
    const auto bank = filter_bank(detector, i);
    filters.emplace_back();
    for (long plane = 0; plane < 31; plane++) {
      const Matrix filter = dlib::matrix_cast<double>(bank.get_filters()[size_t(plane)]);
      for (long cell = 0; cell < side * side; cell++) {
        weights(long(i) * side * side + cell, plane) = filter(cell / side, cell % side);
      }
      filters.back().push_back(filter);
    }
  }
  const auto mixtures = singular(weights);

  using Part = std::tuple<double, unsigned, long, Matrix, Matrix>;
  std::vector<Part> parts;
  for (unsigned i = 0; i < filters.size(); i++) {
    for (long plane = 0; plane < planes; plane++) {
      Matrix mixed = dlib::zeros_matrix<double>(side, side);
      for (long own = 0; own < 31; own++) {
        mixed += mixtures[size_t(plane)].right(own) * filters[i][size_t(own)];
      }
      for (const Singular &one : singular(mixed)) {
        parts.emplace_back(one.value, i, plane, one.value * one.left, one.right);
      }
    }
  }
  std::sort(parts.begin(), parts.end(), [](const Part &a, const Part &b) {
    return std::get<0>(a) > std::get<0>(b);
  });
  parts.resize(maximum_parts);

  std::printf("{\n");
  for (long own = 0; own < 31; own++) {
    std::printf("{");
    for (long plane = 0; plane < planes; plane++) {
      std::printf("%s%.9g", plane > 0 ? "," : "", mixtures[size_t(plane)].right(own));
    }
    std::printf("},\n");
  }
  std::printf("}, {\n");
  for (unsigned i = 0; i < filters.size(); i++) {
    std::printf("{\n");
    for (const auto &[value, filter, plane, column, row] : parts) {
      if (filter == i) print_part(unsigned(plane), row, column);
    }
    std::printf("},\n");
  }
  std::printf("}\n");
}

int main(int count, char **) {
  const auto detector = dlib::get_frontal_face_detector();
  std::fputs(origin, stdout);
  if (count > 1) print_coarse(detector);
  else print_filters(detector);
}
