/// An encoded picture: what its header says, and its pixels as they are stored (before
/// orientation).
#pragma once

#include <memory>
#include <opencv2/core.hpp>

#include "FileBytes.hpp"

namespace vision {

enum class Channels { gray = 1, colour = 3 };  // colour: blue, green, red

class Picture {
 public:
  virtual ~Picture() = default;

  /// Stored size, px. Already checked against VISION_PIXEL_LIMIT.
  cv::Size size;
  /// EXIF orientation, 1 … 8, still to be applied to what `decode` gives.
  int orientation = 1;

  /// The greatest reduction that `decode` does by itself; smaller pictures are made of that one.
  virtual int greatest_reduction(Channels) const { return 1; }

  /// 8-bit pixels at ceil(size / reduction). Throws Failure.
  virtual cv::Mat decode(Channels channels, int reduction) const = 0;
};

/// Reads the header. The format is decided by the first bytes (see Formats.hpp), before any library
/// sees the file. Throws Failure: VISION_UNSUPPORTED names a kind of picture that is not read.
std::unique_ptr<Picture> open_picture(Bytes bytes);

std::unique_ptr<Picture> open_jpeg(Bytes bytes);
std::unique_ptr<Picture> open_png(Bytes bytes);
std::unique_ptr<Picture> open_webp(Bytes bytes);
std::unique_ptr<Picture> open_tiff(Bytes bytes);
std::unique_ptr<Picture> open_bmp(Bytes bytes);
std::unique_ptr<Picture> open_pnm(Bytes bytes);

/// Where the pixels of the next picture go, for as long as this is there: memory that is shared
/// with another process. For a process of one thread.
struct PixelPlace {
  PixelPlace(uint8_t *place, size_t room);
  ~PixelPlace();
  PixelPlace(const PixelPlace &) = delete;
};

/// Pixels that are still to be written, for `decode`: at the `PixelPlace` where there is one and
/// they fit, which they do once.
cv::Mat new_pixels(cv::Size size, Channels channels);

/// Throws VISION_TOO_LARGE beyond the limit and VISION_NOT_A_PHOTO below 1 × 1.
void check_size(int64_t width, int64_t height);

}  // namespace vision
