// For memmem.
#define _GNU_SOURCE
#include <string.h>

#include "CXMP.h"

const char *xmp_packet_find(const char *bytes, size_t count, size_t *length) {
  static const char start[] = "<x:xmpmeta", end[] = "</x:xmpmeta>";
  const char *packet = memmem(bytes, count, start, sizeof start - 1);
  if (packet == NULL) return NULL;
  const char *last = memmem(packet, count - (size_t)(packet - bytes), end, sizeof end - 1);
  if (last == NULL) return NULL;
  *length = (size_t)(last - packet) + sizeof end - 1;
  return packet;
}
