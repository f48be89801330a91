#include "DnnFile.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>

#include "DlibValues.hpp"
#include "Failure.hpp"

namespace vision {

namespace {

/// Thrown where the file holds something other than expected.
struct Unexpected {};

void require(bool condition) {
  if (!condition) throw Unexpected{};
}

template <typename Value>
void skip(std::istream &in, int count) {
  for (int i = 0; i < count; i++) take<Value>(in);
}

/// Reads a tensor's numbers. They are stored as little-endian floats, the format of this machine.
std::vector<float> take_tensor(std::istream &in) {
  require(take<int>(in) == 2);
  size_t count = 1;
  for (int i = 0; i < 4; i++) {
    const auto side = take<long long>(in);
    require(side >= 0 && side <= 1 << 24);
    count *= size_t(side);
    require(count <= 1 << 24);
  }
  std::vector<float> numbers(count);
  in.read(reinterpret_cast<char *>(numbers.data()), std::streamsize(count * sizeof(float)));
  require(bool(in));
  return numbers;
}

/// Reads a word, checking its length before allocating memory.
std::string take_word(std::istream &in) {
  const auto count = take<unsigned long>(in);
  require(count < 64);
  std::string word(count, ' ');
  in.read(word.data(), std::streamsize(count));
  require(bool(in));
  return word;
}

/// Reads the number of channels that a layer produces.
int take_outputs(std::istream &in) {
  const auto outputs = take<unsigned long>(in);
  require(outputs >= 1 && outputs <= 1 << 12);
  return int(outputs);
}

/// Reads a side of the window that the detector was trained with, px.
int take_window(std::istream &in) {
  const auto side = take<unsigned long>(in);
  require(side >= 1 && side <= 1000);
  return int(side);
}

bool are_finite(const std::vector<float> &numbers) {
  return std::all_of(
      numbers.begin(), numbers.end(), [](float number) { return std::isfinite(number); });
}

bool is_part(double value) { return value >= 0 && value <= 1; }

void skip_tensors(std::istream &in, int count) {
  for (int i = 0; i < count; i++) take_tensor(in);
}

/// Skips the position of a tensor within another, which follows from the layer's sizes.
void skip_alias(std::istream &in) {
  require(take<int>(in) == 1);
  skip<long long>(in, 4);
}

/// Reads two numbers that must be equal, because all windows and steps here are square.
int take_square(std::istream &in) {
  const int first = int(take<long>(in));
  require(first >= 0 && first < 100 && take<long>(in) == first);
  return first;
}

DnnLayer take_layer(std::istream &in) {
  DnnLayer layer;
  const std::string name = take_word(in);
  layer.kind = name.substr(0, name.find_last_of('_'));
  if (name == "con_4") {
    layer.numbers = take_tensor(in);
    layer.outputs = take_outputs(in);
    layer.side = take_square(in);
    layer.stride = take_square(in);
    layer.padding = take_square(in);
    skip_alias(in);
    skip_alias(in);
    skip<double>(in, 4);  // for training
  } else if (name == "affine_") {
    layer.numbers = take_tensor(in);
    skip_alias(in);
    skip_alias(in);
    skip<int>(in, 1);
  } else if (name == "bn_con2") {
    // Batch normalisation as trained: becomes an affine layer by its running means and variances.
    layer.kind = "affine";
    layer.numbers = take_tensor(in);
    skip_alias(in);
    skip_alias(in);
    skip_tensors(in, 2);
    const std::vector<float> running_means = take_tensor(in), variances = take_tensor(in);
    skip<unsigned long>(in, 2);
    skip<double>(in, 4);
    const auto epsilon = take<double>(in);
    const size_t count = variances.size();
    require(running_means.size() == count && layer.numbers.size() == 2 * count);
    for (size_t i = 0; i < count; i++) {
      layer.numbers[i] /= float(std::sqrt(variances[i] + epsilon));
      layer.numbers[count + i] -= layer.numbers[i] * running_means[i];
    }
  } else if (name == "fc_2") {
    layer.outputs = take_outputs(in);
    skip<unsigned long>(in, 1);
    layer.numbers = take_tensor(in);
    skip_alias(in);
    skip_alias(in);
    skip<int>(in, 1);
    skip<double>(in, 4);
  } else if (name == "max_pool_2" || name == "avg_pool_2") {
    skip<long>(in, 6);
  } else {
    require(name == "relu_" || name == "add_prev_");
  }
  require(are_finite(layer.numbers));
  return layer;
}

}  // namespace

DnnFile::DnnFile(const char *path, const char *what) : what(what) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw Failure(
        VISION_BAD_MODEL, std::string("the model cannot be read: ") + std::strerror(errno));
  try {
    read(in);
  } catch (const Unexpected &) {
    refuse();
  } catch (const dlib::serialization_error &) {
    refuse();
  }
}

void DnnFile::refuse() const { throw Failure(VISION_BAD_MODEL, "the file is not dlib's " + what); }

/// Layers are nested in the file: first the version of each, from the last layer to the first, then
/// the contents of each, from the first to the last.
void DnnFile::read(std::istream &in) {
  require(take<int>(in) == 1);
  loss = take_word(in);
  if (loss == "loss_metric_2") {
    skip<float>(in, 2);
  } else {
    require(loss == "loss_mmod_" && take<int>(in) == 1);
    window_width = take_window(in);
    window_height = take_window(in);
    skip<double>(in, 3);
    suppression.of_bounds = take<double>(in);
    suppression.of_smaller = take<double>(in);
    require(is_part(suppression.of_bounds) && is_part(suppression.of_smaller));
    skip<double>(in, 2);
  }
  int count = 1, version = 0;
  while ((version = take<int>(in)) != 3) {  // the first layer's
    require(version == 1 || version == 2);  // 1: a tag, which has no contents
    if (version == 2) count++;
    require(count < 1000);
  }
  const std::string input = take_word(in);
  for (float &mean : means) {
    mean = take<float>(in);
    require(mean >= 0 && mean < 256);
  }
  if (input == "input_rgb_image_sized") {
    skip<unsigned long>(in, 2);
  } else {
    require(input == "input_rgb_image_pyramid");
  }
  for (int i = 0; i < count; i++) {
    layers.push_back(take_layer(in));
    skip<bool>(in, 3);
    skip_tensors(in, 3);  // left over from training, and empty
    if (i == 0) skip<unsigned int>(in, 1);
  }
}

std::string DnnFile::kinds() const {
  std::string text;
  for (const DnnLayer &layer : layers) text += (text.empty() ? "" : " ") + layer.kind;
  return text;
}

std::vector<Convolution> DnnFile::convolutions(
    int inputs, const std::vector<ConvolutionShape> &shapes) const {
  std::vector<Convolution> list;
  for (size_t i = 0; i < layers.size(); i++) {
    const DnnLayer &layer = layers[i];
    if (layer.kind != "con") continue;
    const ConvolutionShape shape = list.size() < shapes.size() ? shapes[list.size()]
                                                               : ConvolutionShape{};
    if (layer.outputs != shape.outputs || layer.side != shape.side ||
        layer.stride != shape.stride || layer.padding != shape.padding) {
      refuse();
    }
    const size_t outputs = size_t(layer.outputs), pixels = size_t(layer.side) * size_t(layer.side);
    const size_t count = outputs * pixels * size_t(inputs);
    std::vector<float> scales(outputs, 1), bias(outputs), weights(count);
    const bool is_scaled = i + 1 < layers.size() && layers[i + 1].kind == "affine";
    if (layer.numbers.size() != count + outputs ||
        (is_scaled && layers[i + 1].numbers.size() != 2 * outputs)) {
      refuse();
    }
    for (size_t output = 0; output < outputs; output++) {
      bias[output] = layer.numbers[count + output];
      if (!is_scaled) continue;
      scales[output] = layers[i + 1].numbers[output];
      bias[output] = bias[output] * scales[output] + layers[i + 1].numbers[outputs + output];
    }
    // From the order output, input, pixel to pixel, input, output.
    for (size_t from = 0; from < count; from++) {
      const size_t pixel = from % pixels, input = from / pixels % size_t(inputs),
                   output = from / pixels / size_t(inputs);
      weights[(pixel * size_t(inputs) + input) * outputs + output] =
          layer.numbers[from] * scales[output];
    }
    list.emplace_back(
        inputs, layer.outputs, layer.side, layer.stride, layer.padding, weights, std::move(bias));
    inputs = layer.outputs;
  }
  if (list.size() != shapes.size()) refuse();
  return list;
}

}  // namespace vision
