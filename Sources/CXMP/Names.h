/// Declarations shared by reading and writing.
#ifndef CXMP_NAMES_H
#define CXMP_NAMES_H

#include <exempi/xmp.h>

#include "CXMP.h"

static const char mwg_namespace[] = "http://www.metadataworkinggroup.com/schemas/regions/";

/// Maximum length of the path of a region's property.
enum { region_path_size = 200 };

/// Registers the namespaces.
void regions_prepare(void);

/// The kind of a numbered region.
typedef enum { region_missing, region_of_another_kind, region_of_a_face } region_kind;

/// Reads a region, numbered from 1; `width` and `height` are the picture's, px, for areas in
/// pixels. Its name, if it has one, must be freed.
region_kind region_read(XmpPtr xmp, size_t number, double width, double height, xmp_region *region);

#endif
