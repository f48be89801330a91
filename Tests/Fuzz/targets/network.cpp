/// Reads dlib's file of a network, from memory.
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "DnnFile.hpp"
#include "Fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count) {
  static const int file = memfd_create("network", MFD_CLOEXEC);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  if (ftruncate(file, 0) != 0 || pwrite(file, data, count, 0) != ssize_t(count)) return 0;
  fuzz::answered([&] { vision::DnnFile(path.c_str(), "a network").kinds(); });
  return 0;
}
