#define _GNU_SOURCE
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "CSystem.h"

static const char *doomed;

static void remove_and_end(int signal_number) {
  unlink(doomed);
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

void remove_at_signal(const char *path) {
  static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
  const char *copy = strdup(path);  // never freed: a handler may be reading it
  if (!copy) return;
  doomed = copy;
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    struct sigaction action;
    // What nohup or a shell's background job has set to be ignored stays ignored.
    if (sigaction(signals[i], NULL, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    memset(&action, 0, sizeof action);
    action.sa_handler = remove_and_end;
    sigaction(signals[i], &action, NULL);
  }
}
