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
  // A picture of one long row would grow when padded to a multiple of the reduction, and libpng has
  // the same limit.
  if (std::max(width, height) > VISION_SIDE_LIMIT) {
    throw Failure(VISION_TOO_LARGE, "a side is longer than the limit of 1 million pixels");
  }
}

namespace {

uint8_t *next_target = nullptr;
size_t next_capacity = 0;

}  // namespace

PixelTarget::PixelTarget(uint8_t *memory, size_t capacity) {
  next_target = memory;
  next_capacity = capacity;
}

PixelTarget::~PixelTarget() { next_target = nullptr; }

cv::Mat new_pixels(cv::Size size, Channels channels) {
  const int type = CV_8UC(int(channels));
  const size_t count = size_t(size.width) * size_t(size.height) * size_t(channels);
  if (next_target == nullptr || count > next_capacity) return cv::Mat(size, type);
  uint8_t *const memory = next_target;
  next_target = nullptr;
  return cv::Mat(size, type, memory);
}

bool fill_up(Bytes &bytes, size_t needed) {
  if (bytes.size() < needed / 16) return false;
  if (bytes.size() < needed) bytes.resize(needed, missing_sample);
  return true;
}

std::unique_ptr<Picture> open_picture(Bytes bytes, Damaged damaged) {
  if (bytes.empty()) throw Failure(VISION_NOT_A_PHOTO, "the file is empty");
  const Recognised recognised = recognise(bytes);
  switch (recognised.format) {
    case Format::jpeg: return open_jpeg(std::move(bytes), damaged);
    case Format::png: return open_png(std::move(bytes), damaged);
    case Format::webp: return open_webp(std::move(bytes), damaged);
    case Format::tiff: return open_tiff(std::move(bytes), damaged);
    case Format::bmp: return open_bmp(std::move(bytes), damaged);
    case Format::pnm: return open_pnm(std::move(bytes), damaged);
    case Format::heif: return open_heif(std::move(bytes), damaged);
    case Format::unsupported:
      throw Failure(VISION_UNSUPPORTED, std::string(recognised.name) + " is not supported");
    case Format::unknown: break;
  }
  throw Failure(VISION_NOT_A_PHOTO, "the file is not a picture that can be read");
}

}  // namespace vision
