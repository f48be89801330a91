/// Shrinks gray pictures with vector instructions.
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

/// How each pixel of the smaller row or column is mixed from neighbouring pixels of the larger one.
struct ResampleAxis {
  int from, to;
  /// Neighbours per pixel: 2 or 3.
  int taps;
  std::vector<int> first;      // index of the first neighbour of each pixel
  std::vector<float> weights;  // all first neighbours' weights, then all second neighbours' …

  /// By area: each pixel is the mean of the area it covers. `from` is at least 3 and at most twice
  /// `to`.
  static ResampleAxis area(int from, int to);
  /// Linear interpolation between the two nearest pixels, with the centres of the outermost pixels
  /// aligned, as in dlib's pyramids. `from` is at least 2 and at most twice `to`.
  static ResampleAxis bilinear(int from, int to);

 private:
  ResampleAxis(int from, int to, int taps);
};

/// Resamples a picture, rounding to the nearest. `out`: across.to × down.to pixels, row by row.
/// Complexity: O(pixels of `in`).
void resample(
    const GrayPixels &in, const ResampleAxis &across, const ResampleAxis &down, uint8_t *out);

/// Replaces each square of `factor` × `factor` pixels with its mean, rounded to the nearest. The
/// size is rounded up: where the last squares are incomplete, the last column and row are repeated.
/// `factor`: a power of two from 2 to 64. Complexity: O(pixels of `in`).
void shrink_by(int factor, const GrayPixels &in, uint8_t *out);

}  // namespace vision
