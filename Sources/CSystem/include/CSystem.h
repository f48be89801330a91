/// What the C library has and Swift's view of it hides: getopt_long, files without a name, standard
/// streams, signals, processors.
#ifndef CSYSTEM_H
#define CSYSTEM_H

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

/// The next option of argv, which is permuted so that operands come last. Abbreviated long names are taken, as GNU tools do.
/// One command line a process: getopt keeps its place in globals.
options_result options_next(int argc, char **argv, const options_entry *entries, int count);

/// Opens a new file in a folder, for reading and writing, without a name: it vanishes when it is closed. -1 and errno on failure.
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

/// How many processors this process may run on; at least 1.
int usable_processors(void);

#endif
