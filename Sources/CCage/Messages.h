/// Messages between the program, its keeper and the workers.
#ifndef CCAGE_MESSAGES_H
#define CCAGE_MESSAGES_H

#include <stddef.h>
#include <sys/types.h>

#include "Keeper.h"

/// Receives one message, like recv, but continues after signals.
ssize_t receive(int socket, void *message, size_t size);

/// Sends a request to the keeper, with a descriptor unless it is -1. Returns 0 where the keeper has
/// gone.
int send_request(int control, struct keeper_request request, int descriptor);

/// Receives a request and its descriptor, or -1. Returns 0 where there are no more requests.
int receive_request(int control, struct keeper_request *request, int *descriptor);

#endif
