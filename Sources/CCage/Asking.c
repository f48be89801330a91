/// The program's side: requests to workers, and to the keeper, which makes workers.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "Cage.h"
#include "Messages.h"

// MARK: Processes

int end_process(int process) {
  int status = 0;
  if (process <= 0) return 0;
  kill(process, SIGKILL);
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return 0;
  }
  return status;
}

void know_first_worker(void) {
  struct keeper_answer answer;
  if (cage.knows_first) return;
  cage.knows_first = 1;
  if (receive(cage.control, &answer, sizeof answer) != sizeof answer) return;
  cage.slots[0].processes[0] = answer.process;
}

/// Has the keeper make a worker for a slot. The lock must be held. Returns 0, or an errno.
static int make_worker(cage_slot *slot, unsigned kind) {
  if (cage.control < 0) return EPIPE;
  know_first_worker();
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return errno;
  const struct keeper_request request = {slot->number, kind};
  struct keeper_answer answer = {0, EPIPE};
  if (send_request(cage.control, request, pair[1])) {
    if (receive(cage.control, &answer, sizeof answer) != sizeof answer) answer.failure = EPIPE;
  }
  close(pair[1]);
  if (answer.failure != 0) {
    close(pair[0]);
    return answer.failure;
  }
  slot->sockets[kind] = with_patience(pair[0]);
  slot->processes[kind] = answer.process;
  return 0;
}

/// Waits for the end of a worker that has closed its socket, or kills one that is late; returns how
/// it ended.
static int end_worker(cage_slot *slot, unsigned kind) {
  if (slot->processes[kind] == 0) {
    pthread_mutex_lock(&cage.lock);
    know_first_worker();
    pthread_mutex_unlock(&cage.lock);
  }
  const int status = end_process(slot->processes[kind]);
  slot->processes[kind] = 0;
  close(slot->sockets[kind]);
  slot->sockets[kind] = -1;
  return WIFSIGNALED(status) ? WTERMSIG(status) : CAGE_ENDED;
}

// MARK: Messages

int with_patience(int socket) {
  const struct timeval second = {.tv_sec = 1};
  setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second);
  return socket;
}

/// The processor time, in seconds, that a process has used; 0 where the system does not say.
static time_t seconds_used(int process) {
  clockid_t clock;
  struct timespec time;
  if (process <= 0 || clock_getcpuclockid(process, &clock) != 0) return 0;
  return clock_gettime(clock, &time) == 0 ? time.tv_sec : 0;
}

enum result { answered, gone, late };

/// Waits for a message for as long as a request may take. Returns its size; 0 where the worker has
/// gone, -1 where it is late.
static ssize_t receive_in_time(cage_slot *slot, unsigned kind, uint8_t *message) {
  const unsigned most = cage.kinds[kind].seconds;
  time_t before = 0;
  // Seconds are counted one by one while waiting: a program that was stopped for an hour has only
  // waited for one second.
  for (unsigned seconds = 0;; seconds++) {
    const ssize_t count = receive(slot->sockets[kind], message, CAGE_MESSAGE);
    if (count >= 0) return count;
    if (errno != EAGAIN) return 0;
    pthread_mutex_lock(&cage.lock);
    know_first_worker();
    pthread_mutex_unlock(&cage.lock);
    const time_t used = seconds_used(slot->processes[kind]);
    if (seconds == 0) before = used;
    if (used - before >= most || seconds >= 5 * most) return -1;
  }
}

/// Sends and receives whole messages.
static enum result converse(
    cage_slot *slot, unsigned kind, const uint8_t *request, uint8_t *answer) {
  ssize_t count;
  do count = send(slot->sockets[kind], request, CAGE_MESSAGE, MSG_NOSIGNAL);
  while (count < 0 && errno == EINTR);
  if (count != CAGE_MESSAGE) return gone;
  count = receive_in_time(slot, kind, answer);
  if (count == (ssize_t)sizeof(struct worker_greeting)) {
    // The worker has just started.
    struct worker_greeting greeting;
    memcpy(&greeting, answer, sizeof greeting);
    pthread_mutex_lock(&cage.lock);
    if (!cage.parts.process) cage.parts = greeting.parts;
    pthread_mutex_unlock(&cage.lock);
    count = receive_in_time(slot, kind, answer);
  }
  return count == CAGE_MESSAGE ? answered : count < 0 ? late : gone;
}

int cage_ask(
    cage_slot *slot, unsigned kind, const uint8_t request[CAGE_MESSAGE],
    uint8_t answer[CAGE_MESSAGE]) {
  int failure = kind < cage.kind_count ? 0 : EINVAL;
  if (failure == 0 && slot->sockets[kind] < 0) {
    pthread_mutex_lock(&cage.lock);
    failure = make_worker(slot, kind);
    pthread_mutex_unlock(&cage.lock);
  }
  errno = failure;
  if (failure != 0) return -1;
  const enum result result = converse(slot, kind, request, answer);
  if (result == answered) return 0;
  // The program is ending, and nobody needs this photo any more.
  while (cage.is_ending) pause();
  const int end = end_worker(slot, kind);
  return result == late ? CAGE_LATE : end;
}
