/// The doors that a process closes behind itself.
#ifndef CCAGE_DOORS_H
#define CCAGE_DOORS_H

/// Ends with `program`, whose child this process is, ignores what a terminal sends to all, and
/// keeps no descriptor but `kept`. Returns 0 where the program has ended already.
int begin_apart(int kept, int program);

/// No file, no TCP, no signal to others, by Landlock. Returns the kernel's version of it that is in
/// force; 0: none.
int close_files(void);

/// No new file, no core, no process, as far as limits say so. `has_threads`: whether more threads
/// may be started.
void close_limits(int has_threads);

/// No call to the kernel but those that decoding needs; `has_threads`: with threads. Returns 1
/// where that is in force.
int close_calls(int has_threads);

#endif
