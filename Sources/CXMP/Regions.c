#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "Names.h"

/// XML parsers recurse for each level.
enum { deepest = 64 };

void regions_prepare(void) {
  xmp_init();
  XmpStringPtr prefix = xmp_string_new();
  xmp_register_namespace(mwg_namespace, "mwg-rs", prefix);
  xmp_register_namespace("http://ns.adobe.com/xmp/sType/Area#", "stArea", prefix);
  xmp_register_namespace("http://ns.adobe.com/xap/1.0/sType/Dimensions#", "stDim", prefix);
  xmp_string_free(prefix);
}

/// The maximum depth of nested elements; they are counted, not validated.
static size_t depth(const char *text, size_t count) {
  size_t now = 0, most = 0;
  for (size_t i = 0; i + 1 < count; i++) {
    if (text[i] != '<') continue;
    const char next = text[i + 1];
    if (next == '?' || next == '!') continue;
    const char *end = memchr(text + i, '>', count - i);
    if (end == NULL) break;
    if (next == '/') {
      if (now > 0) now--;
    } else if (end[-1] != '/') {
      now++;
      if (now > most) most = now;
    }
    i = (size_t)(end - text);
  }
  return most;
}

static xmp_regions_answer check(const char *packet, size_t count) {
  if (count > XMP_PACKET_LIMIT) return XMP_REGIONS_TOO_LARGE;
  // A document type could declare entities that expand without limit, or that name files.
  for (size_t i = 0; i + 2 < count; i++) {
    if (packet[i] == '<' && packet[i + 1] == '!' && packet[i + 2] != '-' && packet[i + 2] != '[') {
      return XMP_REGIONS_ENTITIES;
    }
  }
  return depth(packet, count) > deepest ? XMP_REGIONS_MALFORMED : XMP_REGIONS_FOUND;
}

/// A simple property as text, which must be freed; NULL where there is none.
static char *text_of(XmpPtr xmp, const char *path) {
  XmpStringPtr value = xmp_string_new();
  char *text = NULL;
  uint32_t kind = 0;
  if (xmp_get_property(xmp, mwg_namespace, path, value, &kind) && XMP_IS_PROP_SIMPLE(kind)) {
    const char *found = xmp_string_cstr(value);
    if (found != NULL) text = strdup(found);
  }
  xmp_string_free(value);
  return text;
}

static double number_of(XmpPtr xmp, const char *path) {
  char *text = text_of(xmp, path);
  const double number = text == NULL ? -1 : strtod(text, NULL);
  free(text);
  return number;
}

static int is_text(XmpPtr xmp, const char *path, const char *wanted) {
  char *text = text_of(xmp, path);
  const int is = text != NULL && strcasecmp(text, wanted) == 0;
  free(text);
  return is;
}

region_kind region_read(
    XmpPtr xmp, size_t number, double width, double height, xmp_region *region) {
  char base[80], path[region_path_size];
  memset(region, 0, sizeof *region);
  snprintf(base, sizeof base, "Regions/mwg-rs:RegionList[%zu]", number);
  if (!xmp_has_property(xmp, mwg_namespace, base)) return region_missing;
  snprintf(path, sizeof path, "%s/mwg-rs:Type", base);
  char *kind = text_of(xmp, path);
  // A region without a type counts as a face, which nearly all are.
  const int is_other = kind != NULL && kind[0] != 0 && strcasecmp(kind, "Face") != 0;
  free(kind);
  if (is_other) return region_of_another_kind;

  double *const numbers[] = {&region->x, &region->y, &region->width, &region->height};
  static const char *const names[] = {"x", "y", "w", "h"};
  for (int i = 0; i < 4; i++) {
    snprintf(path, sizeof path, "%s/mwg-rs:Area/stArea:%s", base, names[i]);
    *numbers[i] = number_of(xmp, path);
  }
  snprintf(path, sizeof path, "%s/mwg-rs:Area/stArea:unit", base);
  if (is_text(xmp, path, "pixel") && width > 0 && height > 0) {
    region->x /= width, region->width /= width;
    region->y /= height, region->height /= height;
  }
  const int is_area = region->x >= 0 && region->x <= 1 && region->y >= 0 && region->y <= 1 &&
                      region->width > 0 && region->width <= 1 && region->height > 0 &&
                      region->height <= 1;
  if (!is_area) return region_of_another_kind;
  snprintf(path, sizeof path, "%s/mwg-rs:Name", base);
  region->name = text_of(xmp, path);
  return region_of_a_face;
}

/// Parses a packet without exempi's own messages to standard error, which say neither which program
/// failed nor on which file.
static int parse_quietly(XmpPtr xmp, const char *packet, size_t count) {
  const int saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (saved >= 0 && nowhere >= 0) dup2(nowhere, STDERR_FILENO);
  const int is_good = xmp_parse(xmp, packet, count);
  if (saved >= 0 && nowhere >= 0) dup2(saved, STDERR_FILENO);
  if (saved >= 0) close(saved);
  if (nowhere >= 0) close(nowhere);
  return is_good;
}

xmp_regions_answer xmp_regions_read(const char *packet, size_t count, xmp_regions *found) {
  memset(found, 0, sizeof *found);
  const xmp_regions_answer answer = check(packet, count);
  if (answer != XMP_REGIONS_FOUND) return answer;
  regions_prepare();
  XmpPtr xmp = xmp_new_empty();
  if (xmp == NULL || !parse_quietly(xmp, packet, count)) {
    if (xmp != NULL) xmp_free(xmp);
    return XMP_REGIONS_MALFORMED;
  }
  found->width = number_of(xmp, "Regions/mwg-rs:AppliedToDimensions/stDim:w");
  found->height = number_of(xmp, "Regions/mwg-rs:AppliedToDimensions/stDim:h");
  if (!(found->width > 0 && found->height > 0)) found->width = found->height = 0;
  found->regions = calloc(XMP_REGION_LIMIT, sizeof *found->regions);
  for (size_t i = 1; found->regions != NULL && i <= XMP_REGION_LIMIT; i++) {
    const region_kind kind =
        region_read(xmp, i, found->width, found->height, &found->regions[found->count]);
    if (kind == region_missing) break;
    if (kind == region_of_a_face) found->count++;
  }
  xmp_free(xmp);
  if (found->count > 0) return XMP_REGIONS_FOUND;
  xmp_regions_free(found);
  return XMP_REGIONS_NONE;
}

void xmp_regions_free(xmp_regions *regions) {
  for (size_t i = 0; i < regions->count; i++) free(regions->regions[i].name);
  free(regions->regions);
  memset(regions, 0, sizeof *regions);
}
