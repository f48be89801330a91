/// Linear regression with a penalty on the weights (ridge regression, Hoerl and Kennard 1970).
#pragma once

#include <cstddef>
#include <vector>

namespace vision {

/// Gathers cases one by one, so that memory does not grow with them.
class Ridge {
 public:
  Ridge(size_t inputs, size_t outputs);

  void add(const float *input, const double *output);

  /// Weights, (inputs + 1) rows of one number an output: those of the constant, which pays no
  /// penalty, are the last row. O(inputs³).
  std::vector<float> solve(double penalty) const;

 private:
  size_t size, outputs;          // inputs and the constant
  std::vector<double> products;  // of inputs: the lower triangle, row by row
  std::vector<double> targets;   // of inputs and outputs: a row an input
  std::vector<double> row;
};

/// The outputs of weights as above.
void apply(const float *weights, const float *input, size_t inputs, size_t outputs, double *result);

}  // namespace vision
