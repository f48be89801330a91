/// Restrictions by older means, which every kernel has.
#define _GNU_SOURCE
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Restrictions.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

static void close_from(unsigned first, unsigned last) {
  if (first > last) return;
#ifdef SYS_close_range
  if (syscall(SYS_close_range, first, last, 0) == 0) return;
#endif
  struct rlimit limit = {1024, 1024};
  getrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t end = limit.rlim_cur < 65536 ? limit.rlim_cur : 65536;
  for (unsigned i = first; i <= last && i < end; i++) close((int)i);
}

static void handle(const int *signals, size_t count, void (*how)(int)) {
  for (size_t i = 0; i < count; i++) signal(signals[i], how);
}

int begin_apart(int kept, int program) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != program) return 0;
  // A terminal's signals go to the whole process group: the program itself decides how to react,
  // and these processes end with it.
  const int ignored[] = {SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGPIPE, SIGUSR1, SIGUSR2};
  handle(ignored, sizeof ignored / sizeof *ignored, SIG_IGN);
  signal(SIGCHLD, SIG_DFL);
  // The program reports a crash; a language runtime's own report is not wanted.
  const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
  if (!IS_SANITIZED) handle(crashes, sizeof crashes / sizeof *crashes, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  // A sanitizer reports on standard error.
  const unsigned first = IS_SANITIZED ? 3 : 0;
  if (kept > (int)first) close_from(first, (unsigned)kept - 1);
  close_from((unsigned)kept + 1, ~0u);
  return 1;
}

static void limit(int what, rlim_t most) {
  const struct rlimit limits = {most, most};
  setrlimit((__rlimit_resource_t)what, &limits);
}

void close_limits(int has_threads) {
  // No other process may inspect it, and people's photos must not end up in a core file.
  prctl(PR_SET_DUMPABLE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  // The system counts threads as processes.
  if (!has_threads) limit(RLIMIT_NPROC, 0);
  // A sanitizer reads the kernel's files about its own process, and uses much memory.
  if (IS_SANITIZED) return;
  limit(RLIMIT_NOFILE, 0);
  // Twice what the largest photo that is accepted needs.
  struct rlimit memory;
  const rlim_t most = (rlim_t)4 << 30;
  if (getrlimit(RLIMIT_DATA, &memory) == 0 && memory.rlim_max > most) limit(RLIMIT_DATA, most);
}
