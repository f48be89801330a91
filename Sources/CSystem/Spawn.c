#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CSystem.h"

extern char **environ;

int spawn_program(const char *path, char *const *arguments, int input, int output, int errors) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t defaults;
  pid_t process = -1;
  // Other programs expect a write to a closed pipe, or beyond a size limit, to end them.
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  sigaddset(&defaults, SIGXFSZ);
  int code = posix_spawn_file_actions_init(&actions);
  if (code) return errno = code, -1;
  if ((code = posix_spawnattr_init(&attributes)) == 0) {
    code = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    if (!code) code = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (!code) code = posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    if (!code) code = posix_spawnattr_setsigdefault(&attributes, &defaults);
    if (!code) code = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    if (!code) code = posix_spawn(&process, path, &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return code ? (errno = code, -1) : process;
}

int make_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  // Fewer switches between the two programs; where the system refuses, the default size stays.
  fcntl(ends[0], F_SETPIPE_SZ, 256 << 10);
  return 0;
}

int wait_for_process(int process, int mayWait, int *status) {
  int raw = 0;
  pid_t waited;
  do waited = waitpid(process, &raw, mayWait ? 0 : WNOHANG);
  while (waited < 0 && errno == EINTR);
  if (waited == 0) return 0;
  if (waited < 0) return -1;
  *status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  return WIFEXITED(raw) ? 1 : 2;
}

int lock_file(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB); }
