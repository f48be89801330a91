#include <errno.h>
#include <fcntl.h>
#include <signal.h>

#include "CSystem.h"

void guard_standard_streams(void) {
  // Opened the wrong way round, so that 0 can only be written, and 1 and 2 only read.
  for (int number = 0; number <= 2; number++)
    if (fcntl(number, F_GETFD) < 0 && errno == EBADF)
      open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
}
