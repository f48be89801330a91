#include "DnnFile.hpp"

#include <dlib/serialize.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>

#include "Failure.hpp"

namespace vision {

namespace {

/// What is in the file, but is not what is expected.
struct Unexpected {};

void require(bool condition) {
  if (!condition) throw Unexpected{};
}

template <typename Value>
Value take(std::istream &in) {
  Value value{};
  dlib::deserialize(value, in);
  return value;
}

template <typename Value>
void skip(std::istream &in, int count) {
  for (int i = 0; i < count; i++) take<Value>(in);
}

/// A tensor's numbers, which are stored as little-endian floats, as this machine has them.
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

void skip_tensors(std::istream &in, int count) {
  for (int i = 0; i < count; i++) take_tensor(in);
}

/// Where in a tensor another one lies: told by the layer's sizes already.
void skip_alias(std::istream &in) {
  require(take<int>(in) == 1);
  skip<long long>(in, 4);
}

/// Two numbers that have to be the same: all windows and steps here are square.
int take_square(std::istream &in) {
  const int first = int(take<long>(in));
  require(first >= 0 && first < 100 && take<long>(in) == first);
  return first;
}

DnnLayer take_layer(std::istream &in) {
  DnnLayer layer;
  const auto name = take<std::string>(in);
  layer.kind = name.substr(0, name.find_last_of('_'));
  if (name == "con_4") {
    layer.numbers = take_tensor(in);
    layer.outputs = int(take<long>(in));
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
    // A normalisation as it was trained, which is one by the mean and the variance of all that it saw.
    layer.kind = "affine";
    layer.numbers = take_tensor(in);
    skip_alias(in);
    skip_alias(in);
    skip_tensors(in, 2);
    const std::vector<float> running_means = take_tensor(in), variances = take_tensor(in);
    skip<unsigned long>(in, 2);
    skip<double>(in, 4);
    const auto least = take<double>(in);
    const size_t count = variances.size();
    require(running_means.size() == count && layer.numbers.size() == 2 * count);
    for (size_t i = 0; i < count; i++) {
      layer.numbers[i] /= float(std::sqrt(variances[i] + least));
      layer.numbers[count + i] -= layer.numbers[i] * running_means[i];
    }
  } else if (name == "fc_2") {
    layer.outputs = int(take<unsigned long>(in));
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
  return layer;
}

}  // namespace

DnnFile::DnnFile(const char *path, const char *what) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure(VISION_BAD_MODEL, std::string("the model cannot be read: ") + std::strerror(errno));
  const std::string message = std::string("the file is not dlib's ") + what;
  try {
    read(in);
  } catch (const Unexpected &) {
    throw Failure(VISION_BAD_MODEL, message);
  } catch (const dlib::serialization_error &) {
    throw Failure(VISION_BAD_MODEL, message);
  }
}

/// Layers stand one in the other: first the versions of all, from the last to the first, then what each holds, from the
/// first to the last.
void DnnFile::read(std::istream &in) {
  require(take<int>(in) == 1);
  loss = take<std::string>(in);
  if (loss == "loss_metric_2") {
    skip<float>(in, 2);
  } else {
    require(loss == "loss_mmod_" && take<int>(in) == 1);
    window_width = int(take<unsigned long>(in));
    window_height = int(take<unsigned long>(in));
    skip<double>(in, 3);
    dlib::deserialize(suppression, in);
    skip<double>(in, 2);
  }
  int count = 1, version = 0;
  while ((version = take<int>(in)) != 3) {  // the first layer's
    require(version == 1 || version == 2);  // 1: a tag, which holds nothing
    if (version == 2) count++;
    require(count < 1000);
  }
  const auto input = take<std::string>(in);
  for (float &mean : means) mean = take<float>(in);
  if (input == "input_rgb_image_sized") {
    skip<unsigned long>(in, 2);
  } else {
    require(input == "input_rgb_image_pyramid");
  }
  for (int i = 0; i < count; i++) {
    layers.push_back(take_layer(in));
    skip<bool>(in, 3);
    skip_tensors(in, 3);  // empty: what training left
    if (i == 0) skip<unsigned int>(in, 1);
  }
}

std::string DnnFile::kinds() const {
  std::string text;
  for (const DnnLayer &layer : layers) text += (text.empty() ? "" : " ") + layer.kind;
  return text;
}

std::vector<Convolution> DnnFile::convolutions(int inputs) const {
  std::vector<Convolution> list;
  for (size_t i = 0; i < layers.size(); i++) {
    const DnnLayer &layer = layers[i];
    if (layer.kind != "con") continue;
    const size_t outputs = size_t(layer.outputs), places = size_t(layer.side) * size_t(layer.side);
    const size_t count = outputs * places * size_t(inputs);
    std::vector<float> scales(outputs, 1), bias(outputs), weights(count);
    const bool is_scaled = i + 1 < layers.size() && layers[i + 1].kind == "affine";
    if (layer.numbers.size() != count + outputs || (is_scaled && layers[i + 1].numbers.size() != 2 * outputs)) {
      throw Failure(VISION_BAD_MODEL, "a layer of the model has another size than it says");
    }
    for (size_t output = 0; output < outputs; output++) {
      bias[output] = layer.numbers[count + output];
      if (!is_scaled) continue;
      scales[output] = layers[i + 1].numbers[output];
      bias[output] = bias[output] * scales[output] + layers[i + 1].numbers[outputs + output];
    }
    // From output, input, place to place, input, output.
    for (size_t from = 0; from < count; from++) {
      const size_t place = from % places, input = from / places % size_t(inputs), output = from / places / size_t(inputs);
      weights[(place * size_t(inputs) + input) * outputs + output] = layer.numbers[from] * scales[output];
    }
    list.emplace_back(inputs, layer.outputs, layer.side, layer.stride, layer.padding, weights, std::move(bias));
    inputs = layer.outputs;
  }
  return list;
}

}  // namespace vision
