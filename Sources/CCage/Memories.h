/// Memory that the program shares with its workers.
#ifndef CCAGE_MEMORIES_H
#define CCAGE_MEMORIES_H

#include <stddef.h>
#include <stdint.h>

/// Maps one block of memory per slot, each of at most `capacity` bytes, of which only touched pages
/// are allocated. There is no file behind them, since a worker could change its size. Returns the
/// size of each; 0 where there is no room.
size_t map_memories(uint8_t **memories, unsigned count, size_t capacity);

#endif
