#include "Ridge.hpp"

#include <algorithm>
#include <cmath>

namespace vision {

namespace {

/// Replaces a positive definite matrix by its Cholesky factor, in place.
void factor(std::vector<double> &lower, size_t size) {
  for (size_t i = 0; i < size; i++) {
    double *row = lower.data() + i * (i + 1) / 2;
    for (size_t j = 0; j <= i; j++) {
      const double *other = lower.data() + j * (j + 1) / 2;
      double rest = row[j];
      for (size_t k = 0; k < j; k++) rest -= row[k] * other[k];
      row[j] = i == j ? std::sqrt(rest) : rest / other[j];
    }
  }
}

/// Solves for one right-hand side, in place.
void substitute(const std::vector<double> &lower, std::vector<double> &side) {
  const size_t size = side.size();
  for (size_t i = 0; i < size; i++) {
    const double *row = lower.data() + i * (i + 1) / 2;
    for (size_t k = 0; k < i; k++) side[i] -= row[k] * side[k];
    side[i] /= row[i];
  }
  for (size_t i = size; i-- > 0;) {
    const double *row = lower.data() + i * (i + 1) / 2;
    side[i] /= row[i];
    for (size_t k = 0; k < i; k++) side[k] -= row[k] * side[i];
  }
}

}  // namespace

Ridge::Ridge(size_t inputs, size_t outputs)
    : size(inputs + 1), outputs(outputs), products(size * (size + 1) / 2), targets(size * outputs),
      row(size) {}

void Ridge::add(const float *input, const double *output) {
  std::copy_n(input, size - 1, row.begin());
  row.back() = 1;
  double *product = products.data(), *target = targets.data();
  for (size_t i = 0; i < size; i++) {
    for (size_t j = 0; j <= i; j++) product[j] += row[i] * row[j];
    for (size_t j = 0; j < outputs; j++) target[j] += row[i] * output[j];
    product += i + 1;
    target += outputs;
  }
}

std::vector<float> Ridge::solve(double penalty) const {
  std::vector<double> lower = products;
  for (size_t i = 0; i + 1 < size; i++) lower[i * (i + 1) / 2 + i] += penalty;
  factor(lower, size);
  std::vector<float> weights(size * outputs);
  std::vector<double> side(size);
  for (size_t output = 0; output < outputs; output++) {
    for (size_t i = 0; i < size; i++) side[i] = targets[i * outputs + output];
    substitute(lower, side);
    for (size_t i = 0; i < size; i++) weights[i * outputs + output] = float(side[i]);
  }
  return weights;
}

void apply(
    const float *weights, const float *input, size_t inputs, size_t outputs, double *result) {
  std::copy_n(weights + inputs * outputs, outputs, result);
  for (size_t i = 0; i < inputs; i++) {
    for (size_t j = 0; j < outputs; j++) {
      result[j] += double(input[i]) * double(weights[i * outputs + j]);
    }
  }
}

}  // namespace vision
