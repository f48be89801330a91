/// Pixel conversions that all decoders share: colour to gray, and transparency onto white.
#pragma once

#include <cstdint>

#include "Picture.hpp"

namespace vision {

/// Converts a colour of 8-bit samples to gray: the luminance of ITU-R BT.601 in 16-bit fixed point,
/// bit-identical to libjpeg and Pillow. So a photo has the same gray values in every format.
inline uint8_t luminance(int red, int green, int blue) {
  return uint8_t((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16);
}

/// Composes a sample with straight alpha (255: opaque) onto white, rounded to the nearest.
inline uint8_t on_white(int sample, int alpha) {
  // x / 255 rounded is (x + 128) * 257 >> 16 for every x up to 255 * 255.
  return uint8_t((((sample - 255) * alpha + 255 * 255 + 128) * 257) >> 16);
}

/// The samples of a pixel, in this order, 8 bits each. Alpha is straight (not premultiplied).
enum class Samples { gray = 1, gray_alpha = 2, rgb = 3, rgb_alpha = 4 };

/// Converts a row of `width` pixels to gray or to blue, green, red, composed onto white. `in` and
/// `out` must not overlap.
void convert_row(const uint8_t *in, Samples samples, int width, Channels channels, uint8_t *out);

/// The same for a JPEG in CMYK. Nearly all such files come from Adobe's programs, which store the
/// inks inverted.
void convert_inks(const uint8_t *in, bool inverted, int width, Channels channels, uint8_t *out);

}  // namespace vision
