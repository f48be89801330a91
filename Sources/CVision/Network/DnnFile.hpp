/// Reads dlib's network files without dlib's network types, which would make every program load a
/// BLAS.
#pragma once

#include <array>
#include <iosfwd>
#include <string>
#include <vector>

#include "CFaceGeometry.h"
#include "Convolution.hpp"

namespace vision {

/// One layer of the network.
struct DnnLayer {
  std::string kind;            // con, affine, relu, max_pool, avg_pool, add_prev or fc
  std::vector<float> numbers;  // of con, affine and fc
  int outputs = 0;             // of con and fc
  int side = 0, stride = 0, padding = 0;  // of con
};

/// The expected shape of a convolution.
struct ConvolutionShape {
  int outputs, side, stride, padding;
};

struct DnnFile {
  std::string loss;                    // loss_metric_2 or loss_mmod_
  int window_width = 0, window_height = 0;
  face_overlap_limits suppression{};   // boxes that overlap more belong to one face
  // Of red, green, blue: subtracted from pixels before division by 256.
  std::array<float, 3> means;
  std::vector<DnnLayer> layers;        // in the order of the data

  /// Checks that all numbers are finite and all sizes plausible. Throws VISION_BAD_MODEL. `what`:
  /// what the file should be, for the message.
  DnnFile(const char *path, const char *what);

  /// The layers' kinds, in the order of the data, separated by spaces.
  std::string kinds() const;

  /// All convolutions, each merged with the affine layer after it. `inputs`: the channels of the
  /// picture. Throws VISION_BAD_MODEL if they do not have these shapes.
  std::vector<Convolution> convolutions(
      int inputs, const std::vector<ConvolutionShape> &shapes) const;

 private:
  std::string what;
  [[noreturn]] void refuse() const;
  void read(std::istream &in);
};

}  // namespace vision
