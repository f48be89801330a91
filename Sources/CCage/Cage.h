/// What the program knows of its cage.
#ifndef CCAGE_CAGE_H
#define CCAGE_CAGE_H

#include <pthread.h>

#include "Keeper.h"

struct cage_place {
  unsigned number;
  uint8_t *memory;
  int sockets[CAGE_KINDS];    // -1: no worker
  int processes[CAGE_KINDS];  // 0: none, or the first one before it is told
  int is_taken;
};

/// One a process: set before there are threads, then only places change, and under the lock what
/// is said to the keeper.
extern struct cage {
  pthread_mutex_t lock;
  pthread_cond_t given;
  cage_place *places;  // NULL: it was not started
  unsigned count;
  size_t capacity;
  cage_kind kinds[CAGE_KINDS];
  unsigned kind_count;
  int control, keeper, owner;
  int knows_first, is_ending;
  cage_parts parts;
} cage;

/// Has whoever receives from the worker look after a second whether it is at work. Returns the
/// socket.
int with_patience(int socket);

/// Which process the first worker is: the keeper tells it unasked, before all else. Under the lock.
void know_first_worker(void);

/// Ends a process, where there is one (not 0), and returns how it ended, as waitpid tells it.
int end_process(int process);

#endif
