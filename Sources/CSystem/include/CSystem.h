/// What the C library has and Swift's view of it hides: getopt_long, files without a name, standard
/// streams, signals, processors, processes.
#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <stddef.h>

typedef struct options_entry {
  const char *long_name;
  int short_name;      ///< a character, or 0
  int takes_argument;  ///< 0 or 1
} options_entry;

typedef enum options_kind {
  OPTIONS_END = 0,           ///< no more options: operands run from `first_operand` to the end
  OPTIONS_FOUND,             ///< `index` names the entry, `argument` its argument
  OPTIONS_UNKNOWN,           ///< `text` is no option
  OPTIONS_AMBIGUOUS,         ///< `text` is short for more than one
  OPTIONS_MISSING_ARGUMENT,  ///< `text` wants an argument
  OPTIONS_UNWANTED_ARGUMENT, ///< `text` takes none
  OPTIONS_FAILED             ///< no memory, or more than 64 options
} options_kind;

typedef struct options_result {
  options_kind kind;
  int index;
  const char *argument;
  const char *text;
  int first_operand;
} options_result;

/// The next option of argv, which is permuted so that operands come last, or with `in_front` ends
/// at the first operand. Abbreviated long names are taken, as GNU tools do. One command line a
/// process: getopt keeps its place in globals.
options_result options_next(int argc, char **argv, const options_entry *entries, int count,
                            int in_front);

/// Opens a new file in a folder, for reading and writing, without a name: it vanishes when it is
/// closed. -1 and errno on failure.
int nameless_file(const char *folder, unsigned mode);

/// Call first of all. Takes the numbers 0 to 2 where one of them is closed, so that no file of ours
/// gets it and is written into by messages or records; reading and writing there still fail. Lets a
/// write to a pipe without a reader (SIGPIPE), or beyond the limit on a file's size (SIGXFSZ), fail
/// with errno instead of ending the process.
void guard_standard_streams(void);

/// Lets SIGHUP, SIGINT and SIGTERM remove this file before they end the process, until
/// keep_at_signal is called with the number that this gives: -1 where there are 64 such files
/// already. Safe from any thread.
int remove_at_signal(const char *path);
void keep_at_signal(int slot);

/// Lets these signals wait, in this thread, until the process has ended by itself.
void hold_signals(void);

/// Where these bytes first stand among others; NULL where they do not.
const void *find_bytes(const void *bytes, size_t count, const void *wanted, size_t wanted_count);

/// How many processors this process may run on; at least 1.
int usable_processors(void);

/// Starts a program with these three descriptors as its standard streams; nothing else is handed
/// down that closes on exec. `arguments` begins with the program's name and ends with NULL. The
/// process's number, or -1 and errno.
int spawn_program(const char *path, char *const *arguments, int input, int output, int errors);

/// A pipe that programs started later do not get: ends[0] is read, ends[1] written. 0, or -1 and
/// errno.
int make_pipe(int ends[2]);

/// 1 where the process has ended by itself, 2 where a signal ended it: `status` is what a shell
/// would call it. 0 where it still runs, which is answered only without `mayWait`; -1 and errno on
/// failure.
int wait_for_process(int process, int mayWait, int *status);

/// Locks a file for this process alone, until it is closed. 0; -1 and EWOULDBLOCK where another one
/// has it.
int lock_file(int descriptor);

#endif
