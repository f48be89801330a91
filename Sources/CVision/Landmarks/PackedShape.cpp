#include "PackedShape.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <type_traits>

#include "Checksum.hpp"
#include "Failure.hpp"

namespace vision {

namespace {

constexpr char packed_magic[8] = {'f', 'c', '6', '8', 'p', 'a', 'c', 'k'};
constexpr uint32_t packed_version = 1, native_order = 0x01020304;

static_assert(std::is_trivially_copyable_v<PackedHeader> && sizeof(PackedHeader) == 72);
static_assert(sizeof(ShapeProbe) == 12 && sizeof(ShapeSplit) == 8);

void require(bool condition) {
  if (!condition) throw Failure(VISION_BAD_MODEL, "the file is no whole packed 68-point landmark model");
}

size_t aligned(size_t place) { return (place + 63) / 64 * 64; }

/// A whole file mapped for reading; empty where that cannot be done.
struct Mapping {
  std::shared_ptr<const void> memory;
  size_t count = 0;
  int64_t changed = 0;

  explicit Mapping(const char *path) {
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct stat status;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
      const size_t size = size_t(status.st_size);
      void *mapped = mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
      if (mapped != MAP_FAILED) {
        memory.reset(mapped, [size](const void *start) { munmap(const_cast<void *>(start), size); });
        count = size;
        changed = int64_t(status.st_mtim.tv_sec) * 1000000000 + status.st_mtim.tv_nsec;
      }
    }
    close(file);
  }

  const uint8_t *bytes() const { return static_cast<const uint8_t *>(memory.get()); }
};

/// Whether a packed model was made of this file. Size and time settle it mostly; a copy of the file has another time, so
/// then its contents are summed, which takes some 20 ms.
bool is_made_of(const ModelSource &source, const char *path) {
  const Mapping file(path);
  if (!file.memory || file.count != source.bytes) return false;
  return file.changed == source.changed || checksum(file.bytes(), file.count) == source.checksum;
}

}  // namespace

PackedHeader::PackedHeader(const ShapeSizes &sizes)
    : version(packed_version), byte_order(native_order), bytes(ShapePlaces(sizes).end), checksum(0), source{},
      sizes(sizes) {
  std::memcpy(magic, packed_magic, sizeof magic);
}

ShapePlaces::ShapePlaces(const ShapeSizes &sizes) {
  mean = aligned(sizeof(PackedHeader));
  splits = aligned(mean + ShapeSizes::coordinates * sizeof(float));
  leaves = aligned(splits + sizes.all_splits() * sizeof(ShapeSplit));
  probes = aligned(leaves + sizes.all_leaves() * sizeof(float));
  end = probes + sizes.all_probes() * sizeof(ShapeProbe);
}

PackedShape::PackedShape(const uint8_t *bytes, size_t count, std::shared_ptr<const void> owner)
    : start(bytes), owner(std::move(owner)), places(ShapeSizes{}) {
  require(count >= sizeof(PackedHeader));
  require(std::memcmp(header().magic, packed_magic, sizeof packed_magic) == 0);
  require(header().version == packed_version && header().byte_order == native_order && header().bytes == count);
  // Far above any model, and far below where the sizes would overflow.
  const ShapeSizes &given = sizes();
  require(given.cascades >= 1 && given.cascades < 1000 && given.trees >= 1 && given.trees < 100000);
  require(given.splits >= 1 && given.splits < 65536 && (given.splits & (given.splits + 1)) == 0);
  require(given.probes <= UINT16_MAX);
  places = ShapePlaces(given);
  require(places.end == count);
  // Leaves are most of the file, and are checked as they are summed.
  for (size_t i = 0; i < ShapeSizes::coordinates; i++) require(is_place(mean()[i]));
  for (size_t i = 0; i < given.all_probes(); i++) {
    const ShapeProbe &probe = probes(0)[i];
    require(probe.anchor < VISION_LANDMARKS && is_place(probe.x) && is_place(probe.y));
  }
  for (size_t i = 0; i < given.all_splits(); i++) {
    const ShapeSplit &split = splits(0)[i];
    require(split.first < given.probes && split.second < given.probes && std::isfinite(split.threshold));
  }
}

std::optional<PackedShape> PackedShape::map(const char *path, const char *source) {
  const Mapping file(path);
  if (!file.memory) return std::nullopt;
  try {
    PackedShape shape(file.bytes(), file.count, file.memory);
    if (source != nullptr && !is_made_of(shape.header().source, source)) return std::nullopt;
    return shape;
  } catch (const Failure &) {
    return std::nullopt;
  }
}

bool is_packed_shape(const char *path) {
  const Mapping file(path);
  return file.count >= sizeof(PackedHeader) && std::memcmp(file.bytes(), packed_magic, sizeof packed_magic) == 0;
}

bool is_whole_packed_shape(const char *path, const char *source) {
  const auto shape = PackedShape::map(path, source);
  return shape && shape->has_right_checksum();
}

bool PackedShape::has_right_checksum() const {
  return header().checksum == checksum(start + sizeof(PackedHeader), header().bytes - sizeof(PackedHeader));
}

void sign_packed_shape(Bytes &packed, const char *source) {
  const Mapping file(source);
  if (!file.memory) throw Failure(VISION_BAD_MODEL, "the file cannot be mapped");
  auto &header = *reinterpret_cast<PackedHeader *>(packed.data());
  header.source = {file.count, file.changed, checksum(file.bytes(), file.count)};
  header.checksum = checksum(packed.data() + sizeof header, packed.size() - sizeof header);
}

}  // namespace vision
