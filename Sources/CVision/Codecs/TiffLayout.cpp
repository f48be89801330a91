#include "TiffLayout.hpp"

#include <algorithm>
#include <string>

#include "Failure.hpp"

namespace vision {

namespace {

[[noreturn]] void refuse(const std::string &what) {
  throw Failure(VISION_UNSUPPORTED, what + " is not supported");
}

std::string compression_name(int compression) {
  switch (compression) {
    case COMPRESSION_OJPEG: return "old-style JPEG";
    case 33003: case 33004: case 33005: case COMPRESSION_JP2000: return "JPEG 2000";
    case 9: case 10: case COMPRESSION_JBIG: return "JBIG";
    case COMPRESSION_LERC: return "LERC";
    case COMPRESSION_LZMA: return "LZMA";
    case COMPRESSION_ZSTD: return "Zstandard";
    case COMPRESSION_WEBP: return "WebP";
    case COMPRESSION_JXL: case 52546: return "JPEG XL";
    default: return "compression " + std::to_string(compression);
  }
}

void check_compression(int compression) {
  switch (compression) {
    case COMPRESSION_NONE: case COMPRESSION_LZW: case COMPRESSION_PACKBITS:
    case COMPRESSION_ADOBE_DEFLATE: case COMPRESSION_DEFLATE: case COMPRESSION_JPEG:
    case COMPRESSION_CCITTRLE: case COMPRESSION_CCITTFAX3: case COMPRESSION_CCITTFAX4: return;
    case 32767: case 32769: case 32770: case 34713: case 34892: case 65000: case 65535:
      refuse("a raw photo (DNG, NEF, …)");
    default: refuse(compression_name(compression) + " in TIFF");
  }
}

void check_photometric(int photometric) {
  switch (photometric) {
    case PHOTOMETRIC_MINISWHITE: case PHOTOMETRIC_MINISBLACK: case PHOTOMETRIC_RGB:
    case PHOTOMETRIC_PALETTE: case PHOTOMETRIC_SEPARATED: case PHOTOMETRIC_YCBCR: return;
    case PHOTOMETRIC_CFA: case 34892: refuse("a raw photo (DNG, NEF, …)");
    case PHOTOMETRIC_CIELAB: case PHOTOMETRIC_ICCLAB: case PHOTOMETRIC_ITULAB:
      refuse("a TIFF in Lab colours");
    case PHOTOMETRIC_LOGL: case PHOTOMETRIC_LOGLUV: refuse("a TIFF with a high dynamic range");
    default: refuse("a TIFF of photometric kind " + std::to_string(photometric));
  }
}

void check_sample_format(int format) {
  if (format == SAMPLEFORMAT_UINT || format == SAMPLEFORMAT_VOID) return;
  refuse(format == SAMPLEFORMAT_IEEEFP ? "a TIFF with floating-point pixels"
                                       : "a TIFF with pixels that are not unsigned integers");
}

void find_alpha(const TiffHandle &handle, TiffLayout &layout) {
  layout.alpha = TiffLayout::Alpha::none;
  layout.alpha_sample = layout.colours();
  uint16_t count = 0, *kinds = nullptr;
  TIFFGetFieldDefaulted(handle.get(), TIFFTAG_EXTRASAMPLES, &count, &kinds);
  for (int i = 0; i < count && layout.colours() + i < layout.samples; i++) {
    if (kinds[i] != EXTRASAMPLE_ASSOCALPHA && kinds[i] != EXTRASAMPLE_UNASSALPHA) continue;
    const bool is_multiplied = kinds[i] == EXTRASAMPLE_ASSOCALPHA;
    layout.alpha = is_multiplied ? TiffLayout::Alpha::multiplied : TiffLayout::Alpha::straight;
    layout.alpha_sample = layout.colours() + i;
    return;
  }
  // A fourth sample without a description is assumed to be alpha, as in Pillow.
  if (count == 0 && layout.photometric == PHOTOMETRIC_RGB && layout.samples == 4) {
    layout.alpha = TiffLayout::Alpha::straight;
  }
}

void read_palette(const TiffHandle &handle, TiffLayout &layout) {
  uint16_t *colours[3];
  const auto tag = TIFFTAG_COLORMAP;
  if (TIFFGetField(handle.get(), tag, &colours[0], &colours[1], &colours[2]) != 1) {
    throw Failure(VISION_TRUNCATED, "the TIFF is damaged: its palette is missing");
  }
  const size_t count = size_t(1) << layout.bits;
  for (const uint16_t *colour : colours) {
    layout.palette.insert(layout.palette.end(), colour, colour + count);
  }
}

}  // namespace

void check_supported(const TiffPage &page) {
  check_photometric(page.photometric);
  check_compression(page.compression);
  check_sample_format(page.sample_format);
}

TiffLayout read_layout(const TiffHandle &handle) {
  TiffLayout layout{};
  layout.bits = handle.value<uint16_t>(TIFFTAG_BITSPERSAMPLE);
  layout.samples = handle.value<uint16_t>(TIFFTAG_SAMPLESPERPIXEL);
  layout.photometric = handle.value<uint16_t>(TIFFTAG_PHOTOMETRIC);
  layout.chroma_width = layout.chroma_height = 1;
  const bool separate = handle.value<uint16_t>(TIFFTAG_PLANARCONFIG) == PLANARCONFIG_SEPARATE;
  layout.planar = separate && layout.samples > 1;
  const bool is_jpeg = handle.value<uint16_t>(TIFFTAG_COMPRESSION) == COMPRESSION_JPEG;
  if (layout.bits < 1 || layout.bits > 16) {
    refuse("a TIFF with " + std::to_string(layout.bits) + " bits per sample");
  }
  if (layout.samples < layout.colours() || layout.samples > 8) {
    refuse("a TIFF with " + std::to_string(layout.samples) + " samples per pixel");
  }
  if (layout.photometric == PHOTOMETRIC_PALETTE) read_palette(handle, layout);
  if (layout.photometric == PHOTOMETRIC_SEPARATED &&
      handle.value<uint16_t>(TIFFTAG_INKSET) != INKSET_CMYK) {
    refuse("a TIFF with other inks than cyan, magenta, yellow and black");
  }
  if (layout.photometric == PHOTOMETRIC_YCBCR) {
    if (layout.planar || layout.bits != 8 || layout.samples != 3) {
      refuse("a TIFF with YCbCr in separate planes, or with other than 8 bits,");
    }
    uint16_t across = 1, down = 1;
    TIFFGetFieldDefaulted(handle.get(), TIFFTAG_YCBCRSUBSAMPLING, &across, &down);
    layout.chroma_width = std::max<int>(across, 1), layout.chroma_height = std::max<int>(down, 1);
    if (is_jpeg) {
      // libjpeg converts it to red, green, blue.
      TIFFSetField(handle.get(), TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
      layout.photometric = PHOTOMETRIC_RGB, layout.chroma_width = layout.chroma_height = 1;
    }
  }
  find_alpha(handle, layout);
  return layout;
}

}  // namespace vision
