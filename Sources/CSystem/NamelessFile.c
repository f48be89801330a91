#define _GNU_SOURCE
#include <fcntl.h>

#include "CSystem.h"

int nameless_file(const char *folder, unsigned mode) {
  return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
}
