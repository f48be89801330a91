#include "Picture.hpp"

#include <algorithm>
#include <string>

#include "CVisionPhoto.h"
#include "Failure.hpp"
#include "Formats.hpp"

namespace vision {

void check_size(int64_t width, int64_t height) {
  if (width < 1 || height < 1) throw Failure(VISION_NOT_A_PHOTO, "the picture has no pixels");
  if (height > VISION_PIXEL_LIMIT / width) {
    const std::string size = std::to_string(width) + " x " + std::to_string(height);
    const std::string limit = std::to_string(VISION_PIXEL_LIMIT / 1000000) + " million";
    throw Failure(VISION_TOO_LARGE, size + " pixels are more than the limit of " + limit);
  }
  // Long strips grow when they are reduced to both sides alike, and libpng has the same limit.
  if (std::max(width, height) > VISION_SIDE_LIMIT) {
    throw Failure(VISION_TOO_LARGE, "a side has more than 1 million pixels");
  }
}

std::unique_ptr<Picture> open_picture(Bytes bytes) {
  if (bytes.empty()) throw Failure(VISION_NOT_A_PHOTO, "the file is empty");
  const Recognised recognised = recognise(bytes);
  switch (recognised.format) {
    case Format::jpeg: return open_jpeg(std::move(bytes));
    case Format::png: return open_png(std::move(bytes));
    case Format::webp: return open_webp(std::move(bytes));
    case Format::tiff: return open_tiff(std::move(bytes));
    case Format::bmp: return open_bmp(std::move(bytes));
    case Format::pnm: return open_pnm(std::move(bytes));
    case Format::unsupported:
      throw Failure(VISION_UNSUPPORTED, std::string(recognised.name) + " is not supported");
    case Format::unknown: break;
  }
  throw Failure(VISION_NOT_A_PHOTO, "the contents are no picture that can be read");
}

}  // namespace vision
