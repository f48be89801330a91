/// Converts a TIFF's stored samples to 8-bit gray or colour.
#pragma once

#include <cstdint>
#include <vector>

#include "Pixels.hpp"
#include "TiffLayout.hpp"

namespace vision {

/// Converts rows of pixels. Not thread-safe: each thread needs its own.
class TiffSamples {
 public:
  TiffSamples(const TiffLayout &layout, Channels channels);

  /// Converts `count` pixels to `out`. `planes`: the start of the row in each plane, or in the only
  /// one where samples are interleaved.
  void convert(const uint8_t *const *planes, int count, uint8_t *out);

  /// Converts the first `count` pixels of row `y` from 8-bit YCbCr with subsampled chroma. `block`
  /// holds units of pixels that share a pair of Cb and Cr, for rows of `block_width` pixels.
  void convert_shared(const uint8_t *block, int block_width, int y, int count, uint8_t *out);

 private:
  TiffLayout layout;
  Channels channels;
  /// Tables from a stored sample to 8 bits, and from a palette index to red, green and blue.
  std::vector<uint8_t> scale, tables[3];
  std::vector<uint16_t> raw;
  std::vector<uint8_t> stored;

  void fetch(const uint8_t *const *planes, int sample, int count);
  Samples fill(const uint8_t *const *planes, int count);
  void fill_palette(const uint8_t *const *planes, int count, int step);
  void compose(const uint8_t *const *planes, int count, int step);
};

}  // namespace vision
