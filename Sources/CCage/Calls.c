/// The system calls that a worker may make, as a seccomp filter: some ninety instructions,
/// generated here in a few microseconds. libseccomp would generate the same, but every photo
/// program would have to load one more library at start-up.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Restrictions.h"

#if defined(__x86_64__)
#define THIS_MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef THIS_MACHINE

#ifndef SECCOMP_RET_KILL_PROCESS
#define SECCOMP_RET_KILL_PROCESS 0x80000000U
#endif

enum action {
  allow,
  miss,
  end,
  allow_unless_executable,
  allow_to_itself,
  end_if_writing,
  end_unless_thread
};

struct rule {
  int call;
  enum action action;
};

/// Any other call is refused: it fails with EPERM, which libraries can handle.
static const struct rule rules[] = {
    // Requests and answers; there is only one descriptor.
    {SYS_read, allow},
    {SYS_write, allow},
    // Memory for malloc, but none that is executable.
    {SYS_brk, allow},
    {SYS_mmap, allow_unless_executable},
    {SYS_mprotect, allow_unless_executable},
    {SYS_munmap, allow},
    {SYS_mremap, allow},
    {SYS_madvise, allow},
    // Locks of malloc and of C++, which would otherwise spin for ever.
    {SYS_futex, allow},
    // Seeds of malloc and of hash tables.
    {SYS_getrandom, allow},
    // Its own end: exit, or abort, which sends a signal to itself.
    {SYS_exit, allow},
    {SYS_exit_group, allow},
    {SYS_getpid, allow},
    {SYS_gettid, allow},
    {SYS_rt_sigprocmask, allow},
    {SYS_rt_sigreturn, allow},
    {SYS_tgkill, allow_to_itself},
    // Clocks, where reading the time needs a system call.
    {SYS_clock_gettime, allow},
    // Used by sanitizers to examine their own thread; it reveals nothing about others.
    {SYS_sigaltstack, allow},
    {SYS_sched_yield, allow},

    // A decoder never makes these calls: the process has been taken over, is killed, and the photo
    // fails.
    {SYS_execve, end},
    {SYS_execveat, end},
    {SYS_clone, end},
#ifdef SYS_clone3
    {SYS_clone3, end},
#endif
#ifdef SYS_fork
    {SYS_fork, end},
    {SYS_vfork, end},
#endif
    {SYS_socket, end},
    {SYS_socketpair, end},
    {SYS_connect, end},
    {SYS_bind, end},
    {SYS_ptrace, end},
    {SYS_process_vm_readv, end},
    {SYS_process_vm_writev, end},
    {SYS_kill, end},
    {SYS_tkill, end},
    // malloc may want to read the system's settings for memory: that is refused, and does no harm.
    {SYS_openat, end_if_writing},
};

/// Checked before the other rules, where libraries start threads.
static const struct rule thread_rules[] = {
    // Only threads, not processes.
    {SYS_clone, end_unless_thread},
#ifdef SYS_clone3
    // Its flags are in memory, where a filter cannot see them; libraries then fall back to clone.
    {SYS_clone3, miss},
#endif
    // Every new thread starts with these calls, which affect only itself.
    {SYS_set_robust_list, allow},
#ifdef SYS_rseq
    {SYS_rseq, allow},
#endif
    // Says how many threads are worthwhile. It would also reveal how many processors another
    // process may use.
    {SYS_sched_getaffinity, allow},
    // Waits for a short time.
    {SYS_clock_nanosleep, allow},
};

enum {
  rule_count = sizeof rules / sizeof *rules,
  thread_rule_count = sizeof thread_rules / sizeof *thread_rules,
  longest = 16 + 6 * (rule_count + thread_rule_count)
};

struct program {
  struct sock_filter instructions[longest];
  unsigned short count;
};

static void add(struct program *program, struct sock_filter instruction) {
  program->instructions[program->count++] = instruction;
}

static void load(struct program *program, size_t offset) {
  add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset));
}

static void answer(struct program *program, unsigned value) {
  add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, value));
}

static const unsigned refused = SECCOMP_RET_ERRNO | EPERM;

/// The offset of the lower half of an argument, on little-endian machines.
static size_t argument(int number) {
  return offsetof(struct seccomp_data, args) + 8 * (size_t)number;
}

/// If the argument has one of the bits (or equals the value), the first action, otherwise the
/// second.
static void decide(
    struct program *program, int number, unsigned test, unsigned value, unsigned yes, unsigned no) {
  load(program, argument(number));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | test | BPF_K, value, 0, 1));
  answer(program, yes);
  answer(program, no);
}

static void add_rule(struct program *program, struct rule rule) {
  const int is_decided = rule.action >= allow_unless_executable;
  add(program,
      (struct sock_filter)BPF_JUMP(
          BPF_JMP | BPF_JEQ | BPF_K, (unsigned)rule.call, 0, is_decided ? 4 : 1));
  switch (rule.action) {
    case allow: return answer(program, SECCOMP_RET_ALLOW);
    case miss: return answer(program, SECCOMP_RET_ERRNO | ENOSYS);
    case end: return answer(program, SECCOMP_RET_KILL_PROCESS);
    case allow_unless_executable:
      return decide(program, 2, BPF_JSET, PROT_EXEC, refused, SECCOMP_RET_ALLOW);
    case allow_to_itself:
      return decide(
          program, 0, BPF_JEQ, (unsigned)getpid(), SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS);
    case end_if_writing:
      return decide(
          program, 2, BPF_JSET, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, SECCOMP_RET_KILL_PROCESS,
          refused);
    case end_unless_thread:
      return decide(
          program, 0, BPF_JSET, CLONE_THREAD, SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS);
  }
}

int close_calls(int has_threads) {
  struct program program = {.count = 0};
  load(&program, offsetof(struct seccomp_data, arch));
  add(&program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_MACHINE, 1, 0));
  answer(&program, SECCOMP_RET_KILL_PROCESS);
  // x86-64 has a second set of call numbers, from 2^30 on, which no rule allows.
  load(&program, offsetof(struct seccomp_data, nr));
  for (int i = 0; has_threads && i < thread_rule_count; i++) add_rule(&program, thread_rules[i]);
  for (int i = 0; i < rule_count; i++) add_rule(&program, rules[i]);
  answer(&program, refused);
  const struct sock_fprog filter = {program.count, program.instructions};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

#else

int close_calls(int has_threads) { return (void)has_threads, 0; }

#endif
