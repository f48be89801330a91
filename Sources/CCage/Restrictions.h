/// The restrictions that a process imposes on itself.
#ifndef CCAGE_RESTRICTIONS_H
#define CCAGE_RESTRICTIONS_H

/// Makes this process end when its parent, `program`, does, ignores the signals that a terminal
/// sends to the whole group, and closes all descriptors but `kept`. Returns 0 where the program has
/// already ended.
int begin_apart(int kept, int program);

/// No files, no TCP and no signals to others, with Landlock. Returns the version of Landlock in
/// force; 0: none.
int close_files(void);

/// No new files, core dumps or processes, as far as resource limits allow. `has_threads`: whether
/// more threads may be started.
void close_limits(int has_threads);

/// No system calls except those that decoding needs; `has_threads`: including those for threads.
/// Returns 1 where the filter is in force.
int close_calls(int has_threads);

#endif
