#include "BmpHeader.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "ByteOrder.hpp"
#include "Failure.hpp"
#include "Picture.hpp"

namespace vision {

namespace {

constexpr size_t file_header_bytes = 14;
constexpr size_t os2_header_bytes = 12;
/// OS/2 2.x, where compression codes from 3 on have other meanings.
constexpr size_t os2_long_header_bytes = 64;

enum Compression : uint32_t { none = 0, runs_8 = 1, runs_4 = 2, masks = 3, alpha_masks = 6 };

bool is_known(size_t header_bytes) {
  constexpr size_t known[] = {os2_header_bytes, 16, 40, 52, 56, os2_long_header_bytes, 108, 124};
  return std::find(std::begin(known), std::end(known), header_bytes) != std::end(known);
}

[[noreturn]] void refuse(const std::string &kind) {
  throw Failure(VISION_UNSUPPORTED, "BMP with " + kind + " is not supported");
}

}  // namespace

BmpHeader::BmpHeader(const Bytes &bytes) {
  if (bytes.size() < file_header_bytes + 4) {
    throw Failure(VISION_TRUNCATED, "the BMP ends within its header");
  }
  const size_t header_bytes = little_endian(&bytes[14]);
  if (!is_known(header_bytes)) throw Failure(VISION_NOT_A_PHOTO, "the BMP has no header");
  if (bytes.size() < file_header_bytes + header_bytes) {
    throw Failure(VISION_TRUNCATED, "the BMP ends within its header");
  }
  read_size(bytes, header_bytes);
  check_kind(header_bytes);
  pixel_offset = little_endian(&bytes[10]);
  if (bits <= 8) {
    read_palette(bytes, header_bytes);
  } else {
    read_masks(bytes, header_bytes);
  }
  const size_t row_bits = size_t(size.width) * size_t(bits);
  row_bytes = (row_bits + 31) / 32 * 4;
  // The padding of the last row may be missing.
  needed = pixel_offset;
  needed += is_run_lengths() ? 2 : row_bytes * size_t(size.height - 1) + (row_bits + 7) / 8;
}

void BmpHeader::read_size(const Bytes &bytes, size_t header_bytes) {
  int64_t width, height;
  if (header_bytes == os2_header_bytes) {
    width = little_endian_16(&bytes[18]);
    height = little_endian_16(&bytes[20]);
    bits = little_endian_16(&bytes[24]);
  } else {
    width = int32_t(little_endian(&bytes[18]));
    height = int32_t(little_endian(&bytes[22]));
    bits = little_endian_16(&bytes[28]);
    if (header_bytes >= 40) compression = little_endian(&bytes[30]);
  }
  is_top_down = height < 0;
  check_size(width, std::llabs(height));
  size = cv::Size(int(width), int(std::llabs(height)));
}

void BmpHeader::check_kind(size_t header_bytes) const {
  const bool is_direct = bits == 16 || bits == 24 || bits == 32;
  if (bits != 1 && bits != 2 && bits != 4 && bits != 8 && !is_direct) {
    refuse(std::to_string(bits) + " bits per pixel");
  }
  const bool is_windows = header_bytes != os2_long_header_bytes;
  const bool has_masks = compression == masks || compression == alpha_masks;
  if (compression == none || (is_windows && is_direct && has_masks)) return;
  if ((compression == runs_8 && bits == 8) || (compression == runs_4 && bits == 4)) return;
  if (is_windows && compression == 4) refuse("a JPEG inside");
  if (is_windows && compression == 5) refuse("a PNG inside");
  refuse("compression " + std::to_string(compression));
}

void BmpHeader::read_masks(const Bytes &bytes, size_t header_bytes) {
  red = bits == 16 ? 0x7C00 : 0xFF0000;
  green = bits == 16 ? 0x03E0 : 0x00FF00;
  blue = bits == 16 ? 0x001F : 0x0000FF;
  if (pixel_offset == 0) pixel_offset = file_header_bytes + header_bytes;
  if (compression == none) return;
  // The masks follow a header of 40 bytes; longer headers contain them at the same offset.
  constexpr size_t offset = file_header_bytes + 40;
  const bool has_alpha = header_bytes >= 56 || compression == alpha_masks;
  if (bytes.size() < offset + (has_alpha ? 16 : 12)) {
    throw Failure(VISION_TRUNCATED, "the BMP ends within its header");
  }
  red = little_endian(&bytes[offset]);
  green = little_endian(&bytes[offset + 4]);
  blue = little_endian(&bytes[offset + 8]);
  // As in Pillow: only 32-bit pixels have alpha; if all masks are 0, it is in the highest byte.
  if (has_alpha && bits == 32) alpha = little_endian(&bytes[offset + 12]);
  if ((red | green | blue | alpha) == 0 && bits == 32) {
    red = 0xFF0000;
    green = 0x00FF00;
    blue = 0x0000FF;
    alpha = 0xFF000000;
  }
}

void BmpHeader::read_palette(const Bytes &bytes, size_t header_bytes) {
  const bool is_os2 = header_bytes == os2_header_bytes;
  const size_t entry_bytes = is_os2 ? 3 : 4, start = file_header_bytes + header_bytes;
  size_t count = header_bytes >= 40 ? little_endian(&bytes[46]) : 0;
  if (count == 0) count = size_t(1) << bits;
  // Some programs do not count the palette in the offset of the pixels.
  const size_t whole = count <= 65536 ? count * entry_bytes : 0;
  if (pixel_offset == 0 || pixel_offset == start) pixel_offset = start + whole;
  const size_t end = std::min(pixel_offset, bytes.size());
  for (size_t i = 0; i < std::min(count, palette.size()); i++) {
    const size_t at = start + i * entry_bytes;
    if (at + 3 > end) break;
    palette[i] = {bytes[at + 2], bytes[at + 1], bytes[at]};
  }
}

}  // namespace vision
