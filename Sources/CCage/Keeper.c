#define _GNU_SOURCE
#include "Keeper.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Restrictions.h"
#include "Messages.h"

/// The life of a worker: it handles untrusted data only once all restrictions are in force.
/// `socket`: its end of the socket to the program.
_Noreturn static void serve(
    const struct keeper_plan *plan, unsigned slot, unsigned kind, int socket) {
  if (!begin_apart(socket, plan->program)) _exit(0);
  const cage_kind *const own = &plan->kinds[kind];
  for (unsigned i = 0; i < plan->slots; i++) {
    if (i != slot) munmap(plan->memories[i], plan->capacity);
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
    own->work(plan->memories[slot], plan->capacity, request, answer);
    if (write(socket, answer, sizeof answer) != sizeof answer) _exit(0);
  }
}

/// Makes a worker as a child of the program, not of this process: the program sees how it ends, and
/// both processes end when the program does. fork() cannot make such a child. This process has one
/// thread, so nothing else that fork() does is needed.
static struct keeper_answer make(
    const struct keeper_plan *plan, struct keeper_request request, int socket) {
  if (socket < 0 || request.slot >= plan->slots || request.kind >= plan->kind_count) {
    return (struct keeper_answer){0, EINVAL};
  }
  const long made = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
  if (made == 0) serve(plan, request.slot, request.kind, socket);
  const struct keeper_answer answer = {made < 0 ? 0 : (int)made, made < 0 ? errno : 0};
  close(socket);
  return answer;
}

_Noreturn void keep(const struct keeper_plan *plan) {
  // The keeper itself is not restricted: workers may have to load libraries, and it never sees
  // untrusted data.
  struct keeper_request request = {0, 0};
  struct keeper_answer answer = make(plan, request, plan->first);
  if (!begin_apart(plan->control, plan->program)) _exit(0);
  for (int descriptor; write(plan->control, &answer, sizeof answer) == sizeof answer;) {
    if (!receive_request(plan->control, &request, &descriptor)) break;
    answer = make(plan, request, descriptor);
  }
  _exit(0);
}
