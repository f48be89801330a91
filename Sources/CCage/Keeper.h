/// The keeper: a process that never sees untrusted data, and makes workers.
#ifndef CCAGE_KEEPER_H
#define CCAGE_KEEPER_H

#include <stddef.h>
#include <stdint.h>

#include "CCage.h"

/// What the keeper gets when it is started.
struct keeper_plan {
  int control;        ///< its end of the socket to the program
  int first;          ///< the first worker's end of another socket
  int program;        ///< the program's process id
  unsigned slots;
  uint8_t **memories;  ///< one per slot
  size_t capacity;
  cage_kind kinds[CAGE_KINDS];
  unsigned kind_count;
};

/// A request to make a worker of some kind for a slot; the worker's socket comes with the request.
struct keeper_request {
  unsigned slot, kind;
};

/// The process id, a child of the program; or the errno. The first answer comes unasked.
struct keeper_answer {
  int process, failure;
};

/// A worker's message before its first request.
struct worker_greeting {
  cage_parts parts;
};

/// Makes the first worker, then others, until the program closes its end. Does not return.
_Noreturn void keep(const struct keeper_plan *plan);

#endif
