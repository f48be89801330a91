#include "Surroundings.hpp"

#include <algorithm>
#include <cmath>

namespace vision {

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr size_t directions = Surroundings::directions;

/// Standard deviations of the blur, px of the maps. With 0.7 times these values, on people left
/// out, eyes were nearer to the hand-placed points and chins farther from them.
constexpr double blurs[] = {1.4, 2.8, 4.9};
/// Radii of the rings, px of the picture. Ring i samples scale i.
constexpr double rings[] = {5.6, 14, 28};
/// Gradient strength, in the units of the sums, below which edges are suppressed.
constexpr float faint = 0.5f;

/// One half of a Gaussian, from the centre outwards; the whole sums to 1.
std::vector<float> gaussian(double sigma) {
  const int reach = std::max(1, int(std::ceil(3 * sigma)));
  std::vector<double> values;
  double sum = 0;
  for (int i = 0; i <= reach; i++) {
    values.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
    sum += i == 0 ? values[0] : 2 * values.back();
  }
  std::vector<float> half;
  for (const double value : values) half.push_back(float(value / sum));
  return half;
}

void add(float *sums, const float *values, size_t count, float weight) {
  for (size_t i = 0; i < count; i++) sums[i] += weight * values[i];
}

/// Blurs a map with `depth` numbers per pixel; beyond the edge its edge pixels are repeated.
void blur(std::vector<float> &map, int width, int height, size_t depth, double sigma) {
  const std::vector<float> half = gaussian(sigma);
  const int reach = int(half.size()) - 1;
  const size_t stride = size_t(width) * depth;
  std::vector<float> down(map.size());
  for (int y = 0; y < height; y++) {
    for (int i = -reach; i <= reach; i++) {
      const float *row = map.data() + size_t(std::clamp(y + i, 0, height - 1)) * stride;
      add(down.data() + size_t(y) * stride, row, stride, half[size_t(std::abs(i))]);
    }
  }
  std::vector<float> wide((size_t(width) + 2 * size_t(reach)) * depth);
  for (int y = 0; y < height; y++) {
    const float *row = down.data() + size_t(y) * stride;
    for (int x = -reach; x < width + reach; x++) {
      std::copy_n(
          row + size_t(std::clamp(x, 0, width - 1)) * depth, depth,
          wide.data() + size_t(x + reach) * depth);
    }
    float *sums = map.data() + size_t(y) * stride;
    std::fill_n(sums, stride, 0.0f);
    for (int i = 0; i <= 2 * reach; i++) {
      add(sums, wide.data() + size_t(i) * depth, stride, half[size_t(std::abs(i - reach))]);
    }
  }
}

/// Histograms of gradient directions, on a map of half the size. Gradients are those of the square
/// roots of the gray levels, on which brightness has less influence.
std::vector<float> gradients(const uint8_t *pixels, int width, int height) {
  const int across = width / 2, down = height / 2;
  std::vector<float> map(size_t(across) * size_t(down) * directions), roots(256);
  for (size_t i = 0; i < roots.size(); i++) roots[i] = std::sqrt(float(i));
  const auto root = [&](int x, int y) {
    x = std::clamp(x, 0, width - 1);
    y = std::clamp(y, 0, height - 1);
    return roots[pixels[size_t(y) * size_t(width) + size_t(x)]];
  };
  for (int y = 0; y < 2 * down; y++) {
    for (int x = 0; x < 2 * across; x++) {
      const float a = root(x + 1, y - 1) - root(x - 1, y + 1);
      const float b = root(x + 1, y + 1) - root(x - 1, y - 1);
      const float right = a + b + 2 * (root(x + 1, y) - root(x - 1, y));
      const float under = b - a + 2 * (root(x, y + 1) - root(x, y - 1));
      const float strength = std::sqrt(right * right + under * under) / 4;
      const double turn = std::atan2(double(under), double(right)) / pi + 1;  // 0 … 2
      const double direction = turn * double(directions);
      const double whole = std::floor(direction);
      const auto share = float(direction - whole);
      float *cell = map.data() + (size_t(y / 2) * size_t(across) + size_t(x / 2)) * directions;
      cell[size_t(whole) % directions] += strength * (1 - share);
      cell[(size_t(whole) + 1) % directions] += strength * share;
    }
  }
  return map;
}

/// Divides the map by the strength of the edges around each pixel, so that contrast matters little.
void normalize(std::vector<float> &map, int width, int height, double sigma) {
  std::vector<float> strength(map.size() / directions);
  for (size_t i = 0; i < strength.size(); i++) {
    float sum = 0;
    for (size_t k = 0; k < directions; k++) {
      sum += map[i * directions + k] * map[i * directions + k];
    }
    strength[i] = std::sqrt(sum);
  }
  blur(strength, width, height, 1, 3 * sigma);
  for (size_t i = 0; i < map.size(); i++) map[i] /= strength[i / directions] + faint;
}

}  // namespace

Surroundings::Surroundings(const uint8_t *pixels, int width, int height)
    : width(width / 2), height(height / 2) {
  std::vector<float> map = gradients(pixels, width, height);
  double before = 0;
  for (size_t scale = 0; scale < scales; scale++) {
    const double sigma = blurs[scale];
    blur(map, this->width, this->height, directions, std::sqrt(sigma * sigma - before * before));
    before = sigma;
    maps[scale] = map;
    normalize(maps[scale], this->width, this->height, sigma);
  }
}

void Surroundings::sample(size_t scale, double x, double y, float *result) const {
  x = std::clamp((x - 0.5) / 2, 0.0, double(width - 1));
  y = std::clamp((y - 0.5) / 2, 0.0, double(height - 1));
  const int left = std::min(int(x), width - 2), top = std::min(int(y), height - 2);
  const auto right = float(x - left), below = float(y - top);
  const size_t stride = size_t(width) * directions;
  const float *first = maps[scale].data() + size_t(top) * stride + size_t(left) * directions;
  for (size_t k = 0; k < directions; k++) {
    const float *at = first + k;
    const float upper = at[0] + right * (at[directions] - at[0]);
    const float lower = at[stride] + right * (at[stride + directions] - at[stride]);
    result[k] = upper + below * (lower - upper);
  }
}

void Surroundings::describe(double x, double y, float *result) const {
  sample(0, x, y, result);
  for (size_t ring = 0; ring < scales; ring++) {
    for (size_t i = 0; i < 8; i++) {
      result += directions;
      const double angle = (double(i) + (ring == 1 ? 0.5 : 0)) * pi / 4;
      sample(ring, x + rings[ring] * std::cos(angle), y + rings[ring] * std::sin(angle), result);
    }
  }
}

}  // namespace vision
