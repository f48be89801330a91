#include "Orientation.hpp"

#include <libexif/exif-data.h>

#include <memory>

namespace vision {

int exif_orientation(const uint8_t *block, size_t count) {
  const std::unique_ptr<ExifData, decltype(&exif_data_unref)> exif(exif_data_new(), exif_data_unref);
  if (!exif) return 1;
  exif_data_load_data(exif.get(), block, static_cast<unsigned>(count));
  const ExifEntry *entry = exif_content_get_entry(exif->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->components < 1 || entry->size < 2) return 1;
  const int value = exif_get_short(entry->data, exif_data_get_byte_order(exif.get()));
  return value >= 1 && value <= 8 ? value : 1;
}

Turn::Turn(int orientation)
    : transpose(orientation >= 5),
      flip_x(orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7),
      flip_y(orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8) {}

cv::Mat Turn::apply(const cv::Mat &stored) const {
  cv::Mat upright = stored;
  if (transpose) cv::transpose(upright, upright);
  if (flip_x || flip_y) cv::flip(upright, upright, flip_x && flip_y ? -1 : flip_x ? 1 : 0);
  return upright;
}

}  // namespace vision
