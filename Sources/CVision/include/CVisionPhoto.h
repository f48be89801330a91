/// A photo: one file that is read once, decoded when its pixels are requested, and turned upright
/// (by its EXIF orientation).
///
/// A handle may be used by one thread at a time. Sizes, boxes and points are in px of the full-size
/// upright photo; the centre of the top left pixel is (0, 0), so its outer edge is at -0.5.
#ifndef CVISION_PHOTO_H
#define CVISION_PHOTO_H

#include <stddef.h>
#include <stdint.h>

#include "CVisionStatus.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The maximum number of pixels of a photo: 2^28, about 16,000 × 16,000.
#define VISION_PIXEL_LIMIT ((int64_t)1 << 28)
/// The maximum width and height of a photo, px.
#define VISION_SIDE_LIMIT ((int64_t)1000000)

typedef struct vision_photo vision_photo;

/// Pixels that the photo owns; they are valid as long as it is open.
typedef struct vision_level {
  const uint8_t *pixels;  ///< rows of gray bytes, or of blue, green, red
  int width, height;
  size_t row_bytes;  ///< from the start of one row to the start of the next
  int reduction;     ///< 1, 2, 4, … 64
  /// On each axis, full = (level + 0.5) * reduction - 0.5 + offset. The offset is zero unless the
  /// photo was turned and its size is not a multiple of the reduction: the partial pixels are then
  /// on the left or at the top.
  double offset_x, offset_y;
} vision_level;

/// Reads the file and its header; the pixels are decoded later, when a level is requested. A pipe,
/// a socket or a device is read only where `allows_streams` is not 0; otherwise it is refused at
/// once with VISION_UNREADABLE, because reading it might block for ever. Where `takes_damaged` is
/// not 0, a damaged photo is decoded as far as possible, with gray for the missing pixels. Fails
/// with VISION_UNREADABLE, _NOT_A_PHOTO, _UNSUPPORTED, _TRUNCATED, _TOO_LARGE or _OUT_OF_MEMORY;
/// `*photo` is then NULL.
vision_code vision_photo_open(
    const char *path, int allows_streams, int takes_damaged, vision_photo **photo,
    vision_failure *failure);

/// Frees the photo and all of its levels. NULL is ignored.
void vision_photo_close(vision_photo *photo);

/// Upright size, px.
int vision_photo_width(const vision_photo *photo);
int vision_photo_height(const vision_photo *photo);

/// EXIF's orientation, 1 … 8: how the stored picture was turned to be upright.
int vision_photo_orientation(const vision_photo *photo);

/// The number of pictures in the file; the photo is the first complete one.
int vision_photo_pictures(const vision_photo *photo);

/// 1 if a photo that was opened with `takes_damaged` has missing pixels. Known once a level has
/// been requested.
int vision_photo_is_damaged(const vision_photo *photo);

/// The upright photo at 1/reduction of its size (rounded up), in gray, or in colour where `colour`
/// is not 0. Decoded at the first call and kept until the photo is closed. A JPEG is decoded at a
/// reduced size directly: in colour down to 1/8, in gray down to 1/2 (1/4 from 8000 px on the
/// longer side); smaller levels are computed from that. `reduction`: a power of two from 1 to 64.
/// Fails with VISION_TRUNCATED, _NOT_A_PHOTO, _UNSUPPORTED, _OUT_OF_MEMORY, _INTERNAL.
vision_code vision_photo_level(
    vision_photo *photo, int reduction, int colour, vision_level *level, vision_failure *failure);

/// Bytes of an encoded picture or a packed model; free them with vision_bytes_free.
typedef struct vision_bytes {
  uint8_t *data;
  size_t count;
} vision_bytes;

void vision_bytes_free(vision_bytes bytes);

/// Encodes rows of pixels as a baseline JPEG. `channels`: 1 (gray) or 3 (blue, green, red).
/// `quality`: 1 … 100.
vision_code vision_encode_jpeg(
    const uint8_t *pixels, int width, int height, size_t row_bytes, int channels, int quality,
    vision_bytes *jpeg, vision_failure *failure);

#ifdef __cplusplus
}
#endif
#endif
