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

struct cage_place {
  unsigned number;
  uint8_t *memory;
  int socket;  // -1: no worker
  int process;  // a child of this process; 0: one of the keeper's
  int is_taken;
};

/// One a process: set before there are threads, then only places change, under the lock.
static struct {
  pthread_mutex_t lock;
  pthread_cond_t given;
  cage_place *places;
  unsigned count;
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

static ssize_t receive(int socket, void *message, size_t size) {
  ssize_t count;
  do count = recv(socket, message, size, 0);
  while (count < 0 && errno == EINTR);
  return count;
}

/// Asks the keeper, with a descriptor (or -1). Under the lock. Returns -1 where it is gone.
static int ask_keeper(struct keeper_request request, int descriptor, int *result) {
  union {
    struct cmsghdr header;
    char space[CMSG_SPACE(sizeof(int))];
  } ancillary = {0};
  struct iovec piece = {&request, sizeof request};
  struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1};
  if (descriptor >= 0) {
    message.msg_control = &ancillary;
    message.msg_controllen = sizeof ancillary;
    struct cmsghdr *first = CMSG_FIRSTHDR(&message);
    first->cmsg_level = SOL_SOCKET;
    first->cmsg_type = SCM_RIGHTS;
    first->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(first), &descriptor, sizeof descriptor);
  }
  ssize_t count;
  do count = sendmsg(cage.control, &message, MSG_NOSIGNAL);
  while (count < 0 && errno == EINTR);
  struct keeper_answer answer;
  if (count != sizeof request) return -1;
  if (receive(cage.control, &answer, sizeof answer) != sizeof answer) return -1;
  *result = answer.result;
  return 0;
}

/// Has a worker made for the place. Under the lock. Returns 0, or an errno.
static int make_worker(cage_place *place) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return errno;
  const struct keeper_request request = {KEEPER_MAKE, place->number};
  int failure = EPIPE;
  if (ask_keeper(request, pair[1], &failure) != 0) failure = EPIPE;
  close(pair[1]);
  if (failure != 0) {
    close(pair[0]);
    return failure;
  }
  place->socket = pair[0];
  return 0;
}

/// Lets the keeper and the workers end, and waits: nothing is left running, and what they used
/// counts as this process's.
static void stop(void) {
  if (cage.control < 0) return;
  for (unsigned i = 0; i < cage.count; i++) {
    if (cage.places[i].socket >= 0) close(cage.places[i].socket);
    cage.places[i].socket = -1;
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
  serve(plan, 0, socket, plan->program, -1);
}

int cage_start(unsigned workers, size_t capacity, cage_work work) {
  if (cage.control >= 0) return 0;
  cage_place *places = calloc(workers, sizeof *places);
  uint8_t **memories = calloc(workers, sizeof *memories);
  int failure = places == NULL || memories == NULL ? ENOMEM : 0;
  if (failure == 0) cage.capacity = map_memories(memories, workers, capacity);
  if (failure == 0 && cage.capacity == 0) failure = ENOMEM;
  const struct keeper_plan plan = {-1, getpid(), workers, memories, cage.capacity, work};
  // The first worker closes its doors while the keeper is made.
  int first = -1, process = 0;
  if (failure == 0) failure = fork_apart(&plan, live_as_first_worker, &process, &first);
  if (failure == 0) failure = fork_apart(&plan, live_as_keeper, &cage.keeper, &cage.control);
  if (failure == 0) {
    for (unsigned i = 0; i < workers; i++) places[i] = (cage_place){i, memories[i], -1, 0, 0};
    places[0].socket = first;
    places[0].process = process;
    cage.places = places;
    cage.count = workers;
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
  const ssize_t count = recv(cage.places[0].socket, &greeting, sizeof greeting, MSG_PEEK);
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
static int converse(cage_place *place, const uint8_t *request, uint8_t *answer) {
  ssize_t count;
  do count = send(place->socket, request, CAGE_MESSAGE, MSG_NOSIGNAL);
  while (count < 0 && errno == EINTR);
  if (count != CAGE_MESSAGE) return 0;
  count = receive(place->socket, answer, CAGE_MESSAGE);
  if (count != (ssize_t)sizeof(struct worker_greeting)) return count == CAGE_MESSAGE;
  // It has just begun.
  struct worker_greeting greeting;
  memcpy(&greeting, answer, sizeof greeting);
  pthread_mutex_lock(&cage.lock);
  if (!cage.parts.process) cage.parts = greeting.parts;
  pthread_mutex_unlock(&cage.lock);
  return receive(place->socket, answer, CAGE_MESSAGE) == CAGE_MESSAGE;
}

int cage_ask(
    cage_place *place, const uint8_t request[CAGE_MESSAGE], uint8_t answer[CAGE_MESSAGE]) {
  if (place->socket < 0) {
    pthread_mutex_lock(&cage.lock);
    const int failure = make_worker(place);
    pthread_mutex_unlock(&cage.lock);
    errno = failure;
    if (failure != 0) return -1;
  }
  if (converse(place, request, answer)) return 0;

  int status = 0;
  if (place->process > 0) {
    status = end_of(place->process, 1);
    place->process = 0;
  } else {
    pthread_mutex_lock(&cage.lock);
    ask_keeper((struct keeper_request){KEEPER_END, place->number}, -1, &status);
    pthread_mutex_unlock(&cage.lock);
  }
  close(place->socket);
  place->socket = -1;
  return WIFSIGNALED(status) ? WTERMSIG(status) : CAGE_ENDED;
}
