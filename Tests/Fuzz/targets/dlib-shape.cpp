/// Reads and packs dlib's file of a landmark model; the result is checked like every packed model.
#include <sstream>
#include <string>

#include "DlibValues.hpp"
#include "Fuzz.hpp"
#include "PackedShape.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count) {
  std::istringstream in(std::string(reinterpret_cast<const char *>(data), count));
  vision::ShapeSizes sizes{};
  sizes.points = 3;  // a small model reaches as much of the code
  const size_t head = sizeof(vision::PackedHeader);
  fuzz::answered([&] {
    try {
      const auto packed =
          std::make_shared<vision::Bytes>(vision::pack_shape(in, count, head, sizes));
      vision::PackedShape(packed->data(), packed->size(), packed, sizes, head);
    } catch (const dlib::serialization_error &) {
      // As if the file had been opened by its path.
    }
  });
  return 0;
}
