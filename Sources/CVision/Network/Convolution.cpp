#include "Convolution.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "Instructions.hpp"

namespace vision {

namespace {

// Each kernel computes `pixels` output pixels at a time. It keeps their sums, two vectors each, in
// registers while it runs over all inputs of the window. In each row of the window, pixels and
// channels are contiguous, so nothing has to be gathered first.

/// What all pixels of a call have in common. Lengths and steps are in floats.
struct Window {
  int rows;
  size_t length, row;
  const float *weights, *bias;
  bool rectifies;
};

template <typename Vector, int pixels>
[[gnu::always_inline]] inline void sum_up(
    const Window &window, const float *const *sources, float *const *targets) {
  constexpr size_t lanes = sizeof(Vector) / sizeof(float);
  Vector sums[pixels][2];
  for (int i = 0; i < pixels; i++) std::memcpy(sums[i], window.bias, sizeof sums[i]);
  const float *weights = window.weights;
  for (int y = 0; y < window.rows; y++) {
    const float *source[pixels];
    for (int i = 0; i < pixels; i++) source[i] = sources[i] + size_t(y) * window.row;
    for (size_t k = 0; k < window.length; k++, weights += 2 * lanes) {
      Vector first, second;
      std::memcpy(&first, weights, sizeof first);
      std::memcpy(&second, weights + lanes, sizeof second);
#pragma GCC unroll 16
      for (int i = 0; i < pixels; i++) {
        const float value = source[i][k];
        sums[i][0] += value * first;
        sums[i][1] += value * second;
      }
    }
  }
  for (int i = 0; i < pixels; i++) {
    for (int half = 0; half < 2; half++) {
      Vector sum = sums[i][half];
      if (window.rectifies) sum = sum > 0 ? sum : Vector{};
      std::memcpy(targets[i] + half * lanes, &sum, sizeof sum);
    }
  }
}

constexpr int maximum_pixels = 12, maximum_outputs = 32;
typedef float Four __attribute__((vector_size(16)));

void by_four(const Window &window, const float *const *sources, float *const *targets) {
  sum_up<Four, 6>(window, sources, targets);
}

#if defined(__x86_64__)
typedef float Eight __attribute__((vector_size(32)));
typedef float Sixteen __attribute__((vector_size(64)));

__attribute__((target("avx2,fma"))) void by_eight(
    const Window &window, const float *const *sources, float *const *targets) {
  sum_up<Eight, 6>(window, sources, targets);
}

__attribute__((target("avx512f"))) void by_sixteen(
    const Window &window, const float *const *sources, float *const *targets) {
  sum_up<Sixteen, maximum_pixels>(window, sources, targets);
}
#endif

/// An implementation: how many pixels and outputs it computes at a time, and its measured speed
/// relative to `by_eight`.
struct Kernel {
  void (*run)(const Window &, const float *const *, float *const *);
  int pixels, outputs;
  double speed;
};

/// The kernels that this processor supports. The two wide ones give bit-identical results; the
/// plain one rounds each product once more, so it differs in the seventh digit.
const std::vector<Kernel> &kernels() {
  static const std::vector<Kernel> list = [] {
    std::vector<Kernel> supported = {{by_four, 6, 8, 0.35}};
#if defined(__x86_64__)
    if (has_avx2()) {
      supported.push_back({by_eight, 6, 16, 1});
      if (__builtin_cpu_supports("avx512f"))
        supported.push_back({by_sixteen, maximum_pixels, maximum_outputs, 1.35});
    }
#endif
    return supported;
  }();
  return list;
}

int blocks(int outputs, const Kernel &kernel) {
  return (outputs + kernel.outputs - 1) / kernel.outputs;
}

/// Index of the fastest kernel for this number of outputs.
int fastest(int outputs) {
  const auto time = [&](const Kernel &kernel) {
    return blocks(outputs, kernel) * kernel.outputs / kernel.speed;
  };
  const auto best = std::min_element(
      kernels().begin(), kernels().end(),
      [&](const Kernel &a, const Kernel &b) { return time(a) < time(b); });
  return int(best - kernels().begin());
}

}  // namespace

Map::Map(int width, int height, int channels, int margin)
    : width(width),
      height(height),
      channels(channels),
      margin(margin),
      values(size_t(width + 2 * margin) * size_t(height + 2 * margin) * size_t(channels)) {}

Convolution::Convolution(
    int inputs, int outputs, int side, int stride, int padding, const std::vector<float> &weights,
    std::vector<float> bias)
    : inputs(inputs),
      outputs(outputs),
      side(side),
      stride(stride),
      padding(padding),
      kernel(fastest(outputs)),
      bias(std::move(bias)) {
  const size_t block = size_t(kernels()[size_t(kernel)].outputs), all = size_t(outputs);
  for (size_t first = 0; first < all; first += block) {
    const size_t count = std::min(block, all - first);
    for (size_t row = 0; row < weights.size(); row += all) {
      const auto start = weights.begin() + long(row + first);
      this->weights.insert(this->weights.end(), start, start + long(count));
      this->weights.insert(this->weights.end(), block - count, 0.0f);
    }
  }
  this->bias.resize(size_t(blocks(outputs, kernels()[size_t(kernel)])) * block);
}

Map Convolution::operator()(const Map &map, bool rectifies, int margin) const {
  // A map smaller than the window yields nothing; dividing the negative number would round up to
  // one pixel.
  const auto length = [&](int input) {
    const int rest = input + 2 * padding - side;
    return rest < 0 ? 0 : rest / stride + 1;
  };
  Map result(length(map.width), length(map.height), outputs, margin);
  const auto &[run, pixel_block, block, speed] = kernels()[size_t(kernel)];
  const int pixels = result.width * result.height;
  Window window{side,     size_t(side) * size_t(inputs), map.row(), weights.data(), bias.data(),
                rectifies};
  std::vector<float> spare(maximum_pixels * maximum_outputs);
  for (int output = 0; output < outputs; output += block) {
    const int count = std::min(block, outputs - output);
    for (int first = 0; first < pixels; first += pixel_block) {
      const float *sources[maximum_pixels];
      float *targets[maximum_pixels], *outputs_of[maximum_pixels];
      for (int i = 0; i < pixel_block; i++) {
        // The last block repeats the last pixel.
        const int pixel = std::min(first + i, pixels - 1);
        const int x = pixel % result.width, y = pixel / result.width;
        sources[i] = map.at(x * stride - padding, y * stride - padding);
        outputs_of[i] = result.at(x, y) + output;
        targets[i] = count == block ? outputs_of[i] : &spare[size_t(i * block)];
      }
      run(window, sources, targets);
      if (count == block) continue;
      for (int i = 0; i < pixel_block; i++) std::copy_n(targets[i], count, outputs_of[i]);
    }
    window.weights += size_t(block) * window.length * size_t(side);
    window.bias += block;
  }
  return result;
}

}  // namespace vision
