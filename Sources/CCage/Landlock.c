/// Landlock, by its call numbers: the headers of Debian 12 only know its first version.
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Restrictions.h"

/// landlock_ruleset_attr of version 6. A kernel reads as much of it as it knows.
struct ruleset {
  uint64_t files;   // refused unless a rule allows it; there are no rules
  uint64_t network;
  uint64_t scoped;  // what must stay inside the cage
};

enum { create_ruleset = 444, restrict_self = 446, version_flag = 1 };

/// All the rights on files that a version knows: execute, write, read, list, remove and make files
/// of every kind (1); rename across folders (2); truncate (3); control devices (5).
static uint64_t file_rights(int version) {
  const int bits = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
  return ((uint64_t)1 << bits) - 1;
}

int close_files(void) {
  // Without it, only root may restrict itself; it also prevents gaining rights from programs.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 0;
  const int version = (int)syscall(create_ruleset, NULL, 0, version_flag);
  if (version < 1) return 0;
  struct ruleset rules = {file_rights(version), 0, 0};
  size_t size = sizeof rules.files;
  if (version >= 4) {
    rules.network = 3;  // to listen and to connect by TCP
    size = 2 * sizeof(uint64_t);
  }
  if (version >= 6) {
    rules.scoped = 3;  // abstract sockets, and signals
    size = sizeof rules;
  }
  const int descriptor = (int)syscall(create_ruleset, &rules, size, 0);
  if (descriptor < 0) return 0;
  const int failed = syscall(restrict_self, descriptor, 0) != 0;
  close(descriptor);
  return failed ? 0 : version;
}
