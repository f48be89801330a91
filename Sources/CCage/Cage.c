/// The program's side: places, and what is asked of the workers in them.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "Keeper.h"
#include "Memories.h"
#include "Messages.h"

struct cage_place {
  unsigned number;
  uint8_t *memory;
  int sockets[CAGE_KINDS];  // -1: no worker
  int process;  // of the first kind, a child of this process; 0: one of the keeper's
  int is_taken;
};

/// One a process: set before there are threads, then only places change, under the lock.
static struct {
  pthread_mutex_t lock;
  pthread_cond_t given;
  cage_place *places;
  unsigned count, kind_count;
  size_t capacity;
  int control, keeper;
  cage_parts parts;
} cage = {.lock = PTHREAD_MUTEX_INITIALIZER, .given = PTHREAD_COND_INITIALIZER, .control = -1};

int cage_is_open(void) { return cage.control >= 0; }
uint8_t *cage_memory(cage_place *place) { return place->memory; }
size_t cage_capacity(const cage_place *place) { return (void)place, cage.capacity; }

// MARK: The keeper

/// How a child of this process ended; it is made to where that is not sure to come.
static int end_of(int process, int is_made_to) {
  int status = 0;
  if (process <= 0) return 0;
  if (is_made_to) kill(process, SIGKILL);
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

/// Asks the keeper, with a descriptor (or -1). Under the lock. Returns -1 where it is gone.
static int ask_keeper(struct keeper_request request, int descriptor, int *result) {
  struct keeper_answer answer;
  if (!send_request(cage.control, request, descriptor)) return -1;
  if (receive(cage.control, &answer, sizeof answer) != sizeof answer) return -1;
  *result = answer.result;
  return 0;
}

/// Has a worker made for the place. Under the lock. Returns 0, or an errno.
static int make_worker(cage_place *place, unsigned kind) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return errno;
  const struct keeper_request request = {KEEPER_MAKE, place->number, kind};
  int failure = EPIPE;
  if (ask_keeper(request, pair[1], &failure) != 0) failure = EPIPE;
  close(pair[1]);
  if (failure != 0) {
    close(pair[0]);
    return failure;
  }
  place->sockets[kind] = pair[0];
  return 0;
}

/// Lets the keeper and the workers end, and waits: nothing is left running, and what they used
/// counts as this process's.
static void stop(void) {
  if (cage.control < 0) return;
  for (unsigned i = 0; i < cage.count; i++) {
    for (unsigned kind = 0; kind < CAGE_KINDS; kind++) {
      int *const socket = &cage.places[i].sockets[kind];
      if (*socket >= 0) close(*socket);
      *socket = -1;
    }
  }
  close(cage.control);
  cage.control = -1;
  end_of(cage.keeper, 0);
  end_of(cage.places[0].process, 0);
}

// MARK: The start

/// Forks a process that has one end of a new socket. Returns 0 in this process, with the other end;
/// or an errno.
static int fork_apart(
    const struct keeper_plan *plan, void (*live)(const struct keeper_plan *plan, int socket),
    int *process, int *socket) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return errno;
  *process = fork();
  if (*process == 0) live(plan, pair[1]);
  const int failure = errno;
  close(pair[1]);
  *socket = pair[0];
  if (*process > 0) return 0;
  close(pair[0]);
  return failure;
}

static void live_as_keeper(const struct keeper_plan *plan, int socket) {
  struct keeper_plan own = *plan;
  own.control = socket;
  keep(&own);
}

static void live_as_first_worker(const struct keeper_plan *plan, int socket) {
  serve(plan, 0, 0, socket, plan->program);
}

int cage_start(
    unsigned workers, size_t capacity, const cage_kind *kinds, unsigned kind_count) {
  if (cage.control >= 0) return 0;
  if (kind_count < 1 || kind_count > CAGE_KINDS) return EINVAL;
  cage_place *places = calloc(workers, sizeof *places);
  uint8_t **memories = calloc(workers, sizeof *memories);
  int failure = places == NULL || memories == NULL ? ENOMEM : 0;
  if (failure == 0) cage.capacity = map_memories(memories, workers, capacity);
  if (failure == 0 && cage.capacity == 0) failure = ENOMEM;
  struct keeper_plan plan = {
      .control = -1, .program = getpid(), .places = workers, .memories = memories,
      .capacity = cage.capacity, .kind_count = kind_count};
  memcpy(plan.kinds, kinds, kind_count * sizeof *kinds);
  // The first worker closes its doors while the keeper is made.
  int first = -1, process = 0;
  if (failure == 0) failure = fork_apart(&plan, live_as_first_worker, &process, &first);
  if (failure == 0) failure = fork_apart(&plan, live_as_keeper, &cage.keeper, &cage.control);
  if (failure == 0) {
    for (unsigned i = 0; i < workers; i++) {
      places[i] = (cage_place){.number = i, .memory = memories[i], .sockets = {-1, -1}};
    }
    places[0].sockets[0] = first;
    places[0].process = process;
    cage.places = places;
    cage.count = workers;
    cage.kind_count = kind_count;
    atexit(stop);
  } else {
    if (first >= 0) close(first);
    end_of(process, 0);
    cage.control = -1;
    free(places);
  }
  free(memories);
  return failure;
}

cage_parts cage_parts_in_force(void) {
  if (cage.control < 0 || cage.parts.process) return cage.parts;
  // The first worker tells it before all else; the message stays for whoever asks it first.
  struct worker_greeting greeting;
  const ssize_t count = recv(cage.places[0].sockets[0], &greeting, sizeof greeting, MSG_PEEK);
  if (count == sizeof greeting) cage.parts = greeting.parts;
  return cage.parts;
}

// MARK: Places

cage_place *cage_take(void) {
  if (cage.control < 0) return NULL;
  pthread_mutex_lock(&cage.lock);
  for (;;) {
    for (unsigned i = 0; i < cage.count; i++) {
      if (cage.places[i].is_taken) continue;
      cage.places[i].is_taken = 1;
      pthread_mutex_unlock(&cage.lock);
      return &cage.places[i];
    }
    pthread_cond_wait(&cage.given, &cage.lock);
  }
}

void cage_give(cage_place *place, size_t used) {
  // As malloc does: what most photos need is kept.
  const size_t kept = (size_t)64 << 20;
  if (used > kept) madvise(place->memory + kept, cage.capacity - kept, MADV_REMOVE);
  pthread_mutex_lock(&cage.lock);
  place->is_taken = 0;
  pthread_cond_signal(&cage.given);
  pthread_mutex_unlock(&cage.lock);
}

/// Sends and receives whole messages; returns 0 where the worker has gone.
static int converse(int socket, const uint8_t *request, uint8_t *answer) {
  ssize_t count;
  do count = send(socket, request, CAGE_MESSAGE, MSG_NOSIGNAL);
  while (count < 0 && errno == EINTR);
  if (count != CAGE_MESSAGE) return 0;
  count = receive(socket, answer, CAGE_MESSAGE);
  if (count != (ssize_t)sizeof(struct worker_greeting)) return count == CAGE_MESSAGE;
  // It has just begun.
  struct worker_greeting greeting;
  memcpy(&greeting, answer, sizeof greeting);
  pthread_mutex_lock(&cage.lock);
  if (!cage.parts.process) cage.parts = greeting.parts;
  pthread_mutex_unlock(&cage.lock);
  return receive(socket, answer, CAGE_MESSAGE) == CAGE_MESSAGE;
}

/// How a worker ended, which closed its socket.
static int end_of_worker(cage_place *place, unsigned kind) {
  int status = 0;
  if (kind == 0 && place->process > 0) {
    status = end_of(place->process, 1);
    place->process = 0;
  } else {
    pthread_mutex_lock(&cage.lock);
    ask_keeper((struct keeper_request){KEEPER_END, place->number, kind}, -1, &status);
    pthread_mutex_unlock(&cage.lock);
  }
  close(place->sockets[kind]);
  place->sockets[kind] = -1;
  return WIFSIGNALED(status) ? WTERMSIG(status) : CAGE_ENDED;
}

int cage_ask(
    cage_place *place, unsigned kind, const uint8_t request[CAGE_MESSAGE],
    uint8_t answer[CAGE_MESSAGE]) {
  int failure = kind < cage.kind_count ? 0 : EINVAL;
  if (failure == 0 && place->sockets[kind] < 0) {
    pthread_mutex_lock(&cage.lock);
    failure = make_worker(place, kind);
    pthread_mutex_unlock(&cage.lock);
  }
  errno = failure;
  if (failure != 0) return -1;
  if (converse(place->sockets[kind], request, answer)) return 0;
  return end_of_worker(place, kind);
}
