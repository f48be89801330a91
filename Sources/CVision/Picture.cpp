#include "Picture.hpp"

#include <cstring>
#include <string>

#include "CVisionPhoto.h"
#include "Failure.hpp"

namespace vision {

void check_size(int64_t width, int64_t height) {
  if (width < 1 || height < 1) throw Failure(VISION_NOT_A_PHOTO, "the picture has no pixels");
  if (height > VISION_PIXEL_LIMIT / width) {
    const std::string size = std::to_string(width) + " x " + std::to_string(height);
    const std::string limit = std::to_string(VISION_PIXEL_LIMIT / 1000000) + " million";
    throw Failure(VISION_TOO_LARGE, size + " pixels are more than the limit of " + limit);
  }
}

std::unique_ptr<Picture> open_picture(Bytes bytes) {
  const auto starts = [&](const char *text, size_t count) {
    return bytes.size() >= count && std::memcmp(bytes.data(), text, count) == 0;
  };
  if (bytes.empty()) throw Failure(VISION_NOT_A_PHOTO, "the file is empty");
  if (starts("\xFF\xD8\xFF", 3)) return open_jpeg(std::move(bytes));
  if (starts("\x89PNG\r\n\x1A\n", 8)) return open_png(std::move(bytes));
  return open_other(std::move(bytes));
}

}  // namespace vision
