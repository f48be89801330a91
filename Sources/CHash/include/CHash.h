/// XXH3 (Yann Collet's xxHash 0.8, from Debian's header) as C functions: fast, but not secure
/// against an attacker who chooses the bytes.
#ifndef CHASH_H
#define CHASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct hash_value {
  uint64_t low;
  uint64_t high;
} hash_value;

/// A 128-bit hash that identifies these bytes.
hash_value hash_bytes(const void *bytes, size_t count);

/// A 64-bit checksum, to detect changes.
uint64_t hash_check(const void *bytes, size_t count, uint64_t seed);

/// The 128-bit hash of a file's contents, read from its start to its end. Returns 0; -1 with errno
/// on failure.
int hash_file(int descriptor, hash_value *result);

#endif
