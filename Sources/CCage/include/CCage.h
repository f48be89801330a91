/// Work on what strangers sent, done by processes that can reach nothing: no file, no network, no
/// other process; only the memory that they share with this one, and a socket to it.
///
/// A keeper is forked before there is any thread and before anything foreign was read; it forks the
/// first worker, those of other places, and another where one has died. What a worker answers is
/// not to be trusted: whoever asks checks it. Linux only; where a kernel lacks a part, the others
/// hold.
#ifndef CCAGE_H
#define CCAGE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes of a request and of an answer, at most.
enum { CAGE_MESSAGE = 512 };

/// What a worker does with a request, in its process. `memory` is shared with whoever asks, and is
/// its own alone. Both messages have CAGE_MESSAGE bytes; the answer's are 0 before.
typedef void (*cage_work)(
    uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer);

/// A kind of worker. Each place may have one of each kind; both see the memory of the place.
typedef struct cage_kind {
  cage_work work;
  /// Called once in each worker of this kind before its cage is closed and before anything foreign
  /// is there: libraries that are too dear for every start are loaded and tried here. NULL: nothing
  /// is. What fails is for `work` to tell.
  void (*prepare)(void);
  /// 1: its libraries start threads. They share its cage; processes it starts none, either.
  int has_threads;
  /// How long a request may take, in seconds of a processor's time: far more than any that is meant
  /// well. After five times as many by the clock it is late in any case.
  unsigned seconds;
} cage_kind;

/// At most so many kinds. The first is made at the start, others when they are first asked.
enum { CAGE_KINDS = 2 };

/// Starts the keeper and the worker of the first of `workers` places, each with `capacity` bytes of
/// memory of which only what is touched is taken; less where the process may not have so much. Call
/// it once, before there are threads. `kinds`: of workers, `kind_count` of them; they are copied.
/// Returns 0, or an errno where no process could be started: nothing is left running then.
int cage_start(
    unsigned workers, size_t capacity, const cage_kind *kinds, unsigned kind_count);

/// Whether it was started.
int cage_is_open(void);

typedef struct cage_place cage_place;

/// A place of one's own; waits until one is free. NULL where the cage was not started.
cage_place *cage_take(void);

/// Gives it back; most of the memory that was touched goes back to the system.
/// `used`: how many bytes were, from the first on.
void cage_give(cage_place *place, size_t used);

uint8_t *cage_memory(cage_place *place);
size_t cage_capacity(const cage_place *place);

/// Has a request done by the place's worker of a kind, and waits for the answer. A worker that died
/// before is replaced. Returns 0; -1 where no process can be started (errno tells why); or how the
/// worker ended: the number of a signal, CAGE_ENDED where it ended by itself, or CAGE_LATE where it
/// was made to since it took too long.
int cage_ask(
    cage_place *place, unsigned kind, const uint8_t request[CAGE_MESSAGE],
    uint8_t answer[CAGE_MESSAGE]);
enum { CAGE_ENDED = 1000, CAGE_LATE };

/// Lets the keeper and the workers end, while the program does what is left: no place is asked any
/// more. Without it they are ended when the program ends, which takes a moment longer.
void cage_finish(void);

/// What closes the cage in, as the first worker found it.
typedef struct cage_parts {
  int process;   ///< 1: decoding happens in a process of its own
  int landlock;  ///< the kernel's version of Landlock; 0: it has none
  int seccomp;   ///< 1: calls to the kernel are filtered
} cage_parts;

/// All 0 where the cage was not started.
cage_parts cage_parts_in_force(void);

#ifdef __cplusplus
}
#endif
#endif
