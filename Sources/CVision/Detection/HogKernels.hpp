/// The hot loops of the HOG detector: cells of gradient directions, and the filters that slide over
/// them.
///
/// dlib's arithmetic (fhog.h, after Felzenszwalb et al. 2010; spatial_filtering.h), arranged for
/// the caches: a picture goes through band after band, and a strip of eight columns passes all
/// filters of a detector at once. Gradients are summed in another order than dlib's, so that scores
/// differ from its own in the seventh digit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vision {

// Cells of 8 px; a window of 10 × 10 cells.
constexpr int hog_planes = 31, hog_cell = 8, hog_window = 10;

/// One part of a detector's filter: a column times a row, for one plane.
struct FilterPart {
  int plane;
  float row[hog_window], column[hog_window];
};

/// A band of a picture's rows of cells, in 31 planes, with a border of zeros around the picture, so
/// that windows may stick out of it. The space is used again from band to band.
struct HogFeatures {
  static constexpr int border_before = (hog_window - 1) / 2, border_behind = hog_window / 2;

  /// Places of the window in this band.
  int inner_rows = 0, inner_columns = 0;
  /// Cells: those that the windows of the inner ones reach to.
  int rows = 0, columns = 0;
  std::vector<float> values;

  /// Sets the size; everything is zero.
  void resize(int new_inner_rows, int new_inner_columns);
  float *plane(int index) {
    return values.data() + size_t(index) * size_t(rows) * size_t(columns);
  }
  /// Strips are read eight columns at a time, beyond the last one too.
  static constexpr size_t slack = 32;

  /// Sums of gradients, and their energies, before they are normalised.
  std::vector<float> cells, energy;
};

/// 8-bit gray pixels.
struct GrayPixels {
  const uint8_t *data;
  int width, height;
  size_t row_bytes;

  /// Rows of places of the window; 0 where the picture has less than three cells a side.
  int inner_rows() const;
  int inner_columns() const;
};

/// The cells around the rows `first` … `first + count - 1` of the picture's inner ones.
void hog_features(const GrayPixels &pixels, int first, int count, HogFeatures &features);

/// The sums of all parts' answers for each place of the window: inner_rows × inner_columns scores,
/// row by row.
void hog_scores(
    const HogFeatures &features, const FilterPart *parts, size_t count, std::vector<float> &scores);

}  // namespace vision
