#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "Names.h"

/// The minimum share of the union that two boxes of the same face have in common.
static const double same_face = 0.3;

static double smaller(double a, double b) { return a < b ? a : b; }

/// The length that two areas share along one axis.
static double shared(double a, double a_size, double b, double b_size) {
  const double end = smaller(a + a_size / 2, b + b_size / 2);
  const double start = -smaller(a_size / 2 - a, b_size / 2 - b);
  return end > start ? end - start : 0;
}

static int is_one_face(const xmp_region *a, const xmp_region *b) {
  const double both = shared(a->x, a->width, b->x, b->width) *
                      shared(a->y, a->height, b->y, b->height);
  return both > same_face * (a->width * a->height + b->width * b->height - both);
}

/// Removes the regions of faces that will be written again; all others stay. Returns the number of
/// regions that stay.
static size_t remove_replaced(XmpPtr xmp, const xmp_regions *coming) {
  size_t count = 0;
  while (count < XMP_REGION_LIMIT) {
    xmp_region region;
    const region_kind kind =
        region_read(xmp, count + 1, coming->width, coming->height, &region);
    if (kind == region_missing) break;
    free(region.name);
    count++;
  }
  size_t kept = count;
  for (size_t number = count; number > 0; number--) {
    xmp_region region;
    const region_kind kind =
        region_read(xmp, number, coming->width, coming->height, &region);
    free(region.name);
    int is_replaced = 0;
    for (size_t i = 0; kind == region_of_a_face && i < coming->count; i++) {
      is_replaced = is_replaced || is_one_face(&region, &coming->regions[i]);
    }
    char path[region_path_size];
    snprintf(path, sizeof path, "Regions/mwg-rs:RegionList[%zu]", number);
    if (is_replaced && xmp_delete_property(xmp, mwg_namespace, path)) kept--;
  }
  return kept;
}

static int set(XmpPtr xmp, const char *path, const char *value, uint32_t form) {
  return xmp_set_property(xmp, mwg_namespace, path, value, form);
}

/// Makes an array or struct where there is none; replacing an existing one would lose its contents.
static int make(XmpPtr xmp, const char *path, uint32_t form) {
  return xmp_has_property(xmp, mwg_namespace, path) || set(xmp, path, "", form);
}

static int set_number(XmpPtr xmp, const char *path, const char *format, double value) {
  char text[64];
  snprintf(text, sizeof text, format, value);
  return set(xmp, path, text, 0);
}

/// Adds a new region.
static int add(XmpPtr xmp, size_t number, const xmp_region *region) {
  char base[80], path[region_path_size];
  snprintf(base, sizeof base, "Regions/mwg-rs:RegionList[%zu]", number);
  int is_good = set(xmp, base, "", XMP_PROP_VALUE_IS_STRUCT);
  snprintf(path, sizeof path, "%s/mwg-rs:Name", base);
  is_good = is_good && set(xmp, path, region->name == NULL ? "" : region->name, 0);
  snprintf(path, sizeof path, "%s/mwg-rs:Type", base);
  is_good = is_good && set(xmp, path, "Face", 0);
  snprintf(path, sizeof path, "%s/mwg-rs:Area", base);
  is_good = is_good && set(xmp, path, "", XMP_PROP_VALUE_IS_STRUCT);
  const double numbers[] = {region->x, region->y, region->width, region->height};
  static const char *const names[] = {"x", "y", "w", "h"};
  for (int i = 0; i < 4; i++) {
    snprintf(path, sizeof path, "%s/mwg-rs:Area/stArea:%s", base, names[i]);
    is_good = is_good && set_number(xmp, path, "%.6f", numbers[i]);
  }
  snprintf(path, sizeof path, "%s/mwg-rs:Area/stArea:unit", base);
  return is_good && set(xmp, path, "normalized", 0);
}

static int set_regions(XmpPtr xmp, const xmp_regions *regions) {
  size_t kept = remove_replaced(xmp, regions);
  const char *const size = "Regions/mwg-rs:AppliedToDimensions";
  int is_good =
      make(xmp, "Regions", XMP_PROP_VALUE_IS_STRUCT) && make(xmp, size, XMP_PROP_VALUE_IS_STRUCT) &&
      set_number(xmp, "Regions/mwg-rs:AppliedToDimensions/stDim:w", "%.0f", regions->width) &&
      set_number(xmp, "Regions/mwg-rs:AppliedToDimensions/stDim:h", "%.0f", regions->height) &&
      set(xmp, "Regions/mwg-rs:AppliedToDimensions/stDim:unit", "pixel", 0) &&
      make(xmp, "Regions/mwg-rs:RegionList", XMP_PROP_VALUE_IS_ARRAY);
  for (size_t i = 0; is_good && i < regions->count; i++) {
    is_good = add(xmp, ++kept, &regions->regions[i]);
  }
  return is_good;
}

char *xmp_regions_write(
    const char *packet, size_t packet_count, const xmp_regions *regions, size_t *count) {
  if (packet != NULL) {
    // Read it once more, to check its limits.
    xmp_regions old;
    const xmp_regions_answer answer = xmp_regions_read(packet, packet_count, &old);
    if (answer == XMP_REGIONS_FOUND) xmp_regions_free(&old);
    if (answer > XMP_REGIONS_NONE) return NULL;
  }
  regions_prepare();
  XmpPtr xmp = packet == NULL ? xmp_new_empty() : xmp_new(packet, packet_count);
  if (xmp == NULL) return NULL;
  XmpStringPtr text = xmp_string_new();
  char *result = NULL;
  const uint32_t style = XMP_SERIAL_OMITPACKETWRAPPER | XMP_SERIAL_USECOMPACTFORMAT;
  if (set_regions(xmp, regions) &&
      xmp_serialize_and_format(xmp, text, style, 0, "\n", " ", 0)) {
    result = strdup(xmp_string_cstr(text));
  }
  *count = result == NULL ? 0 : strlen(result);
  xmp_string_free(text);
  xmp_free(xmp);
  return result;
}

void xmp_text_free(char *text) { free(text); }
