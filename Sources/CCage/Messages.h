/// What goes through the sockets between the program, its keeper and the workers.
#ifndef CCAGE_MESSAGES_H
#define CCAGE_MESSAGES_H

#include <stddef.h>
#include <sys/types.h>

#include "Keeper.h"

/// One message, as recv gives it, however often a signal comes.
ssize_t receive(int socket, void *message, size_t size);

/// Sends a request to the keeper, with a descriptor unless it is -1. Returns 0 where it is gone.
int send_request(int control, struct keeper_request request, int descriptor);

/// A request and the descriptor that comes with it, or -1. Returns 0 where there is none any more.
int receive_request(int control, struct keeper_request *request, int *descriptor);

#endif
