/// Reads a packed landmark model; an accepted one makes a prediction on a small picture.
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "Fuzz.hpp"
#include "ShapeModel.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count) {
  // The parts of a packed model are at multiples of 64 bytes, as in a mapped file.
  const size_t size = (count + 63) / 64 * 64;
  if (size == 0) return 0;
  const std::shared_ptr<uint8_t> bytes(
      static_cast<uint8_t *>(std::aligned_alloc(64, size)), std::free);
  std::memcpy(bytes.get(), data, count);
  // The header contains the file's size: with the right one, the code after that check is reached.
  constexpr size_t size_offset = 16;
  const uint64_t told = count;
  if (count >= size_offset + sizeof told) {
    std::memcpy(bytes.get() + size_offset, &told, sizeof told);
  }
  fuzz::answered([&] {
    const vision::ShapeModel model{vision::PackedShape(bytes.get(), count, bytes)};
    uint8_t pixels[32 * 32];
    for (int i = 0; i < 32 * 32; i++) pixels[i] = uint8_t(i * 37);
    std::vector<vision::ShapeTask> tasks{{{pixels, 32, 32, 32, false}, 4, 4, 27, 27}};
    model.predict(tasks);
    for (const double place : tasks[0].points) {
      if (!std::isfinite(place)) __builtin_trap();
    }
  });
  return 0;
}
