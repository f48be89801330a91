#define _GNU_SOURCE
#include <string.h>

#include "CSystem.h"

const void *find_bytes(const void *bytes, size_t count, const void *wanted, size_t wanted_count) {
  return bytes ? memmem(bytes, count, wanted, wanted_count) : NULL;
}
