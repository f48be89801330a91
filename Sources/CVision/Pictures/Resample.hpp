/// Gray pictures made smaller, in whole vectors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vision {

/// 8-bit gray pixels.
struct GrayPixels {
  const uint8_t *data;
  int width, height;
  size_t row_bytes;
};

/// How each pixel of a smaller row or column is mixed from neighbours of the larger one.
struct ResampleAxis {
  int from, to;
  /// Neighbours a pixel: 2 or 3.
  int taps;
  std::vector<int> first;      // the first neighbour of each pixel
  std::vector<float> weights;  // of the first neighbour of each pixel, of the second …

  /// By area: the mean of what a pixel covers. `from` is at least 3 and at most twice `to`.
  static ResampleAxis area(int from, int to);
  /// Between the two nearest, the centres of the outermost pixels lying on each other, as in dlib's
  /// pyramids. `from` is at least 2 and at most twice `to`.
  static ResampleAxis bilinear(int from, int to);

 private:
  ResampleAxis(int from, int to, int taps);
};

/// `out`: room for across.to × down.to pixels, row by row. Rounded to the nearest.
/// Complexity: the source's pixels.
void resample(
    const GrayPixels &in, const ResampleAxis &across, const ResampleAxis &down, uint8_t *out);

/// The means of squares of `factor` pixels a side, a power of two to 64, into as many pixels as are
/// begun: the last column and row stand for what is missing. Rounded to the nearest.
/// Complexity: the source's pixels.
void shrink_by(int factor, const GrayPixels &in, uint8_t *out);

}  // namespace vision
