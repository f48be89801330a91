/// The keeper: a process that nothing foreign reaches, which makes workers and tells how they
/// ended.
#ifndef CCAGE_KEEPER_H
#define CCAGE_KEEPER_H

#include <stddef.h>
#include <stdint.h>

#include "CCage.h"

/// What the keeper is told at its birth.
struct keeper_plan {
  int control;        ///< its end of the socket to the program
  int program;        ///< the program's process
  unsigned places;
  uint8_t **memories;  ///< one a place
  size_t capacity;
  cage_kind kinds[CAGE_KINDS];
  unsigned kind_count;
};

/// What it is asked: to make a worker of a kind for a place, at a socket that comes with the
/// request; or how such a worker ended, which it ends first.
struct keeper_request {
  enum { KEEPER_MAKE, KEEPER_END } what;
  unsigned place, kind;
};

/// Made: 0, or an errno. Ended: what waitpid told.
struct keeper_answer {
  int result;
};

/// What a worker says of itself before its first request.
struct worker_greeting {
  cage_parts parts;
};

/// A worker's life: nothing foreign is touched before all doors are closed. `socket`: its end of
/// the one to the program; `maker`: the process that forked it. Does not return.
_Noreturn void serve(
    const struct keeper_plan *plan, unsigned place, unsigned kind, int socket, int maker);

/// Serves until the program closes its end, and all workers have ended. Does not return.
_Noreturn void keep(const struct keeper_plan *plan);

#endif
