#include "Pixels.hpp"

namespace vision {

namespace {

template <bool alpha>
void convert_gray(const uint8_t *in, int width, Channels channels, uint8_t *out) {
  constexpr int step = alpha ? 2 : 1;
  for (int x = 0; x < width; x++, in += step) {
    const uint8_t gray = alpha ? on_white(in[0], in[1]) : in[0];
    *out++ = gray;
    if (channels == Channels::colour) {
      *out++ = gray;
      *out++ = gray;
    }
  }
}

template <bool alpha>
void convert_colour(const uint8_t *in, int width, Channels channels, uint8_t *out) {
  constexpr int step = alpha ? 4 : 3;
  for (int x = 0; x < width; x++, in += step) {
    const uint8_t red = alpha ? on_white(in[0], in[3]) : in[0];
    const uint8_t green = alpha ? on_white(in[1], in[3]) : in[1];
    const uint8_t blue = alpha ? on_white(in[2], in[3]) : in[2];
    if (channels == Channels::gray) {
      *out++ = luminance(red, green, blue);
    } else {
      *out++ = blue;
      *out++ = green;
      *out++ = red;
    }
  }
}

}  // namespace

void convert_row(const uint8_t *in, Samples samples, int width, Channels channels, uint8_t *out) {
  switch (samples) {
    case Samples::gray: return convert_gray<false>(in, width, channels, out);
    case Samples::gray_alpha: return convert_gray<true>(in, width, channels, out);
    case Samples::rgb: return convert_colour<false>(in, width, channels, out);
    case Samples::rgb_alpha: return convert_colour<true>(in, width, channels, out);
  }
}

void convert_inks(const uint8_t *in, bool inverted, int width, Channels channels, uint8_t *out) {
  const int flip = inverted ? 0 : 255;
  for (int x = 0; x < width; x++, in += 4) {
    const int black = in[3] ^ flip;
    const int red = (in[0] ^ flip) * black / 255;
    const int green = (in[1] ^ flip) * black / 255;
    const int blue = (in[2] ^ flip) * black / 255;
    if (channels == Channels::gray) {
      *out++ = luminance(red, green, blue);
    } else {
      *out++ = uint8_t(blue);
      *out++ = uint8_t(green);
      *out++ = uint8_t(red);
    }
  }
}

}  // namespace vision
