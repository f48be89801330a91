#define _GNU_SOURCE
#include <sched.h>
#include <unistd.h>

#include "CSystem.h"

int usable_processors(void) {
  cpu_set_t set;
  // If the set is too small for the number of processors, count all of them.
  long count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set)
                                                           : sysconf(_SC_NPROCESSORS_ONLN);
  return count > 0 ? (int)count : 1;
}
