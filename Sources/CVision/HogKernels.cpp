#include "HogKernels.hpp"

#include <algorithm>
#include <cstring>

#include "Instructions.hpp"

// A fused multiplication and addition would round differently.
#pragma clang fp contract(off)

namespace vision {

namespace {

/// Directions of a gradient; a cell's histogram.
constexpr int bins = 18;

namespace plain {
#include "HogKernels.inc"
}

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
namespace wide {
#include "HogKernels.inc"
}
#pragma clang attribute pop
#else
namespace wide = plain;
#endif

}  // namespace

void HogFeatures::resize(int new_inner_rows, int new_inner_columns) {
  inner_rows = new_inner_rows;
  inner_columns = new_inner_columns;
  rows = inner_rows + border_before + border_behind;
  columns = inner_columns + border_before + border_behind;
  values.assign(size_t(hog_planes) * size_t(rows) * size_t(columns) + slack, 0);
}

void hog_features(const uint8_t *pixels, int width, int height, size_t row_bytes, HogFeatures &features) {
  const int down = int(double(float(height) / float(hog_cell)) + 0.5);
  const int across = int(double(float(width) / float(hog_cell)) + 0.5);
  if (down < 3 || across < 3) {
    features.inner_rows = features.inner_columns = features.rows = features.columns = 0;
    return;
  }
  const bool wide = has_avx2();
  // One cell more all around: what falls there is not used.
  const size_t cells_a_row = size_t(across) + 2;
  std::vector<float> cells(cells_a_row * (size_t(down) + 2) * bins, 0);
  const int visible_rows = std::min(down * hog_cell, height) - 1;
  const int visible_columns = std::min(across * hog_cell, width) - 1;
  for (int y = 1; y < visible_rows; y++) {
    float *above = cells.data() + size_t((y + hog_cell / 2) / hog_cell) * cells_a_row * bins;
    (wide ? wide::add_row : plain::add_row)(
        pixels + size_t(y) * row_bytes, row_bytes, y, visible_columns, above, above + cells_a_row * bins);
  }

  std::vector<float> energy(size_t(down) * size_t(across));
  for (int y = 0; y < down; y++) {
    (wide ? wide::energies : plain::energies)(
        cells.data() + (size_t(y + 1) * cells_a_row + 1) * bins, size_t(across),
        energy.data() + size_t(y) * size_t(across));
  }

  features.resize(down - 2, across - 2);
  const size_t plane_size = size_t(features.rows) * size_t(features.columns);
  for (int y = 0; y < features.inner_rows; y++) {
    float *out = features.plane(0) + size_t(y + HogFeatures::border_before) * size_t(features.columns) +
                 HogFeatures::border_before;
    (wide ? wide::normalised_row : plain::normalised_row)(
        cells.data() + (size_t(y + 2) * cells_a_row + 2) * bins, energy.data() + size_t(y) * size_t(across),
        size_t(across), features.inner_columns, out, plane_size);
  }
}

void hog_scores(const HogFeatures &features, const FilterPart *parts, size_t count, std::vector<float> &scores) {
  scores.resize(size_t(features.inner_rows) * size_t(features.inner_columns));
  if (scores.empty()) return;
  std::vector<float> strip(8 * size_t(features.rows)), sums(8 * size_t(features.rows));
  (has_avx2() ? wide::score : plain::score)(
      features.values.data(), features.rows, features.columns, parts, count, strip.data(), sums.data(), scores.data());
}

}  // namespace vision
