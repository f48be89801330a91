#include "HogKernels.hpp"

#include <algorithm>
#include <cstring>

#include "Instructions.hpp"

// Fused multiply-add would round differently.
#pragma clang fp contract(off)

namespace vision {

namespace {

/// Bins of a cell's histogram: directions of a gradient.
constexpr int bins = 18;

typedef float Floats __attribute__((vector_size(32)));

namespace plain {
inline __attribute__((always_inline)) void add_product(
    const Floats &a, const Floats &b, Floats &sum) {
  sum += a * b;
}
#include "HogGradients.inc"
#include "HogKernels.inc"
}

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
namespace wide {
/// Used only for coarse scores, whose last digits do not matter.
inline __attribute__((always_inline)) void add_product(
    const Floats &a, const Floats &b, Floats &sum) {
  sum = __builtin_elementwise_fma(a, b, sum);
}
#include "HogGradients.inc"
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
  const size_t cells = size_t(rows) * size_t(columns);
  values.resize(cells * hog_stride);
  mixed.resize(cells * hog_mixtures + padding);
}

void HogFeatures::clear(int row, int column, int count) {
  const size_t cell = size_t(row) * size_t(columns) + size_t(column);
  std::fill_n(values.data() + cell * hog_stride, size_t(count) * hog_stride, 0.0f);
  for (size_t i = 0; i < hog_mixtures; i++) {
    std::fill_n(mixed.data() + i * size_t(rows) * size_t(columns) + cell, count, 0.0f);
  }
}

void WholeFilter::add(const FilterPart &part) {
  for (int row = 0; row < hog_window; row++) {
    for (int column = 0; column < hog_window; column++) {
      weights[size_t((row * hog_window + column) * hog_stride + part.plane)] +=
          part.column[row] * part.row[column];
    }
  }
}

namespace {

/// Rounds as dlib does.
int cell_count(int pixels) { return int(double(float(pixels) / float(hog_cell)) + 0.5); }

/// The number of cells without the outermost ones, whose blocks are incomplete.
int inner(int own, int other) {
  return cell_count(own) < 3 || cell_count(other) < 3 ? 0 : cell_count(own) - 2;
}

/// Sums the gradients of the pixels around the rows `first` … `end - 1` of cells. Row 0 of `cells`
/// is the row before `first`, and each row has an extra cell on both sides; the extra cells and
/// rows are not used.
void sum_gradients(const GrayPixels &pixels, int first, int end, std::vector<float> &cells) {
  const size_t row_length = size_t(cell_count(pixels.width) + 2) * bins;
  cells.assign(row_length * size_t(end - first + 2), 0);
  const auto visible = [](int side) { return std::min(cell_count(side) * hog_cell, side) - 1; };
  const int half = hog_cell / 2;
  for (int row = first; row <= end; row++) {
    const int top = std::max(1, row * hog_cell - half);
    const int bottom = std::min(visible(pixels.height), row * hog_cell + half);
    float *above = cells.data() + size_t(row - first) * row_length;
    (has_avx2() ? wide::add_rows : plain::add_rows)(
        pixels.data, pixels.row_bytes, top, bottom, visible(pixels.width), above,
        above + row_length);
  }
}

}  // namespace

int inner_rows(const GrayPixels &pixels) { return inner(pixels.height, pixels.width); }

void hog_features(
    const GrayPixels &pixels, int first, int count, const HogMixture *mixture,
    HogFeatures &features) {
  features.resize(count, inner(pixels.width, pixels.height));
  // The inner rows whose cells are in the windows. Each also needs the rows of cells before and
  // after it.
  const int begin = std::max(0, first - HogFeatures::border_before);
  const int end = std::min(inner_rows(pixels), first + count + HogFeatures::border_behind);
  sum_gradients(pixels, begin, end + 2, features.cells);

  const bool is_wide = has_avx2();
  const size_t across = size_t(cell_count(pixels.width)), row_length = (across + 2) * bins;
  features.energy.resize(across * size_t(end - begin + 2));
  for (int y = 0; y < end - begin + 2; y++) {
    (is_wide ? wide::energies : plain::energies)(
        features.cells.data() + size_t(y + 1) * row_length + bins, across,
        features.energy.data() + size_t(y) * across);
  }

  const int rows_before = begin - first + HogFeatures::border_before;
  for (int row = 0; row < features.rows; row++) {
    const int y = row - rows_before;
    if (y < 0 || y >= end - begin) {
      features.clear(row, 0, features.columns);
      continue;
    }
    features.clear(row, 0, HogFeatures::border_before);
    features.clear(
        row, features.columns - HogFeatures::border_behind, HogFeatures::border_behind);
    const size_t cell = size_t(row) * size_t(features.columns) + HogFeatures::border_before;
    float *values = features.values.data() + cell * hog_stride;
    (is_wide ? wide::normalised_row : plain::normalised_row)(
        features.cells.data() + size_t(y + 2) * row_length + 2 * bins,
        features.energy.data() + size_t(y) * across, across, features.inner_columns, values);
    (is_wide ? wide::mix_row : plain::mix_row)(
        values, features.inner_columns, mixture, features.mixed.data() + cell,
        size_t(features.rows) * size_t(features.columns));
  }
}

void coarse_scores(
    const HogFeatures &features, const std::vector<FilterPart> &parts, std::vector<float> &scores) {
  scores.resize(size_t(features.inner_rows) * size_t(features.inner_columns));
  if (scores.empty()) return;
  std::vector<float> strip(8 * size_t(features.rows)), sums(8 * size_t(features.rows));
  (has_avx2() ? wide::score : plain::score)(
      features.mixed.data(), features.rows, features.columns, parts.data(), parts.size(),
      strip.data(), sums.data(), scores.data());
}

float hog_score(const HogFeatures &features, const WholeFilter &filter, int row, int column) {
  const size_t row_length = size_t(features.columns) * hog_stride;
  return (has_avx2() ? wide::window_score : plain::window_score)(
      features.values.data() + size_t(row) * row_length + size_t(column) * hog_stride, row_length,
      filter.weights.data());
}

}  // namespace vision
