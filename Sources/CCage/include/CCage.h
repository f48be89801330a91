/// Processes untrusted data in worker processes that can reach nothing: no files, no network, no
/// other processes; only the memory that they share with this process, and a socket to it.
///
/// A keeper is forked before there is any thread and before any untrusted data is read. It forks
/// the first worker, later those of other slots, and a new one where one has died. The answers of
/// workers are not to be trusted: the caller must check them. Linux only; where a kernel lacks one
/// of the restrictions, the others still hold.
#ifndef CCAGE_H
#define CCAGE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The size of requests and answers, in bytes.
enum { CAGE_MESSAGE = 512 };

/// Handles a request, in a worker. `memory` is shared with the caller, and with no other worker but
/// the slot's. Both messages have CAGE_MESSAGE bytes; the answer is initially all zeros.
typedef void (*cage_work)(
    uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer);

/// A kind of worker. Each slot (cage_slot) may have one of each kind; they share the slot's
/// memory.
typedef struct cage_kind {
  cage_work work;
  /// Called once in each worker of this kind, before it is restricted and before it gets any
  /// untrusted data, to load and try libraries that are too slow to load at every start. NULL:
  /// nothing is called. Failures must be reported by `work`.
  void (*prepare)(void);
  /// 1: its libraries start threads, which share its restrictions; it can never start processes.
  int has_threads;
  /// The processor time that a request may take, in seconds: far more than a harmless file needs.
  /// After five times as long by the clock, the worker counts as late in any case.
  unsigned seconds;
} cage_kind;

/// The maximum number of kinds. Workers of the first kind are started at once, others at their
/// first request.
enum { CAGE_KINDS = 2 };

/// Starts the keeper and the worker of the first of `workers` slots, each with `capacity` bytes of
/// memory, of which only touched pages are allocated; less where the process may not have so much.
/// Must be called once, before there are threads. `kinds`: `kind_count` kinds of workers; they are
/// copied. Returns 0, or an errno where no process could be started; nothing is left running then.
int cage_start(
    unsigned workers, size_t capacity, const cage_kind *kinds, unsigned kind_count);

/// Whether the cage was started.
int cage_is_open(void);

typedef struct cage_slot cage_slot;

/// Takes a slot; waits until one is free. NULL where the cage was not started.
cage_slot *cage_take(void);

/// Returns a slot; most of the memory that was touched goes back to the system. `used`: the number
/// of bytes that were touched, counted from the first.
void cage_give(cage_slot *slot, size_t used);

uint8_t *cage_memory(cage_slot *slot);
size_t cage_capacity(const cage_slot *slot);

/// Sends a request to the slot's worker of a kind, and waits for the answer. A worker that has died
/// is replaced first. Returns 0; -1 where no process can be started (with errno); or how the worker
/// ended: the number of a signal, CAGE_ENDED where it exited, or CAGE_LATE where it was killed
/// because it took too long.
int cage_ask(
    cage_slot *slot, unsigned kind, const uint8_t request[CAGE_MESSAGE],
    uint8_t answer[CAGE_MESSAGE]);
enum { CAGE_ENDED = 1000, CAGE_LATE };

/// Ends the keeper and the workers while the program completes the rest of its work; no more
/// requests may follow. Without this call they are ended with the program, which takes a moment
/// longer.
void cage_finish(void);

/// The restrictions in force, as reported by the first worker.
typedef struct cage_parts {
  int process;   ///< 1: decoding happens in a process of its own
  int landlock;  ///< the kernel's version of Landlock; 0: it has none
  int seccomp;   ///< 1: system calls are filtered
} cage_parts;

/// All 0 where the cage was not started.
cage_parts cage_parts_in_force(void);

#ifdef __cplusplus
}
#endif
#endif
