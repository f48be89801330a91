/// Which TIFFs are read, and how they store a pixel.
#pragma once

#include <cstdint>
#include <vector>

#include "TiffDirectory.hpp"
#include "TiffHandle.hpp"

namespace vision {

/// How a TIFF stores a pixel.
struct TiffLayout {
  enum class Alpha { none, straight, multiplied };

  /// 1 … 16 bits a sample, unsigned.
  int bits, samples;
  /// TIFF's PhotometricInterpretation: 0 and 1 gray, 2 red, green, blue, 3 palette, 5 inks,
  /// 6 YCbCr.
  int photometric;
  /// Which sample alpha is; nothing where there is none.
  Alpha alpha;
  int alpha_sample;
  /// Whether each sample has a plane of its own.
  bool planar;
  /// 2^bits values of red, then of green, then of blue, of 16 bits; empty without a palette.
  std::vector<uint16_t> palette;
  /// Pixels that share a pair of Cb and Cr; 1 × 1 but where YCbCr is stored so.
  int chroma_width, chroma_height;

  bool shares_chroma() const { return chroma_width * chroma_height > 1; }
  /// Samples that make the colour, without alpha and others.
  int colours() const {
    return photometric == 2 || photometric == 6 ? 3 : photometric == 5 ? 4 : 1;
  }
};

/// Throws VISION_UNSUPPORTED, with its name, for what is not read: raw photos, fractions, and all
/// but a few compressions. Few of libtiff's decoders, those that photos use, are let near a file.
void check_supported(const TiffPage &page);

/// Asks libtiff how the page is stored, and libjpeg for red, green, blue where it is YCbCr. Throws
/// VISION_UNSUPPORTED.
TiffLayout read_layout(const TiffHandle &handle);

}  // namespace vision
