/// The keeper: a process that nothing foreign reaches, which makes workers.
#ifndef CCAGE_KEEPER_H
#define CCAGE_KEEPER_H

#include <stddef.h>
#include <stdint.h>

#include "CCage.h"

/// What the keeper is told at its birth.
struct keeper_plan {
  int control;        ///< its end of the socket to the program
  int first;          ///< the first worker's end of the other
  int program;        ///< the program's process
  unsigned places;
  uint8_t **memories;  ///< one a place
  size_t capacity;
  cage_kind kinds[CAGE_KINDS];
  unsigned kind_count;
};

/// What it is asked: to make a worker of a kind for a place, at a socket that comes with the
/// request.
struct keeper_request {
  unsigned place, kind;
};

/// The process, a child of the program's; or what failed. The first comes unasked.
struct keeper_answer {
  int process, failure;
};

/// What a worker says of itself before its first request.
struct worker_greeting {
  cage_parts parts;
};

/// Makes the first worker, then others until the program closes its end. Does not return.
_Noreturn void keep(const struct keeper_plan *plan);

#endif
