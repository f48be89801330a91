/// The headers and the palette of a BMP.
#pragma once

#include <array>
#include <cstddef>
#include <opencv2/core.hpp>

#include "FileBytes.hpp"

namespace vision {

struct BmpHeader {
  cv::Size size;
  bool is_top_down = false;
  int bits = 0;  // per pixel: 1, 2, 4, 8 (indices into the palette), 16, 24 or 32
  uint32_t compression = 0;
  size_t pixel_offset = 0;
  /// Number of bytes that the file needs; for run-length encoding the minimum.
  size_t needed = 0;
  size_t row_bytes = 0;  // of uncompressed rows, which are padded to a multiple of 4
  /// Masks for pixels of 16, 24 and 32 bits; 0 if there is no alpha.
  uint32_t red = 0, green = 0, blue = 0, alpha = 0;
  /// Red, green, blue; entries that the file does not have are black.
  std::array<std::array<uint8_t, 3>, 256> palette{};

  /// Throws Failure.
  explicit BmpHeader(const Bytes &bytes);

  bool is_run_lengths() const { return compression == 1 || compression == 2; }

 private:
  void read_size(const Bytes &bytes, size_t header_bytes);
  void check_kind(size_t header_bytes) const;
  void read_masks(const Bytes &bytes, size_t header_bytes);
  void read_palette(const Bytes &bytes, size_t header_bytes);
};

}  // namespace vision
