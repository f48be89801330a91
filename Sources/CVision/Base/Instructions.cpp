#include "Instructions.hpp"

#include <cstdlib>

namespace vision {

bool has_avx2() {
#if defined(__x86_64__)
  static const bool answer = [] {
    const char *plain = std::getenv("FC_PLAIN");
    __builtin_cpu_init();
    return (plain == nullptr || plain[0] != '1') && __builtin_cpu_supports("avx2") != 0 &&
           __builtin_cpu_supports("fma") != 0;
  }();
  return answer;
#else
  return false;
#endif
}

}  // namespace vision
