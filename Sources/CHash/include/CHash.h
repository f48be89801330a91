/// XXH3 (Yann Collet's xxHash 0.8, from Debian's header) behind C: fast, and not made to withstand
/// an attacker who chooses the bytes.
#ifndef CHASH_H
#define CHASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct hash_value {
  uint64_t low;
  uint64_t high;
} hash_value;

/// 128 bits that name these bytes.
hash_value hash_bytes(const void *bytes, size_t count);

/// 64 bits that tell whether bytes are still the same.
uint64_t hash_check(const void *bytes, size_t count, uint64_t seed);

/// 128 bits that name what a descriptor holds from its start, read to the end.
/// Returns 0, or -1 and errno.
int hash_file(int descriptor, hash_value *result);

#endif
