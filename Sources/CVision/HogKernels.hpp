/// The hot loops of the HOG detector: cells of gradient directions, and the filters that slide over them.
///
/// dlib's arithmetic (fhog.h, after Felzenszwalb et al. 2010; spatial_filtering.h) in dlib's order, so that the scores
/// are dlib's to the last bit, arranged for the caches: a strip of eight columns passes all filters of a detector at
/// once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vision {

constexpr int hog_planes = 31, hog_cell = 8, hog_window = 10;  // cells of 8 px; a window of 10 × 10 cells

/// One part of a detector's filter: a column times a row, for one plane.
struct FilterPart {
  int plane;
  float row[hog_window], column[hog_window];
};

/// 31 planes of cells with a border of zeros, so that windows may stick out of the picture.
struct HogFeatures {
  static constexpr int border_before = (hog_window - 1) / 2, border_behind = hog_window / 2;

  int inner_rows = 0, inner_columns = 0;  // cells without the border
  int rows = 0, columns = 0;
  std::vector<float> values;

  /// Sets the size; everything is zero.
  void resize(int new_inner_rows, int new_inner_columns);
  float *plane(int index) { return values.data() + size_t(index) * size_t(rows) * size_t(columns); }
  const float *plane(int index) const { return values.data() + size_t(index) * size_t(rows) * size_t(columns); }
  /// Strips are read eight columns at a time, beyond the last one too.
  static constexpr size_t slack = 32;
};

/// Gray pixels to cells. Empty where the picture has less than three cells a side.
void hog_features(const uint8_t *pixels, int width, int height, size_t row_bytes, HogFeatures &features);

/// The sums of all parts' answers for each place of the window: inner_rows × inner_columns scores, row by row.
void hog_scores(const HogFeatures &features, const FilterPart *parts, size_t count, std::vector<float> &scores);

}  // namespace vision
