#define _GNU_SOURCE
#include "CTrial.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "CVisionDecoders.h"

extern char **environ;

/// Counts the descriptors other than the socket.
static int count_descriptors(void) {
  int count = 0;
  for (int i = 0; i < 1024; i++) count += lseek(i, 0, SEEK_CUR) >= 0 || errno == ESPIPE;
  errno = EBADF;
  return count > 1 ? count : -1;
}

/// Tries to read a byte of the parent's memory, or of the program's.
static int look_into(pid_t process) {
  char byte;
  struct iovec here = {&byte, 1}, there = {environ, 1};
  return (int)process_vm_readv(process, &here, 1, &there, 1, 0);
}

static int connect_to(int family) {
  const int descriptor = socket(family, SOCK_STREAM, 0);
  if (descriptor < 0) return -1;
  const struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(9), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  connect(descriptor, (const struct sockaddr *)&address, sizeof address);
  return descriptor;
}

static int map_code(void) {
  void *memory =
      mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? -1 : 0;
}

/// The number of bytes read before the cage was closed.
static ssize_t loaded;

void trial_prepare(void) {
  char bytes[64];
  const int descriptor = open("/proc/self/exe", O_RDONLY);
  loaded = read(descriptor, bytes, sizeof bytes);
}

static void *leave_at_once(void *argument) { return argument; }

static int start_thread(void) {
  pthread_t thread;
  errno = pthread_create(&thread, NULL, leave_at_once, NULL);
  if (errno != 0) return -1;
  return pthread_join(thread, NULL);
}

/// Makes an attempt; returns the system's result, -1 with errno where it refuses.
static int attempt(const char *name, char *argument) {
  char *const arguments[] = {argument, NULL};
  if (strcmp(name, "read") == 0) return open(argument, O_RDONLY);
  if (strcmp(name, "write") == 0) return open(argument, O_WRONLY | O_CREAT, 0600);
  if (strcmp(name, "unlink") == 0) return unlink(argument);
  if (strcmp(name, "socket") == 0) return connect_to(AF_INET);
  if (strcmp(name, "socket6") == 0) return connect_to(AF_INET6);
  if (strcmp(name, "exec") == 0) return execve(argument, arguments, environ);
  if (strcmp(name, "spawn") == 0) return fork();
  if (strcmp(name, "kill") == 0) return kill(getppid(), SIGKILL);
  if (strcmp(name, "killall") == 0) return kill(-1, SIGCONT);
  if (strcmp(name, "ptrace") == 0) return (int)ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
  if (strcmp(name, "look") == 0) return look_into(getppid());
  if (strcmp(name, "descriptors") == 0) return count_descriptors();
  if (strcmp(name, "code") == 0) return map_code();
  if (strcmp(name, "uring") == 0) return (int)syscall(425, 8, argument);
  if (strcmp(name, "signal") == 0) return (int)syscall(SYS_tgkill, getppid(), getppid(), SIGKILL);
  if (strcmp(name, "thread") == 0) return start_thread();
  if (strcmp(name, "vanish") == 0) return (int)syscall(SYS_clone3, NULL, 0);
  if (strcmp(name, "loaded") == 0) return loaded > 0 ? 0 : -1;
  errno = ENOSYS;
  return -1;
}

/// Returns answers that no decoder gives.
static int lie(const char *name, vision_decoder_answer *answer) {
  if (strcmp(name, "huge") == 0) {
    answer->width = answer->height = 1 << 30;
  } else if (strcmp(name, "negative") == 0) {
    answer->width = -5;
    answer->height = 5;
  } else if (strcmp(name, "turn") == 0) {
    answer->orientation = 77;
  } else if (strcmp(name, "decoder") == 0) {
    answer->decoder = 7;
  } else if (strcmp(name, "reduction") == 0) {
    answer->gray_reduction = 0;
  } else if (strcmp(name, "code") == 0) {
    answer->code = 4711;
  } else if (strcmp(name, "words") == 0) {
    answer->code = VISION_TRUNCATED;
    memset(answer->message, '\n', sizeof answer->message);
  } else {
    return 0;
  }
  return 1;
}

/// An attempt, in place of a photo.
struct attempt {
  char name[32], argument[256];
};

/// Returns 0 where the memory does not contain an attempt. `prefix`: what an attempt begins with.
static int is_attempt(
    const char *prefix, const uint8_t *memory, const uint8_t *request, struct attempt *attempt) {
  vision_decoder_request asked;
  memcpy(&asked, request, sizeof asked);
  char text[300] = "";
  if (asked.kind != VISION_DECODER_OPEN) return 0;
  memcpy(text, memory, asked.bytes < sizeof text - 1 ? asked.bytes : sizeof text - 1);
  if (strncmp(text, prefix, strlen(prefix)) != 0) return 0;
  return sscanf(text + strlen(prefix), " %31s %255s", attempt->name, attempt->argument) >= 1;
}

static void spin(void) {
  for (volatile int i = 0;;) i = !i;
}

/// Waits for a message that never comes, since the program itself is waiting.
static void wait_for_ever(void) {
  char byte;
  for (int i = 0; i < 1024; i++) {
    if (read(i, &byte, 1) == 0) return;
  }
}

static void answer_attempt(const char *name, char *argument, int decoder, uint8_t *answer) {
  vision_decoder_answer told = {
      .code = VISION_OK, .decoder = decoder, .width = 4, .height = 4, .orientation = 1,
      .gray_reduction = 1, .colour_reduction = 1};
  if (strcmp(name, "crash") == 0) raise(SIGSEGV);
  if (strcmp(name, "abort") == 0) abort();
  if (strcmp(name, "leave") == 0) _exit(0);
  if (strcmp(name, "spin") == 0) spin();
  if (strcmp(name, "wait") == 0) wait_for_ever();
  if (strcmp(name, "lie") != 0 || !lie(argument, &told)) {
    const int result = attempt(name, argument);
    told.code = VISION_NOT_A_PHOTO;
    snprintf(
        told.message, sizeof told.message, "%s: %s", name, result < 0 ? strerror(errno) : "DONE");
  }
  memcpy(answer, &told, sizeof told);
}

void trial_work(uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer) {
  struct attempt attempt = {"", ""};
  if (!is_attempt("TRIAL", memory, request, &attempt)) {
    return vision_decoder_work(memory, capacity, request, answer);
  }
  if (strcmp(attempt.name, "prepared") == 0) {
    const vision_decoder_answer other = {.decoder = VISION_PREPARED_DECODER};
    memcpy(answer, &other, sizeof other);
  } else {
    answer_attempt(attempt.name, attempt.argument, VISION_PLAIN_DECODER, answer);
  }
}

void trial_prepared_work(
    uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer) {
  (void)capacity;
  struct attempt attempt = {"", ""};
  is_attempt("TRIAL prepared", memory, request, &attempt);
  answer_attempt(attempt.name, attempt.argument, VISION_PREPARED_DECODER, answer);
}
