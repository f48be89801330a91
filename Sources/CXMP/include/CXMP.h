/// Face regions in XMP, according to the Metadata Working Group's guidelines (2.0, 2010), as
/// digiKam, Lightroom and Picasa write them. Parsed and written with exempi.
///
/// Only one thread may be in a call at a time. Results of `xmp_regions_read` and
/// `xmp_regions_write` are freed with `xmp_regions_free` and `xmp_text_free`.
#ifndef CXMP_H
#define CXMP_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The maximum size of a packet, in MiB and bytes.
#define XMP_PACKET_MIB 4
#define XMP_PACKET_LIMIT ((size_t)XMP_PACKET_MIB << 20)
/// The maximum number of regions that are read.
#define XMP_REGION_LIMIT 1000

/// A face: its centre and size relative to the stored picture (before EXIF orientation), 0 … 1.
typedef struct xmp_region {
  double x, y, width, height;
  char *name;  ///< UTF-8; NULL where the region has none
} xmp_region;

typedef struct xmp_regions {
  /// The size of the picture that the regions were drawn on, px; 0 where it is not given.
  double width, height;
  size_t count;
  xmp_region *regions;
} xmp_regions;

typedef enum {
  XMP_REGIONS_FOUND = 0,
  XMP_REGIONS_NONE,       ///< a packet without face regions
  XMP_REGIONS_MALFORMED,  ///< not XMP, or nested too deeply
  XMP_REGIONS_TOO_LARGE,  ///< larger than XMP_PACKET_LIMIT
  XMP_REGIONS_ENTITIES,   ///< declares a document type, which XMP does not need: not parsed
} xmp_regions_answer;

/// Finds the first packet among other bytes, and its length; NULL where there is none. O(count).
const char *xmp_packet_find(const char *bytes, size_t count, size_t *length);

/// Reads the face regions of a packet.
xmp_regions_answer xmp_regions_read(const char *packet, size_t count, xmp_regions *found);

void xmp_regions_free(xmp_regions *regions);

/// The text of a packet with its face regions replaced by these, and everything else unchanged;
/// `packet` may be NULL. NULL where it is not XMP or there is not enough memory.
char *xmp_regions_write(
    const char *packet, size_t packet_count, const xmp_regions *regions, size_t *count);

void xmp_text_free(char *text);

#ifdef __cplusplus
}
#endif
#endif
