#define _GNU_SOURCE
#include "Memories.h"

#include <sys/mman.h>
#include <sys/resource.h>

/// All slots together get a quarter of the address space that this process may use.
static size_t allowed(unsigned count, size_t capacity) {
  struct rlimit space;
  if (getrlimit(RLIMIT_AS, &space) != 0 || space.rlim_cur == RLIM_INFINITY) return capacity;
  const size_t share = (size_t)space.rlim_cur / (4 * (size_t)count);
  return share < capacity ? share : capacity;
}

size_t map_memories(uint8_t **memories, unsigned count, size_t capacity) {
  const size_t page = 1 << 16, least = 1 << 20;
  // A system may promise no more memory than it has; less is enough for most photos.
  for (capacity = allowed(count, capacity); capacity >= least; capacity /= 4) {
    capacity = capacity / page * page;
    unsigned mapped = 0;
    while (mapped < count) {
      void *memory = mmap(
          NULL, capacity, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1,
          0);
      if (memory == MAP_FAILED) break;
      memories[mapped++] = memory;
    }
    if (mapped == count) return capacity;
    while (mapped > 0) munmap(memories[--mapped], capacity);
  }
  return 0;
}
