/// Linear regression with a penalty on the weights (ridge regression, Hoerl and Kennard 1970).
#pragma once

#include <cstddef>
#include <vector>

namespace vision {

/// Accumulates cases one by one, so memory does not grow with their number.
class Ridge {
 public:
  Ridge(size_t inputs, size_t outputs);

  void add(const float *input, const double *output);

  /// The weights: inputs + 1 rows with one number per output. The last row is the constant's, which
  /// is not penalised. O(inputs³).
  std::vector<float> solve(double penalty) const;

 private:
  size_t size, outputs;          // size: the inputs and the constant
  std::vector<double> products;  // of pairs of inputs: the lower triangle, row by row
  std::vector<double> targets;   // products of inputs and outputs: one row per input
  std::vector<double> row;
};

/// Applies weights from `solve` to an input.
void apply(const float *weights, const float *input, size_t inputs, size_t outputs, double *result);

}  // namespace vision
