/// An encoded picture: what its header says, and its pixels as stored (before orientation).
#pragma once

#include <memory>
#include <opencv2/core.hpp>

#include "Failure.hpp"
#include "FileBytes.hpp"

namespace vision {

enum class Channels { gray = 1, colour = 3 };  // colour: blue, green, red

/// What to do with a damaged picture: refuse it, or decode what is left of it, with gray for the
/// missing pixels.
enum class Damaged { refused, taken };

class Picture {
 public:
  explicit Picture(Damaged damaged = Damaged::refused)
      : takes_damaged(damaged == Damaged::taken) {}
  virtual ~Picture() = default;

  /// Stored size, px. Already checked against VISION_PIXEL_LIMIT.
  cv::Size size;
  /// EXIF orientation, 1 … 8; the caller applies it to what `decode` returns.
  int orientation = 1;
  /// The number of pictures in the file; this is the first complete one.
  int pictures = 1;

  /// Whether pixels are missing. Fully known only after decoding.
  bool is_damaged() const { return damaged; }

  /// The maximum reduction that `decode` accepts; smaller pictures are computed from that one.
  virtual int maximum_reduction(Channels) const { return 1; }

  /// Decodes to 8-bit pixels at ceil(size / reduction). Throws Failure.
  virtual cv::Mat decode(Channels channels, int reduction) const = 0;

 protected:
  bool takes_damaged;
  mutable bool damaged = false;

  /// Reports lost pixels: throws the failure, or only notes it where damaged pictures are accepted.
  void lose(const Failure &failure) const {
    if (!takes_damaged) throw Failure(VISION_DAMAGED, failure.message);
    damaged = true;
  }
};

/// The value of a missing sample: middle gray.
constexpr uint8_t missing_sample = 128;

/// Pads the bytes of a damaged picture to the number that its pixels need. False if too few
/// bytes are left to be useful.
bool fill_up(Bytes &bytes, size_t needed);

/// Reads the header. The first bytes decide the format (see Formats.hpp) before any library sees
/// the file. Throws Failure; the message of VISION_UNSUPPORTED names the format.
std::unique_ptr<Picture> open_picture(Bytes bytes, Damaged damaged = Damaged::refused);

std::unique_ptr<Picture> open_jpeg(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_png(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_webp(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_tiff(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_bmp(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_pnm(Bytes bytes, Damaged damaged);
std::unique_ptr<Picture> open_heif(Bytes bytes, Damaged damaged);

/// Loads the library that `open_heif` needs, if it is installed.
void prepare_heif() noexcept;

/// While this object exists, `new_pixels` puts the next picture into the given memory, which is
/// shared with another process. For single-threaded processes only.
struct PixelTarget {
  PixelTarget(uint8_t *memory, size_t capacity);
  ~PixelTarget();
  PixelTarget(const PixelTarget &) = delete;
};

/// Uninitialised pixels for `decode` to fill: in the `PixelTarget` where there is one and they fit.
/// A target is used only once.
cv::Mat new_pixels(cv::Size size, Channels channels);

/// Throws VISION_TOO_LARGE beyond the limits of CVisionPhoto.h, and VISION_NOT_A_PHOTO below 1 × 1.
void check_size(int64_t width, int64_t height);

}  // namespace vision
