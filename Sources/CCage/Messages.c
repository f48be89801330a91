#define _GNU_SOURCE
#include "Messages.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

/// Room for the one descriptor that goes with a message.
union ancillary {
  struct cmsghdr header;
  char space[CMSG_SPACE(sizeof(int))];
};

ssize_t receive(int socket, void *message, size_t size) {
  ssize_t count;
  do count = recv(socket, message, size, 0);
  while (count < 0 && errno == EINTR);
  return count;
}

int send_request(int control, struct keeper_request request, int descriptor) {
  union ancillary ancillary = {0};
  struct iovec piece = {&request, sizeof request};
  struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1};
  if (descriptor >= 0) {
    message.msg_control = &ancillary;
    message.msg_controllen = sizeof ancillary;
    struct cmsghdr *const first = CMSG_FIRSTHDR(&message);
    first->cmsg_level = SOL_SOCKET;
    first->cmsg_type = SCM_RIGHTS;
    first->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(first), &descriptor, sizeof descriptor);
  }
  ssize_t count;
  do count = sendmsg(control, &message, MSG_NOSIGNAL);
  while (count < 0 && errno == EINTR);
  return count == sizeof request;
}

int receive_request(int control, struct keeper_request *request, int *descriptor) {
  union ancillary ancillary;
  struct iovec piece = {request, sizeof *request};
  struct msghdr message = {
      .msg_iov = &piece, .msg_iovlen = 1, .msg_control = &ancillary,
      .msg_controllen = sizeof ancillary};
  ssize_t count;
  do count = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
  while (count < 0 && errno == EINTR);
  *descriptor = -1;
  const struct cmsghdr *const first = CMSG_FIRSTHDR(&message);
  if (first != NULL && first->cmsg_type == SCM_RIGHTS) {
    memcpy(descriptor, CMSG_DATA(first), sizeof *descriptor);
  }
  return count == sizeof *request;
}
