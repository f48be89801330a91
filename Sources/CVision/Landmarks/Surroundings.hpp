/// Describes the edges around a point of a gray picture by histograms of their directions, coarser
/// with the distance from the point (DAISY: Tola, Lepetit and Fua 2010).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace vision {

class Surroundings {
 public:
  /// Number of edge directions. Dark to light and light to dark count as the same direction,
  /// because hair may be darker or lighter than the background.
  static constexpr size_t directions = 8;
  /// Sampled positions: one in the middle and three rings of eight.
  static constexpr size_t positions = 25;
  /// The number of values that `describe` writes.
  static constexpr size_t numbers = directions * positions;

  /// O(width × height), about 10 ms for a picture of 256 × 384 px.
  Surroundings(const uint8_t *pixels, int width, int height);

  /// `x`, `y`: px of the picture, finite; beyond the edge its edge pixels are repeated.
  void describe(double x, double y, float *result) const;

 private:
  static constexpr size_t scales = 3;
  int width, height;  // of the maps: half the picture's
  // Row by row; the directions of a pixel are contiguous.
  std::array<std::vector<float>, scales> maps;

  void sample(size_t scale, double x, double y, float *result) const;
};

}  // namespace vision
