/// The hot loops of the HOG detector: cells of gradient directions, and the filters that slide over
/// them.
///
/// dlib's arithmetic (fhog.h, after Felzenszwalb et al. 2010), arranged for the caches: a picture
/// goes through band after band. Sums are taken in another order than dlib's, so that scores differ
/// from its own in the seventh digit.
///
/// A filter has 3100 weights, and nearly no window is near a face. So each window is first scored
/// coarsely, on eight mixtures of the 31 planes by the few largest rows and columns of the filters
/// there (the idea of cascades: Felzenszwalb, Girshick and McAllester 2010, "Cascade object
/// detection with deformable part models", section 4); the whole filter then judges what is left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "Resample.hpp"

namespace vision {

// Cells of 8 px; a window of 10 × 10 cells.
constexpr int hog_planes = 31, hog_cell = 8, hog_window = 10;
/// Floats from a cell to the next: its planes, and a zero.
constexpr int hog_stride = 32;
/// Mixtures of planes that the coarse filters slide over.
constexpr int hog_mixtures = 8;

/// The weights that one plane has in each mixture.
using HogMixture = float[hog_mixtures];

/// One part of a filter: a column times a row, for one plane or mixture.
struct FilterPart {
  int plane;
  float row[hog_window], column[hog_window];
};

/// The weights of a whole filter: rows of ten cells.
struct WholeFilter {
  std::vector<float> weights = std::vector<float>(hog_window * hog_window * hog_stride);

  void add(const FilterPart &part);
};

/// A band of a picture's rows of cells, with a border of zeros around the picture, so that windows
/// may stick out of it. The space is used again from band to band.
struct HogFeatures {
  static constexpr int border_before = (hog_window - 1) / 2, border_behind = hog_window / 2;

  /// Positions of the window in this band.
  int inner_rows = 0, inner_columns = 0;
  /// Cells: those that the windows of the inner ones reach to.
  int rows = 0, columns = 0;
  /// Rows of cells of `hog_stride` floats.
  std::vector<float> values;
  /// A plane of rows of cells for each mixture.
  std::vector<float> mixed;

  /// Sets the size, and leaves the contents as they are.
  void resize(int new_inner_rows, int new_inner_columns);
  /// Sets cells of a row to zero.
  void clear(int row, int column, int count);
  /// Strips are read eight columns at a time, beyond the last one too.
  static constexpr size_t slack = 32;

  /// Sums of gradients, and their energies, before they are normalised.
  std::vector<float> cells, energy;
};

/// Rows of positions of the window; 0 where the picture has less than three cells a side.
int inner_rows(const GrayPixels &pixels);

/// The cells around the rows `first` … `first + count - 1` of the picture's inner ones. `mixture`:
/// of each of the planes.
void hog_features(
    const GrayPixels &pixels, int first, int count, const HogMixture *mixture,
    HogFeatures &features);

/// The sums of all parts' answers on the mixtures, for each position of the window: inner_rows ×
/// inner_columns scores, row by row.
void coarse_scores(
    const HogFeatures &features, const std::vector<FilterPart> &parts, std::vector<float> &scores);

/// The whole filter's answer for the window at an inner row and column.
float hog_score(const HogFeatures &features, const WholeFilter &filter, int row, int column);

}  // namespace vision
