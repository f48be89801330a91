/// dlib's face descriptor network: a residual network (He et al. 2016) of 29 convolutions, from a
/// 150 px chip to 128 numbers, trained so that the descriptors of one person are within 0.6 of each
/// other (King 2017).
///
/// dlib's own layers are modified as they run, so every thread would need a copy of the network,
/// and they spend most of their time outside the multiplications. Here the weights are immutable
/// once read.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "CVisionEmbedding.h"
#include "Convolution.hpp"

namespace vision {

constexpr int chip_side = VISION_CHIP_SIDE;
using Descriptor = std::array<float, VISION_DESCRIPTOR>;

/// A chip: 150 rows of 150 pixels, each red, green, blue.
using Chip = std::array<uint8_t, VISION_CHIP_BYTES>;

class FaceNetwork {
 public:
  /// Reads dlib's dlib_face_recognition_resnet_model_v1.dat. Throws VISION_BAD_MODEL.
  explicit FaceNetwork(const char *path);

  /// Takes about 0.55 billion operations in one thread, and 2 MB beside the weights. Throws
  /// VISION_BAD_MODEL if the weights are so damaged that the output is not finite, or absurdly
  /// large.
  Descriptor operator()(const Chip &chip) const;

 private:
  std::array<float, 3> means;              // of red, green, blue
  std::vector<Convolution> convolutions;   // the first, then two for each block
  std::vector<float> projection;           // a row of 128 for each final channel
};

}  // namespace vision
