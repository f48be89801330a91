/// The program's side: start, end, and slots.
#define _GNU_SOURCE
#include "Cage.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "Memories.h"
#include "Messages.h"

struct cage cage = {
    .lock = PTHREAD_MUTEX_INITIALIZER, .given = PTHREAD_COND_INITIALIZER, .control = -1};

int cage_is_open(void) { return cage.slots != NULL; }
uint8_t *cage_memory(cage_slot *slot) { return slot->memory; }
size_t cage_capacity(const cage_slot *slot) { return (void)slot, cage.capacity; }

// MARK: The end

void cage_finish(void) {
  pthread_mutex_lock(&cage.lock);
  if (cage.control >= 0) know_first_worker();
  for (unsigned i = 0; i < cage.count; i++) {
    for (unsigned kind = 0; kind < CAGE_KINDS; kind++) {
      int *const socket = &cage.slots[i].sockets[kind];
      if (*socket >= 0) close(*socket);
      *socket = -1;
    }
  }
  if (cage.control >= 0) close(cage.control);
  cage.control = -1;
  pthread_mutex_unlock(&cage.lock);
}

/// Leaves no process running, and adds the processor time of all of them to this one's. Workers
/// that are still busy are killed.
static void stop(void) {
  if (cage.owner != getpid()) return;
  cage.is_ending = 1;
  cage_finish();
  for (unsigned i = 0; i < cage.count; i++) {
    for (unsigned kind = 0; kind < CAGE_KINDS; kind++) end_process(cage.slots[i].processes[kind]);
  }
  end_process(cage.keeper);
}

// MARK: The start

/// Makes two pairs of sockets; the program's ends come first. Returns 0, or an errno.
static int make_sockets(int control[2], int first[2]) {
  const int type = SOCK_SEQPACKET | SOCK_CLOEXEC;
  if (socketpair(AF_UNIX, type, 0, control) != 0) return errno;
  if (socketpair(AF_UNIX, type, 0, first) == 0) return 0;
  const int failure = errno;
  close(control[0]);
  close(control[1]);
  return failure;
}

/// Forks the keeper. Returns 0, or an errno.
static int fork_keeper(struct keeper_plan *plan, int *first_socket) {
  int control[2], first[2];
  int failure = make_sockets(control, first);
  if (failure != 0) return failure;
  plan->control = control[1];
  plan->first = first[1];
  const int process = fork();
  if (process == 0) keep(plan);
  failure = process < 0 ? errno : 0;
  close(control[1]);
  close(first[1]);
  if (failure != 0) {
    close(control[0]);
    close(first[0]);
    return failure;
  }
  cage.keeper = process;
  cage.control = control[0];
  *first_socket = with_patience(first[0]);
  return 0;
}

int cage_start(
    unsigned workers, size_t capacity, const cage_kind *kinds, unsigned kind_count) {
  if (cage_is_open()) return 0;
  if (kind_count < 1 || kind_count > CAGE_KINDS) return EINVAL;
  cage_slot *slots = calloc(workers, sizeof *slots);
  uint8_t **memories = calloc(workers, sizeof *memories);
  int failure = slots == NULL || memories == NULL ? ENOMEM : 0, first = -1;
  if (failure == 0) cage.capacity = map_memories(memories, workers, capacity);
  if (failure == 0 && cage.capacity == 0) failure = ENOMEM;
  struct keeper_plan plan = {
      .program = getpid(), .slots = workers, .memories = memories, .capacity = cage.capacity,
      .kind_count = kind_count};
  memcpy(plan.kinds, kinds, kind_count * sizeof *kinds);
  if (failure == 0) failure = fork_keeper(&plan, &first);
  if (failure == 0) {
    for (unsigned i = 0; i < workers; i++) {
      slots[i] = (cage_slot){.number = i, .memory = memories[i], .sockets = {-1, -1}};
    }
    slots[0].sockets[0] = first;
    cage.slots = slots;
    cage.count = workers;
    memcpy(cage.kinds, kinds, kind_count * sizeof *kinds);
    cage.kind_count = kind_count;
    cage.owner = plan.program;
    atexit(stop);
  } else {
    free(slots);
  }
  free(memories);
  return failure;
}

cage_parts cage_parts_in_force(void) {
  if (!cage_is_open() || cage.parts.process) return cage.parts;
  // The first message of the first worker says it; the message stays in the socket for the first
  // request.
  struct worker_greeting greeting;
  ssize_t count;
  do count = recv(cage.slots[0].sockets[0], &greeting, sizeof greeting, MSG_PEEK);
  while (count < 0 && (errno == EINTR || errno == EAGAIN));
  if (count == sizeof greeting) cage.parts = greeting.parts;
  return cage.parts;
}

// MARK: Slots

cage_slot *cage_take(void) {
  if (!cage_is_open()) return NULL;
  pthread_mutex_lock(&cage.lock);
  for (;;) {
    for (unsigned i = 0; i < cage.count; i++) {
      if (cage.slots[i].is_taken) continue;
      cage.slots[i].is_taken = 1;
      pthread_mutex_unlock(&cage.lock);
      return &cage.slots[i];
    }
    pthread_cond_wait(&cage.given, &cage.lock);
  }
}

void cage_give(cage_slot *slot, size_t used) {
  // As in malloc, as much memory as most photos need is kept.
  const size_t kept = (size_t)64 << 20;
  if (used > kept) madvise(slot->memory + kept, cage.capacity - kept, MADV_REMOVE);
  pthread_mutex_lock(&cage.lock);
  slot->is_taken = 0;
  pthread_cond_signal(&cage.given);
  pthread_mutex_unlock(&cage.lock);
}
