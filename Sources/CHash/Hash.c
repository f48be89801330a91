#define XXH_INLINE_ALL
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

#include "CHash.h"

hash_value hash_bytes(const void *bytes, size_t count) {
  XXH128_hash_t hash = XXH3_128bits(bytes, count);
  return (hash_value){hash.low64, hash.high64};
}

uint64_t hash_check(const void *bytes, size_t count, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes, count, seed);
}

int hash_file(int descriptor, hash_value *result) {
  enum { piece = 256 << 10 };
  XXH3_state_t *state = XXH3_createState();
  char *buffer = malloc(piece);
  off_t position = 0;
  ssize_t count = -1;
  errno = ENOMEM;
  if (state && buffer && XXH3_128bits_reset(state) == XXH_OK) {
    while ((count = pread(descriptor, buffer, piece, position)) != 0) {
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) break;
      XXH3_128bits_update(state, buffer, (size_t)count);
      position += count;
    }
    XXH128_hash_t hash = XXH3_128bits_digest(state);
    *result = (hash_value){hash.low64, hash.high64};
  }
  int code = errno;
  free(buffer);
  XXH3_freeState(state);
  errno = code;
  return count == 0 ? 0 : -1;
}
