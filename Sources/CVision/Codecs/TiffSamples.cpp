#include "TiffSamples.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace vision {

namespace {

uint8_t bounded(double value) { return uint8_t(std::clamp(value + 0.5, 0.0, 255.0)); }

/// Converts JFIF's YCbCr (ITU-R BT.601, full range) to red, green, blue in place, as libjpeg and
/// Pillow do.
void ycc_to_rgb(uint8_t *pixel) {
  const double y = pixel[0], cb = pixel[1] - 128.0, cr = pixel[2] - 128.0;
  pixel[0] = bounded(y + 1.402 * cr);
  pixel[1] = bounded(y - 0.344136 * cb - 0.714136 * cr);
  pixel[2] = bounded(y + 1.772 * cb);
}

/// Converts CMYK to red, green, blue in place, without a colour profile.
void inks_to_rgb(uint8_t *pixel) {
  const int light = 255 - pixel[3];
  for (int i = 0; i < 3; i++) pixel[i] = uint8_t(((255 - pixel[i]) * light + 127) / 255);
}

/// Reads `bits` bits from bit `at` on; the highest bit of a byte comes first.
unsigned read_bits(const uint8_t *bytes, size_t at, int bits) {
  unsigned value = 0;
  for (int left = bits; left > 0;) {
    const int there = 8 - int(at % 8), taken = std::min(left, there);
    const unsigned piece = unsigned(bytes[at / 8]) >> (there - taken) & ((1u << taken) - 1);
    value = value << taken | piece;
    left -= taken;
    at += size_t(taken);
  }
  return value;
}

}  // namespace

TiffSamples::TiffSamples(const TiffLayout &given, Channels channels)
    : layout(given), channels(channels) {
  const size_t count = size_t(1) << layout.bits;
  if (layout.photometric == 3) {
    // Some old writers fill only the low byte of each colour.
    const auto &palette = layout.palette;
    const bool is_small = *std::max_element(palette.begin(), palette.end()) < 256;
    for (size_t c = 0; c < 3; c++) {
      for (size_t i = 0; i < count; i++) {
        const int value = palette[c * count + i];
        tables[c].push_back(uint8_t(is_small ? value : value >> 8));
      }
    }
  }
  const size_t maximum = count - 1;
  for (size_t i = 0; i < count; i++) scale.push_back(uint8_t((i * 255 + maximum / 2) / maximum));
}

void TiffSamples::fetch(const uint8_t *const *planes, int sample, int count) {
  const uint8_t *bytes = layout.planar ? planes[sample] : planes[0];
  const size_t step = layout.planar ? 1 : size_t(layout.samples);
  const size_t first = layout.planar ? 0 : size_t(sample);
  raw.resize(size_t(count));
  if (layout.bits == 8) {
    for (size_t i = 0; i < size_t(count); i++) raw[i] = bytes[i * step + first];
  } else if (layout.bits == 16) {
    // libtiff has converted them to this machine's byte order.
    for (size_t i = 0; i < size_t(count); i++) {
      std::memcpy(&raw[i], bytes + (i * step + first) * 2, 2);
    }
  } else {
    const size_t bits = size_t(layout.bits);
    for (size_t i = 0; i < size_t(count); i++) {
      raw[i] = uint16_t(read_bits(bytes, (i * step + first) * bits, layout.bits));
    }
  }
}

void TiffSamples::fill_palette(const uint8_t *const *planes, int count, int step) {
  fetch(planes, 0, count);
  for (int i = 0; i < count; i++) {
    for (int c = 0; c < 3; c++) stored[size_t(i * step + c)] = tables[c][raw[size_t(i)]];
  }
}

/// Puts alpha into the sample after the colour. Premultiplied colours are composed onto white at
/// once and become opaque.
void TiffSamples::compose(const uint8_t *const *planes, int count, int step) {
  fetch(planes, layout.alpha_sample, count);
  for (int i = 0; i < count; i++) {
    uint8_t *pixel = &stored[size_t(i) * size_t(step)];
    const int alpha = scale[raw[size_t(i)]];
    const bool is_multiplied = layout.alpha == TiffLayout::Alpha::multiplied;
    for (int c = 0; is_multiplied && c < step - 1; c++) {
      pixel[c] = uint8_t(std::min(255, pixel[c] + 255 - alpha));
    }
    pixel[step - 1] = uint8_t(is_multiplied ? 255 : alpha);
  }
}

Samples TiffSamples::fill(const uint8_t *const *planes, int count) {
  const int colours = layout.colours();
  const bool has_alpha = layout.alpha != TiffLayout::Alpha::none;
  const bool is_gray = layout.photometric <= 1;
  // Inks need a fourth sample until they are converted.
  const int step = is_gray ? 1 + has_alpha : colours == 4 || has_alpha ? 4 : 3;
  stored.resize(size_t(count) * size_t(step));
  if (layout.photometric == 3) {
    fill_palette(planes, count, step);
  } else {
    const int flip = layout.photometric == 0 ? 255 : 0;
    for (int c = 0; c < colours; c++) {
      fetch(planes, c, count);
      for (int i = 0; i < count; i++) {
        stored[size_t(i * step + c)] = uint8_t(scale[raw[size_t(i)]] ^ flip);
      }
    }
  }
  for (int i = 0; i < count && colours >= 3; i++) {
    uint8_t *pixel = &stored[size_t(i * step)];
    if (layout.photometric == 5) inks_to_rgb(pixel), pixel[3] = 255;
    if (layout.photometric == 6) ycc_to_rgb(pixel);
  }
  if (has_alpha) compose(planes, count, step);
  return Samples(step);
}

void TiffSamples::convert(const uint8_t *const *planes, int count, uint8_t *out) {
  const bool is_plain = layout.bits == 8 && !layout.planar && layout.samples == 3;
  if (is_plain && layout.photometric == 2) {
    convert_row(planes[0], Samples::rgb, count, channels, out);
    return;
  }
  const Samples samples = fill(planes, count);
  convert_row(stored.data(), samples, count, channels, out);
}

void TiffSamples::convert_shared(
    const uint8_t *block, int block_width, int y, int count, uint8_t *out) {
  const int across = layout.chroma_width, down = layout.chroma_height;
  const int units = (block_width + across - 1) / across, unit_size = across * down + 2;
  stored.resize(size_t(count) * 3);
  for (int x = 0; x < count; x++) {
    const size_t number = size_t(y / down) * size_t(units) + size_t(x / across);
    const uint8_t *unit = block + number * size_t(unit_size);
    uint8_t *pixel = &stored[size_t(x) * 3];
    pixel[0] = unit[y % down * across + x % across];
    pixel[1] = unit[across * down];
    pixel[2] = unit[across * down + 1];
    ycc_to_rgb(pixel);
  }
  convert_row(stored.data(), Samples::rgb, count, channels, out);
}

}  // namespace vision
