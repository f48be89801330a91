/// From the samples that a TIFF stores to gray or colour of 8 bits.
#pragma once

#include <cstdint>
#include <vector>

#include "Pixels.hpp"
#include "TiffLayout.hpp"

namespace vision {

/// Converts runs of pixels; one for each thread.
class TiffSamples {
 public:
  TiffSamples(const TiffLayout &layout, Channels channels);

  /// `planes`: where the row of each plane begins, one for all samples where they are interleaved.
  /// Fills `count` pixels at `out`.
  void convert(const uint8_t *const *planes, int count, uint8_t *out);

  /// YCbCr of 8 bits with shared chroma: `block` holds units of the pixels that share one pair, for
  /// `block_width` pixels a row. Converts the first `count` of its row `y`.
  void convert_shared(const uint8_t *block, int block_width, int y, int count, uint8_t *out);

 private:
  TiffLayout layout;
  Channels channels;
  /// From a stored sample to 8 bits, and from an index to red, green and blue.
  std::vector<uint8_t> scale, tables[3];
  std::vector<uint16_t> raw;
  std::vector<uint8_t> stored;

  void fetch(const uint8_t *const *planes, int sample, int count);
  Samples fill(const uint8_t *const *planes, int count);
  void fill_palette(const uint8_t *const *planes, int count, int step);
  void compose(const uint8_t *const *planes, int count, int step);
};

}  // namespace vision
