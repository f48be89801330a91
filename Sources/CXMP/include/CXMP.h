/// Face regions in XMP, after the Metadata Working Group's guidelines (2.0, 2010): what digiKam,
/// Lightroom and Picasa write. Parsed and written by exempi.
///
/// A call belongs to one thread at a time. What `xmp_regions_read` and `xmp_regions_write` give is
/// freed by `xmp_regions_free` and `xmp_text_free`.
#ifndef CXMP_H
#define CXMP_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How large a packet may be, MiB and bytes.
#define XMP_PACKET_MIB 4
#define XMP_PACKET_LIMIT ((size_t)XMP_PACKET_MIB << 20)
/// The most regions that are read.
#define XMP_REGION_LIMIT 1000

/// A face: its centre and size as shares of the stored picture (before EXIF orientation), 0 … 1.
typedef struct xmp_region {
  double x, y, width, height;
  char *name;  ///< UTF-8; NULL where the region has none
} xmp_region;

typedef struct xmp_regions {
  /// Size of the picture that they were drawn on, px; 0 where it is not told.
  double width, height;
  size_t count;
  xmp_region *regions;
} xmp_regions;

typedef enum {
  XMP_REGIONS_FOUND = 0,
  XMP_REGIONS_NONE,       ///< a packet without face regions
  XMP_REGIONS_MALFORMED,  ///< no XMP, or nested too deeply
  XMP_REGIONS_TOO_LARGE,  ///< more than XMP_PACKET_LIMIT
  XMP_REGIONS_ENTITIES,   ///< it declares a document type, which XMP has no use for: refused unread
} xmp_regions_answer;

/// The first packet among other bytes, and how long it is; NULL where there is none. O(count).
const char *xmp_packet_find(const char *bytes, size_t count, size_t *length);

/// Reads the face regions of a packet.
xmp_regions_answer xmp_regions_read(const char *packet, size_t count, xmp_regions *found);

void xmp_regions_free(xmp_regions *regions);

/// The text of a packet with these face regions instead of its own, and all else that it has;
/// `packet` may be NULL. NULL where it is no XMP or there is no memory.
char *xmp_regions_write(
    const char *packet, size_t packet_count, const xmp_regions *regions, size_t *count);

void xmp_text_free(char *text);

#ifdef __cplusplus
}
#endif
#endif
