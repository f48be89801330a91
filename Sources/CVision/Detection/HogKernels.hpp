/// The hot loops of the HOG detector: histograms of gradient directions in cells, and the filters
/// that slide over them.
///
/// The arithmetic is dlib's (fhog.h, after Felzenszwalb et al. 2010), arranged to make good use of
/// the caches: a picture is processed band by band. Sums are computed in another order than dlib's,
/// so scores differ from its own in the seventh digit.
///
/// A filter has 3100 weights, and hardly any window is near a face. So each window first gets a
/// coarse score: the 31 planes are reduced to eight mixtures, and each filter to its few strongest
/// row-column products there. The whole filter is applied only to windows with a high coarse score.
/// (A cascade: Felzenszwalb, Girshick and McAllester 2010, "Cascade object detection with
/// deformable part models", section 4.)
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "Resample.hpp"

namespace vision {

// Cells of 8 px; a window of 10 × 10 cells.
constexpr int hog_planes = 31, hog_cell = 8, hog_window = 10;
/// Floats per cell: its planes, and a zero.
constexpr int hog_stride = 32;
/// Number of mixtures of planes, which the coarse filters use.
constexpr int hog_mixtures = 8;

/// One plane's weight in each mixture.
using HogMixture = float[hog_mixtures];

/// One part of a filter: the product of a column and a row, for one plane or mixture.
struct FilterPart {
  int plane;
  float row[hog_window], column[hog_window];
};

/// The weights of a whole filter: rows of ten cells.
struct WholeFilter {
  std::vector<float> weights = std::vector<float>(hog_window * hog_window * hog_stride);

  void add(const FilterPart &part);
};

/// The features of a band of rows of cells. A border of zeros surrounds the picture, so that
/// windows may extend beyond it. The memory is reused from band to band.
struct HogFeatures {
  static constexpr int border_before = (hog_window - 1) / 2, border_behind = hog_window / 2;

  /// Number of positions of the window in this band.
  int inner_rows = 0, inner_columns = 0;
  /// Number of cells that the windows at these positions cover.
  int rows = 0, columns = 0;
  /// Rows of cells of `hog_stride` floats.
  std::vector<float> values;
  /// One plane per mixture: rows of cells.
  std::vector<float> mixed;

  /// Sets the size without clearing the contents.
  void resize(int new_inner_rows, int new_inner_columns);
  /// Sets cells of a row to zero.
  void clear(int row, int column, int count);
  /// Padding: strips are read eight columns at a time, even beyond the last column.
  static constexpr size_t padding = 32;

  /// Sums of gradients, and their energies, before normalisation.
  std::vector<float> cells, energy;
};

/// Number of rows of window positions; 0 if the picture has fewer than three cells per side.
int inner_rows(const GrayPixels &pixels);

/// Computes the features for the window positions in the inner rows `first` … `first + count - 1`.
/// `mixture`: one for each plane.
void hog_features(
    const GrayPixels &pixels, int first, int count, const HogMixture *mixture,
    HogFeatures &features);

/// Computes the coarse score of each window position, the sum over all parts: inner_rows ×
/// inner_columns scores, row by row.
void coarse_scores(
    const HogFeatures &features, const std::vector<FilterPart> &parts, std::vector<float> &scores);

/// The whole filter's score for the window at an inner row and column.
float hog_score(const HogFeatures &features, const WholeFilter &filter, int row, int column);

}  // namespace vision
