/// Which instruction sets this processor has, beyond those that every x86-64 processor has.
#pragma once

#include <cstdlib>

#if defined(__x86_64__)

/// FC_PLAIN=1 in the environment: use only instructions that every x86-64 processor has, so that
/// this code can be tested.
inline bool wants_plain() {
  static const bool answer = [] {
    const char *plain = std::getenv("FC_PLAIN");
    __builtin_cpu_init();
    return plain != nullptr && plain[0] == '1';
  }();
  return answer;
}

inline bool has_ssse3() {
  static const bool answer = !wants_plain() && __builtin_cpu_supports("ssse3");
  return answer;
}

inline bool has_avx2() {
  static const bool answer =
      !wants_plain() && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
  return answer;
}

#else

inline bool has_ssse3() { return false; }
inline bool has_avx2() { return false; }

#endif
