/// What the C library offers but Swift's import of it lacks: getopt_long, nameless files, standard
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
  OPTIONS_UNKNOWN,           ///< `text` is not an option
  OPTIONS_AMBIGUOUS,         ///< `text` is the beginning of more than one option
  OPTIONS_MISSING_ARGUMENT,  ///< `text` needs an argument
  OPTIONS_UNWANTED_ARGUMENT, ///< `text` takes no argument
  OPTIONS_FAILED             ///< no memory, or more than 64 options
} options_kind;

typedef struct options_result {
  options_kind kind;
  int index;
  const char *argument;
  const char *text;
  int first_operand;
} options_result;

/// The next option of argv. argv is permuted so that operands come last or, with `in_front`,
/// parsing ends at the first operand. Abbreviated long names are accepted, as in GNU tools. A
/// process can parse only one command line: getopt keeps its state in globals.
options_result options_next(int argc, char **argv, const options_entry *entries, int count,
                            int in_front);

/// Opens a new nameless file in a folder, for reading and writing; it vanishes when it is closed.
/// -1 with errno on failure.
int nameless_file(const char *folder, unsigned mode);

/// Must be called first. Occupies descriptors 0 to 2 where they are closed, so that no file of ours
/// gets one of them and is overwritten by messages or records; reading and writing there still
/// fail. Makes a write to a pipe without a reader (SIGPIPE), or beyond the file size limit
/// (SIGXFSZ), fail with errno instead of ending the process.
void guard_standard_streams(void);

/// Makes SIGHUP, SIGINT and SIGTERM remove this file before they end the process, until
/// keep_at_signal is called with the returned number, which is -1 where there are 64 such files
/// already. Safe from any thread.
int remove_at_signal(const char *path);
void keep_at_signal(int slot);

/// Blocks these signals in this thread until the process has ended by itself.
void hold_signals(void);

/// The first occurrence of some bytes among others; NULL where there is none.
const void *find_bytes(const void *bytes, size_t count, const void *wanted, size_t wanted_count);

/// The number of processors that this process may use; at least 1.
int usable_processors(void);

/// Starts a program with these three descriptors as its standard streams; other descriptors that
/// close on exec are not inherited. `arguments` begins with the program's name and ends with NULL.
/// Returns the process id; -1 with errno on failure.
int spawn_program(const char *path, char *const *arguments, int input, int output, int errors);

/// Makes a pipe that programs started later do not inherit: ends[0] is read, ends[1] written.
/// Returns 0; -1 with errno on failure.
int make_pipe(int ends[2]);

/// Returns 1 where the process ended by itself, 2 where a signal ended it; `status` is then the
/// exit status that a shell would report. Returns 0 where it still runs, which only happens without
/// `mayWait`; -1 with errno on failure.
int wait_for_process(int process, int mayWait, int *status);

/// Locks a file for this process alone, until it is closed. Returns 0; -1 with EWOULDBLOCK where
/// another process has locked it.
int lock_file(int descriptor);

#endif
