/// Sizes from the headers of formats that OpenCV decodes, so that a huge one is refused before memory is taken.
#pragma once

#include <cstdint>
#include <optional>

#include "FileBytes.hpp"

namespace vision {

struct HeaderSize {
  int64_t width, height;
  /// Whether the file is shorter than its header says.
  bool truncated;
};

/// BMP, WebP, TIFF and PNM. Nothing for other formats and for headers that make no sense.
std::optional<HeaderSize> header_size(const Bytes &bytes);

}  // namespace vision
