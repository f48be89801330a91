#define _GNU_SOURCE
#include "Keeper.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "Doors.h"
#include "Messages.h"

_Noreturn void serve(
    const struct keeper_plan *plan, unsigned place, unsigned kind, int socket, int maker) {
  if (!begin_apart(socket, maker)) _exit(0);
  const cage_kind *const own = &plan->kinds[kind];
  for (unsigned i = 0; i < plan->places; i++) {
    if (i != place) munmap(plan->memories[i], plan->capacity);
  }
  if (own->prepare != NULL) own->prepare();
  struct worker_greeting greeting = {{1, close_files(), 0}};
  close_limits(own->has_threads);
  greeting.parts.seccomp = close_calls(own->has_threads);
  if (write(socket, &greeting, sizeof greeting) != sizeof greeting) _exit(0);

  static uint8_t request[CAGE_MESSAGE], answer[CAGE_MESSAGE];
  for (;;) {
    const ssize_t count = read(socket, request, sizeof request);
    if (count < 0 && errno == EINTR) continue;
    if (count != sizeof request) _exit(0);
    memset(answer, 0, sizeof answer);
    own->work(plan->memories[place], plan->capacity, request, answer);
    if (write(socket, answer, sizeof answer) != sizeof answer) _exit(0);
  }
}

/// The worker's process; NULL where there can be no such worker.
static pid_t *process_of(
    const struct keeper_plan *plan, pid_t *processes, struct keeper_request request) {
  if (request.place >= plan->places || request.kind >= plan->kind_count) return NULL;
  return &processes[request.place * CAGE_KINDS + request.kind];
}

/// Returns 0, or an errno.
static int make(
    const struct keeper_plan *plan, struct keeper_request request, pid_t *process, int socket) {
  if (socket < 0 || process == NULL) return EINVAL;
  const int keeper = getpid();
  const pid_t made = fork();
  if (made == 0) serve(plan, request.place, request.kind, socket, keeper);
  const int failure = errno;
  close(socket);
  if (made < 0) return failure;
  *process = made;
  return 0;
}

/// How a process ended; it is made to, where it only closed its socket.
static int end_of(pid_t *process) {
  int status = 0;
  if (process == NULL || *process <= 0) return 0;
  kill(*process, SIGKILL);
  while (waitpid(*process, &status, 0) < 0) {
    if (errno != EINTR) break;
  }
  *process = 0;
  return status;
}

_Noreturn void keep(const struct keeper_plan *plan) {
  if (!begin_apart(plan->control, plan->program)) _exit(0);
  pid_t *const processes = calloc((size_t)plan->places * CAGE_KINDS, sizeof *processes);
  if (processes == NULL) _exit(0);
  // It is not closed in itself: workers may have libraries to load, and nothing foreign comes here.
  struct keeper_request request;
  for (int descriptor; receive_request(plan->control, &request, &descriptor);) {
    pid_t *const process = process_of(plan, processes, request);
    const struct keeper_answer answer = {
        request.what == KEEPER_MAKE ? make(plan, request, process, descriptor) : end_of(process)};
    if (write(plan->control, &answer, sizeof answer) != sizeof answer) break;
  }
  // Workers see that their sockets are closed, and end. What they used counts as the program's.
  while (wait(NULL) > 0 || errno == EINTR) {
  }
  _exit(0);
}
