/// Convolutions of maps of numbers, for one thread and one picture.
#pragma once

#include <cstddef>
#include <vector>

namespace vision {

/// Pixels with their channels side by side, and around them a margin of zeros.
struct Map {
  int width, height, channels, margin;

  Map(int width, int height, int channels, int margin);
  float *at(int x, int y) { return &values[offset(x, y)]; }
  const float *at(int x, int y) const { return &values[offset(x, y)]; }
  /// From a pixel to the one below it, in numbers.
  size_t row() const { return size_t(width + 2 * margin) * size_t(channels); }

 private:
  std::vector<float> values;
  size_t offset(int x, int y) const {
    return size_t(y + margin) * row() + size_t(x + margin) * size_t(channels);
  }
};

/// A square convolution over all channels.
class Convolution {
 public:
  int inputs, outputs, side, stride, padding;

  /// `weights`: side × side × inputs rows of `outputs` numbers.
  Convolution(
      int inputs, int outputs, int side, int stride, int padding, const std::vector<float> &weights,
      std::vector<float> bias);

  /// `map`: of as many channels as there are inputs, and a margin of the padding at least.
  /// `margin`: of the result. `rectifies`: whether results below 0 become 0.
  Map operator()(const Map &map, bool rectifies, int margin) const;

 private:
  int kernel;                  // the number of one
  // Block after block of outputs, as the kernel takes them; the last filled up with zeros.
  std::vector<float> weights;
  std::vector<float> bias;
};

}  // namespace vision
