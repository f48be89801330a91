/// Reads the EXIF orientation from arbitrary bytes.
#include <opencv2/core.hpp>

#include "Fuzz.hpp"
#include "Orientation.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count) {
  const int orientation = vision::exif_orientation(data, count);
  if (orientation < 1 || orientation > 8) __builtin_trap();
  return 0;
}
