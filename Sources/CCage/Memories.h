/// Memory that the program shares with its workers.
#ifndef CCAGE_MEMORIES_H
#define CCAGE_MEMORIES_H

#include <stddef.h>
#include <stdint.h>

/// Maps one a place, of at most so many bytes each, of which only what is touched is taken. Without
/// a file, whose size a worker could change. Returns how many bytes each has; 0 where there is no
/// room.
size_t map_memories(uint8_t **memories, unsigned count, size_t capacity);

#endif
