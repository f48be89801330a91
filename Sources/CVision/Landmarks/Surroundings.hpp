/// What edges lie around a place of a gray picture, near and farther off: histograms of their
/// directions (DAISY: Tola, Lepetit and Fua 2010), coarser with the distance.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace vision {

class Surroundings {
 public:
  /// Directions of edges, dark to light or light to dark alike: hair may be darker or lighter than
  /// what is behind it.
  static constexpr size_t directions = 8;
  /// One in the middle and three rings of eight.
  static constexpr size_t places = 25;
  /// What `describe` writes.
  static constexpr size_t numbers = directions * places;

  /// O(width × height), about 10 ms for a picture of 256 × 384 px.
  Surroundings(const uint8_t *pixels, int width, int height);

  /// `x`, `y`: px of the picture, finite; beyond its edge the edge goes on.
  void describe(double x, double y, float *result) const;

 private:
  static constexpr size_t scales = 3;
  int width, height;  // of the maps: half the picture's
  // Row by row, the directions of a pixel side by side.
  std::array<std::vector<float>, scales> maps;

  void sample(size_t scale, double x, double y, float *result) const;
};

}  // namespace vision
