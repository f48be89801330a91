/// dlib's file of a network, read without dlib's network types: these would bring a BLAS into every
/// program.
#pragma once

#include <array>
#include <iosfwd>
#include <string>
#include <vector>

#include "CFaceGeometry.h"
#include "Convolution.hpp"

namespace vision {

/// One layer with numbers, or one that combines or chooses others.
struct DnnLayer {
  std::string kind;            // con, affine, relu, max_pool, avg_pool, add_prev or fc
  std::vector<float> numbers;  // of con, affine and fc
  int outputs = 0;             // of con and fc
  int side = 0, stride = 0, padding = 0;  // of con
};

/// What a convolution must be in the network that is expected.
struct ConvolutionShape {
  int outputs, side, stride, padding;
};

struct DnnFile {
  std::string loss;                    // loss_metric_2 or loss_mmod_
  int window_width = 0, window_height = 0;
  face_overlap_limits suppression{};   // beyond which boxes are of one face
  // Of red, green, blue: subtracted from pixels before these are divided by 256.
  std::array<float, 3> means;
  std::vector<DnnLayer> layers;        // in the order of the data

  /// Every number is finite, every size one that a network has. Throws VISION_BAD_MODEL. `what`:
  /// what the file should be, for the message.
  DnnFile(const char *path, const char *what);

  /// The layers' kinds, in the order of the data, with a space between.
  std::string kinds() const;

  /// All convolutions, each with the affine layer behind it folded in; `inputs`: the channels of
  /// the picture. Throws VISION_BAD_MODEL where they are not of these shapes.
  std::vector<Convolution> convolutions(
      int inputs, const std::vector<ConvolutionShape> &shapes) const;

 private:
  std::string what;
  [[noreturn]] void refuse() const;
  void read(std::istream &in);
};

}  // namespace vision
