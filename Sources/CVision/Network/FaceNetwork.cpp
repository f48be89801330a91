#include "FaceNetwork.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "DnnFile.hpp"
#include "Failure.hpp"

namespace vision {

namespace {

/// The convolutions read one pixel beyond the border.
constexpr int margin = 1;

/// Calls `body` with the channels of the corresponding pixels of both maps, for every pixel of
/// `source`.
template <typename Body>
void each_pixel(Map &target, const Map &source, Body &&body) {
  for (int y = 0; y < source.height; y++) {
    for (int x = 0; x < source.width; x++) body(target.at(x, y), source.at(x, y));
  }
}

/// Combines windows of `side` × `side` pixels with a stride of two.
template <typename Combine>
Map pool(const Map &map, int side, Combine &&combine) {
  Map result((map.width - side) / 2 + 1, (map.height - side) / 2 + 1, map.channels, margin);
  for (int y = 0; y < result.height; y++) {
    for (int x = 0; x < result.width; x++) {
      float *target = result.at(x, y);
      std::copy_n(map.at(2 * x, 2 * y), map.channels, target);
      for (int i = 1; i < side * side; i++) {
        const float *source = map.at(2 * x + i % side, 2 * y + i / side);
        for (int channel = 0; channel < map.channels; channel++) {
          target[channel] = combine(target[channel], source[channel]);
        }
      }
    }
  }
  return result;
}

Map maximum_of_nine(const Map &map) {
  return pool(map, 3, [](float a, float b) { return std::max(a, b); });
}

Map sum_of_four(const Map &map) {
  return pool(map, 2, [](float a, float b) { return a + b; });
}

/// max(0, a + factor · b). The result has the size of the larger map; the smaller one is padded
/// with 0.
Map rectified_sum(Map a, const Map &b, float factor) {
  if (a.width < b.width) {
    Map larger(b.width, b.height, a.channels, margin);
    each_pixel(larger, a, [&](float *to, const float *from) { std::copy_n(from, a.channels, to); });
    a = std::move(larger);
  }
  const int channels = b.channels;
  each_pixel(a, b, [&](float *to, const float *from) {
    for (int channel = 0; channel < channels; channel++) to[channel] += factor * from[channel];
  });
  each_pixel(a, a, [&](float *to, const float *from) {
    for (int channel = 0; channel < a.channels; channel++)
      to[channel] = std::max(from[channel], 0.0f);
  });
  return a;
}

constexpr const char *kinds_before = "con affine relu max_pool";
constexpr const char *kinds_of_block = " con affine relu con affine add_prev relu";
constexpr const char *kinds_of_reducing_block =
    " con affine relu con affine avg_pool add_prev relu";
constexpr const char *kinds_behind = " avg_pool fc";

/// Which blocks halve the size, in the order of the data.
constexpr bool reduces[] = {false, false, false, true,  false, false, false,
                            true,  false, false, true,  false, false, true};
constexpr size_t block_count = sizeof reduces / sizeof reduces[0];
constexpr int channels_behind = 256;

/// The first convolution, then two per block; a block that halves the size has more channels than
/// the one before it.
std::vector<ConvolutionShape> shapes() {
  std::vector<ConvolutionShape> list = {{32, 7, 2, 0}};
  int channels = 32;
  for (const bool half : reduces) {
    if (half) channels = std::min(2 * channels, channels_behind);
    list.push_back(
        half ? ConvolutionShape{channels, 3, 2, 0} : ConvolutionShape{channels, 3, 1, 1});
    list.push_back({channels, 3, 1, 1});
  }
  return list;
}

}  // namespace

FaceNetwork::FaceNetwork(const char *path) {
  constexpr const char *what = "face descriptor network";
  const DnnFile file(path, what);
  std::string kinds = kinds_before;
  for (const bool half : reduces) kinds += half ? kinds_of_reducing_block : kinds_of_block;
  const DnnLayer &last = file.layers.back();
  if (file.kinds() != kinds + kinds_behind || last.outputs != VISION_DESCRIPTOR ||
      last.numbers.size() != channels_behind * VISION_DESCRIPTOR) {
    throw Failure(VISION_BAD_MODEL, std::string("the file is not dlib's ") + what);
  }
  means = file.means;
  convolutions = file.convolutions(3, shapes());
  projection = last.numbers;
}

Descriptor FaceNetwork::operator()(const Chip &chip) const {
  Map map(chip_side, chip_side, 3, margin);
  for (int i = 0; i < chip_side * chip_side; i++) {
    float *pixel = map.at(i % chip_side, i / chip_side);
    for (size_t colour = 0; colour < 3; colour++) {
      pixel[colour] = (float(chip[3 * size_t(i) + colour]) - means[colour]) / 256;
    }
  }
  map = maximum_of_nine(convolutions[0](map, true, margin));
  for (size_t block = 0; block < block_count; block++) {
    const Convolution *two = &convolutions[1 + 2 * block];
    Map inner = two[1](two[0](map, true, margin), false, margin);
    map = reduces[block] ? rectified_sum(std::move(inner), sum_of_four(map), 0.25f)
                         : rectified_sum(std::move(inner), map, 1);
  }

  std::vector<float> mean(size_t(map.channels));
  each_pixel(map, map, [&](float *, const float *from) {
    for (size_t i = 0; i < mean.size(); i++) mean[i] += from[i] / float(map.width * map.height);
  });
  Descriptor descriptor{};
  for (size_t channel = 0; channel < mean.size(); channel++) {
    for (size_t i = 0; i < descriptor.size(); i++) {
      descriptor[i] += mean[channel] * projection[channel * descriptor.size() + i];
    }
  }
  // Real descriptors have a length of about 1.4.
  for (const float number : descriptor) {
    if (std::abs(number) < 1e6f) continue;
    throw Failure(
        VISION_BAD_MODEL, "the face descriptor network is damaged: its output makes no sense");
  }
  return descriptor;
}

}  // namespace vision
