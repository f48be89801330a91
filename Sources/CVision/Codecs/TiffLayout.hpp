/// Which TIFFs are supported, and how they store a pixel.
#pragma once

#include <cstdint>
#include <vector>

#include "TiffDirectory.hpp"
#include "TiffHandle.hpp"

namespace vision {

/// How a TIFF stores a pixel.
struct TiffLayout {
  enum class Alpha { none, straight, multiplied };

  /// 1 … 16 bits per sample, unsigned, and samples per pixel.
  int bits, samples;
  /// TIFF's PhotometricInterpretation: 0 and 1 gray, 2 red, green, blue, 3 palette, 5 inks,
  /// 6 YCbCr.
  int photometric;
  /// Whether there is alpha, and which sample it is.
  Alpha alpha;
  int alpha_sample;
  /// Whether each sample has its own plane.
  bool planar;
  /// 2^bits values of red, then of green, then of blue, of 16 bits; empty without a palette.
  std::vector<uint16_t> palette;
  /// Size of the group of pixels that share a pair of Cb and Cr; 1 × 1 without subsampling.
  int chroma_width, chroma_height;

  bool shares_chroma() const { return chroma_width * chroma_height > 1; }
  /// Number of samples that make up the colour, without alpha and extra samples.
  int colours() const {
    return photometric == 2 || photometric == 6 ? 3 : photometric == 5 ? 4 : 1;
  }
};

/// Throws VISION_UNSUPPORTED for raw photos, floating-point pixels, and all but the usual
/// compressions; the message names the kind. So only those of libtiff's decoders that photos need
/// ever see a file.
void check_supported(const TiffPage &page);

/// Asks libtiff how the page is stored. JPEG-compressed YCbCr is set to be decoded to red, green,
/// blue. Throws VISION_UNSUPPORTED.
TiffLayout read_layout(const TiffHandle &handle);

}  // namespace vision
