#define _GNU_SOURCE
#include "Keeper.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "Doors.h"

/// A request and the descriptor that comes with it, or -1. Returns 0 where there is none any more.
static int receive(int control, struct keeper_request *request, int *descriptor) {
  union {
    struct cmsghdr header;
    char space[CMSG_SPACE(sizeof(int))];
  } ancillary;
  struct iovec piece = {request, sizeof *request};
  struct msghdr message = {
      .msg_iov = &piece, .msg_iovlen = 1, .msg_control = &ancillary,
      .msg_controllen = sizeof ancillary};
  ssize_t count;
  do count = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
  while (count < 0 && errno == EINTR);
  *descriptor = -1;
  const struct cmsghdr *first = CMSG_FIRSTHDR(&message);
  if (first != NULL && first->cmsg_type == SCM_RIGHTS) {
    memcpy(descriptor, CMSG_DATA(first), sizeof *descriptor);
  }
  return count == sizeof *request;
}

_Noreturn void serve(
    const struct keeper_plan *plan, unsigned place, int socket, int maker, int landlock) {
  if (!begin_apart(socket, maker)) _exit(0);
  for (unsigned i = 0; i < plan->places; i++) {
    if (i != place) munmap(plan->memories[i], plan->capacity);
  }
  if (landlock < 0) landlock = close_files();
  close_limits();
  struct worker_greeting greeting = {{1, landlock, 0}};
  greeting.parts.seccomp = close_calls();
  if (write(socket, &greeting, sizeof greeting) != sizeof greeting) _exit(0);

  static uint8_t request[CAGE_MESSAGE], answer[CAGE_MESSAGE];
  for (;;) {
    const ssize_t count = read(socket, request, sizeof request);
    if (count < 0 && errno == EINTR) continue;
    if (count != sizeof request) _exit(0);
    memset(answer, 0, sizeof answer);
    plan->work(plan->memories[place], plan->capacity, request, answer);
    if (write(socket, answer, sizeof answer) != sizeof answer) _exit(0);
  }
}

/// Returns 0, or an errno.
static int make(
    const struct keeper_plan *plan, pid_t *processes, unsigned place, int socket, int landlock) {
  if (socket < 0 || place >= plan->places) return EINVAL;
  const int keeper = getpid();
  const pid_t process = fork();
  if (process == 0) serve(plan, place, socket, keeper, landlock);
  const int failure = errno;
  close(socket);
  if (process < 0) return failure;
  processes[place] = process;
  return 0;
}

/// How a process ended; it is made to, where it only closed its socket.
static int end_of(pid_t process) {
  int status = 0;
  if (process <= 0) return 0;
  kill(process, SIGKILL);
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return 0;
  }
  return status;
}

_Noreturn void keep(const struct keeper_plan *plan) {
  if (!begin_apart(plan->control, plan->program)) _exit(0);
  pid_t *const processes = calloc(plan->places, sizeof *processes);
  if (processes == NULL) _exit(0);
  const int landlock = close_files();
  struct keeper_request request;
  for (int descriptor; receive(plan->control, &request, &descriptor);) {
    struct keeper_answer answer;
    if (request.kind == KEEPER_MAKE) {
      answer.result = make(plan, processes, request.place, descriptor, landlock);
    } else {
      answer.result = request.place < plan->places ? end_of(processes[request.place]) : 0;
    }
    if (write(plan->control, &answer, sizeof answer) != sizeof answer) break;
  }
  // Workers see that their sockets are closed, and end. What they used counts as the program's.
  while (wait(NULL) > 0 || errno == EINTR) {
  }
  _exit(0);
}
