/// Computes descriptors of chips, plain or averaged over jittered crops.
#include <dlib/rand.h>

#include <algorithm>
#include <cmath>

#include "CVisionEmbedding.h"
#include "FaceChip.hpp"
#include "Failure.hpp"
#include "FaceNetwork.hpp"

namespace vision {

namespace {

/// Makes a random crop of a chip as dlib::jitter_image does: shifted by up to 2 %, rotated by up to
/// 3 degrees, scaled by up to 3 %, and mirrored half of the time.
void jitter(const Chip &chip, dlib::rand &random, Chip &crop) {
  constexpr double side = chip_side - 6;
  const double y = std::floor(random.get_double_in_range(-0.02, 0.02) * side + 0.5);
  const double x = std::floor(random.get_double_in_range(-0.02, 0.02) * side + 0.5);
  const double width = std::floor(side / random.get_double_in_range(0.97, 0.99999));
  const double angle = random.get_double_in_range(-3, 3) * M_PI / 180;
  // The centre of a box of whole pixels around the middle of the chip.
  const double centre = chip_side / 2 - std::floor(width / 2) + (width - 1) / 2;
  const cv::Mat pixels(chip_side, chip_side, CV_8UC3, const_cast<uint8_t *>(chip.data()));
  cut_chip(pixels, false, {centre + x, centre + y, width, angle}, crop);
  if (random.get_random_double() <= 0.5) return;
  for (size_t row = 0; row < crop.size(); row += chip_side * 3) {
    for (size_t left = 0, right = (chip_side - 1) * 3; left < right; left += 3, right -= 3) {
      std::swap_ranges(&crop[row + left], &crop[row + left + 3], &crop[row + right]);
    }
  }
}

Descriptor mean_of_jittered(const FaceNetwork &network, const Chip &chip, int jitters) {
  dlib::rand random;  // the same crops for every face
  Descriptor mean{};
  for (int i = 0; i < jitters; i++) {
    Chip crop;
    jitter(chip, random, crop);
    const Descriptor descriptor = network(crop);
    for (size_t j = 0; j < mean.size(); j++) mean[j] += descriptor[j] / float(jitters);
  }
  return mean;
}

}  // namespace

}  // namespace vision

struct vision_embedder {
  vision::FaceNetwork network;
};

vision_code vision_embedder_open(
    const char *path, vision_embedder **embedder, vision_failure *failure) {
  *embedder = nullptr;
  return vision::guarded(
      failure, [&] { *embedder = new vision_embedder{vision::FaceNetwork(path)}; });
}

void vision_embedder_close(vision_embedder *embedder) { delete embedder; }

vision_code vision_embedder_describe(
    const vision_embedder *embedder, const uint8_t *chip, int jitters,
    float descriptor[VISION_DESCRIPTOR], vision_failure *failure) {
  return vision::guarded(failure, [&] {
    vision::Chip pixels;
    std::copy_n(chip, pixels.size(), pixels.begin());
    const vision::Descriptor found =
        jitters > 0 ? vision::mean_of_jittered(embedder->network, pixels, jitters)
                    : embedder->network(pixels);
    std::copy(found.begin(), found.end(), descriptor);
  });
}
