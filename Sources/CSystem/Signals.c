#define _GNU_SOURCE
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "CSystem.h"

enum { slot_count = 64 };
enum { slot_free, slot_filling, slot_doomed };

static struct {
  atomic_int state;
  char path[PATH_MAX];
} slots[slot_count];

static const int ending[] = {SIGHUP, SIGINT, SIGTERM};
enum { ending_count = sizeof ending / sizeof *ending };

static void remove_and_end(int signal_number) {
  for (int i = 0; i < slot_count; i++)
    if (atomic_load(&slots[i].state) == slot_doomed) unlink(slots[i].path);
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

static void catch_signals(void) {
  for (int i = 0; i < ending_count; i++) {
    struct sigaction action;
    // Signals ignored because of nohup or a background job stay ignored.
    if (sigaction(ending[i], NULL, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    memset(&action, 0, sizeof action);
    action.sa_handler = remove_and_end;
    sigaction(ending[i], &action, NULL);
  }
}

int remove_at_signal(const char *path) {
  if (strlen(path) >= PATH_MAX) return -1;
  for (int i = 0; i < slot_count; i++) {
    int expected = slot_free;
    if (!atomic_compare_exchange_strong(&slots[i].state, &expected, slot_filling)) continue;
    strcpy(slots[i].path, path);
    atomic_store(&slots[i].state, slot_doomed);
    catch_signals();
    return i;
  }
  return -1;
}

void keep_at_signal(int slot) {
  if (slot >= 0 && slot < slot_count) atomic_store(&slots[slot].state, slot_free);
}

void hold_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < ending_count; i++) sigaddset(&set, ending[i]);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
}
