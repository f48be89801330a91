/// The program's state of its cage.
#ifndef CCAGE_CAGE_H
#define CCAGE_CAGE_H

#include <pthread.h>

#include "Keeper.h"

struct cage_slot {
  unsigned number;
  uint8_t *memory;
  int sockets[CAGE_KINDS];    // -1: no worker
  int processes[CAGE_KINDS];  // 0: none, or the first worker before its id is known
  int is_taken;
};

/// One per process. It is set up before there are threads; afterwards only slots change and, under
/// the lock, messages go to the keeper.
extern struct cage {
  pthread_mutex_t lock;
  pthread_cond_t given;
  cage_slot *slots;  // slots; NULL: the cage was not started
  unsigned count;
  size_t capacity;
  cage_kind kinds[CAGE_KINDS];
  unsigned kind_count;
  int control, keeper, owner;
  int knows_first, is_ending;
  cage_parts parts;
} cage;

/// Gives a worker's socket a receive timeout of a second, after which the receiver checks whether
/// the worker is busy. Returns the socket.
int with_patience(int socket);

/// Learns the first worker's process id, which the keeper sends unasked, before anything else. The
/// lock must be held.
void know_first_worker(void);

/// Kills a process, unless it is 0, and returns how it ended, as from waitpid.
int end_process(int process);

#endif
