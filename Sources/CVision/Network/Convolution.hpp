/// Convolutions of feature maps, in one thread and for one picture at a time.
#pragma once

#include <cstddef>
#include <vector>

namespace vision {

/// A feature map: the channels of each pixel are contiguous, and a margin of zeros surrounds the
/// pixels.
struct Map {
  int width, height, channels, margin;

  Map(int width, int height, int channels, int margin);
  float *at(int x, int y) { return &values[offset(x, y)]; }
  const float *at(int x, int y) const { return &values[offset(x, y)]; }
  /// Distance from a pixel to the one below it, in floats.
  size_t row() const { return size_t(width + 2 * margin) * size_t(channels); }

 private:
  std::vector<float> values;
  size_t offset(int x, int y) const {
    return size_t(y + margin) * row() + size_t(x + margin) * size_t(channels);
  }
};

/// A convolution with a square window over all channels.
class Convolution {
 public:
  int inputs, outputs, side, stride, padding;

  /// `weights`: side × side × inputs rows of `outputs` numbers.
  Convolution(
      int inputs, int outputs, int side, int stride, int padding, const std::vector<float> &weights,
      std::vector<float> bias);

  /// `map` must have `inputs` channels and a margin of at least `padding`. `rectifies`: whether
  /// negative results become 0. `margin`: of the result.
  Map operator()(const Map &map, bool rectifies, int margin) const;

 private:
  int kernel;  // its index
  // Block after block of outputs, in the kernel's order; the last block is padded with zeros.
  std::vector<float> weights;
  std::vector<float> bias;
};

}  // namespace vision
