#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "CSystem.h"

int nameless_file(const char *folder, unsigned mode) { return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, mode); }
