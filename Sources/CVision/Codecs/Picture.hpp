/// An encoded picture: what its header says, and its pixels as they are stored (before
/// orientation).
#pragma once

#include <memory>
#include <opencv2/core.hpp>

#include "Failure.hpp"
#include "FileBytes.hpp"

namespace vision {

enum class Channels { gray = 1, colour = 3 };  // colour: blue, green, red

/// What is made of a picture that is damaged: it is refused, or what is left of it is given, with
/// gray for what is not.
enum class Damaged { refused, taken };

class Picture {
 public:
  explicit Picture(Damaged damaged = Damaged::refused)
      : takes_damaged(damaged == Damaged::taken) {}
  virtual ~Picture() = default;

  /// Stored size, px. Already checked against VISION_PIXEL_LIMIT.
  cv::Size size;
  /// EXIF orientation, 1 … 8, still to be applied to what `decode` gives.
  int orientation = 1;
  /// How many the file has; this is the first whole one.
  int pictures = 1;

  /// Whether pixels are known to be missing; all are known once some were decoded.
  bool is_damaged() const { return damaged; }

  /// The maximum reduction that `decode` does by itself; smaller pictures are made of that one.
  virtual int maximum_reduction(Channels) const { return 1; }

  /// 8-bit pixels at ceil(size / reduction). Throws Failure.
  virtual cv::Mat decode(Channels channels, int reduction) const = 0;

 protected:
  bool takes_damaged;
  mutable bool damaged = false;

  /// Throws the failure, or notes it where what is left is wanted.
  void lose(const Failure &failure) const {
    if (!takes_damaged) throw Failure(VISION_DAMAGED, failure.message);
    damaged = true;
  }
};

/// What stands for a sample that is missing.
constexpr uint8_t missing_sample = 128;

/// Lengthens the bytes of a damaged picture to those that its pixels need; false where too few are
/// left to be of use.
bool fill_up(Bytes &bytes, size_t needed);

/// Reads the header. The format is decided by the first bytes (see Formats.hpp), before any library
/// sees the file. Throws Failure: VISION_UNSUPPORTED names a kind of picture that is not read.
std::unique_ptr<Picture> open_picture(Bytes bytes, Damaged damaged = Damaged::refused);

std::unique_ptr<Picture> open_jpeg(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_png(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_webp(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_tiff(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_bmp(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_pnm(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_heif(Bytes bytes, Damaged damaged);

/// Loads what `open_heif` needs, where it is installed.
void prepare_heif() noexcept;

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
