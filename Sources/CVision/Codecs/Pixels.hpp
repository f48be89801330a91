/// What all readers of pictures share: one gray for a colour, and transparency seen on white.
#pragma once

#include <cstdint>

#include "Picture.hpp"

namespace vision {

/// The gray of a colour of 8-bit samples: the luminance of ITU-R BT.601 in 16-bit fixed point. It
/// is what libjpeg and Pillow compute, to the bit: a photo is the same gray in every format.
inline uint8_t luminance(int red, int green, int blue) {
  return uint8_t((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16);
}

/// A sample that is not multiplied by its alpha (255: opaque), over white, rounded to the nearest.
inline uint8_t on_white(int sample, int alpha) {
  // x / 255 rounded is (x + 128) * 257 >> 16 for every x up to 255 * 255.
  return uint8_t((((sample - 255) * alpha + 255 * 255 + 128) * 257) >> 16);
}

/// What one pixel of a row of 8-bit samples holds, in this order. Alpha is not multiplied in.
enum class Samples { gray = 1, gray_alpha = 2, rgb = 3, rgb_alpha = 4 };

/// Turns a row of `width` pixels into gray, or blue, green, red, composed on white. `in` and `out`
/// must not overlap.
void convert_row(const uint8_t *in, Samples samples, int width, Channels channels, uint8_t *out);

/// The same for a JPEG's four inks. Adobe's programs store them inverted, which is what nearly
/// every such file is.
void convert_inks(const uint8_t *in, bool inverted, int width, Channels channels, uint8_t *out);

}  // namespace vision
