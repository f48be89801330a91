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
  if (!condition) throw Failure(VISION_BAD_MODEL, "the model of points is incomplete or damaged");
}

size_t aligned(size_t offset) { return (offset + 63) / 64 * 64; }

/// A whole file mapped for reading; empty if it cannot be mapped.
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
        // A file that is not in the cache yet is then read in huge pages, where the system supports
        // that (Linux 6.16 on ext4, earlier on XFS), and later processes can map it in no time.
        madvise(mapped, size, MADV_HUGEPAGE);
        memory.reset(
            mapped, [size](const void *start) { munmap(const_cast<void *>(start), size); });
        count = size;
        changed = int64_t(status.st_mtim.tv_sec) * 1000000000 + status.st_mtim.tv_nsec;
      }
    }
    close(file);
  }

  const uint8_t *bytes() const { return static_cast<const uint8_t *>(memory.get()); }

  /// Maps all pages now: a prediction reads from nearly all of them, and one page fault each would
  /// take longer than the prediction. On Linux before 5.14 this does nothing, and pages are mapped
  /// by faults.
  void populate() const { madvise(const_cast<void *>(memory.get()), count, MADV_POPULATE_READ); }
};

/// Whether a packed model was made from this file. Usually size and time are enough. A copy of the
/// file has another time; then its contents are compared by checksum, which takes about 20 ms.
bool is_made_of(const ModelSource &source, const char *path) {
  const Mapping file(path);
  if (!file.memory || file.count != source.bytes) return false;
  return file.changed == source.changed || checksum(file.bytes(), file.count) == source.checksum;
}

}  // namespace

PackedHeader::PackedHeader(const ShapeSizes &sizes)
    : version(packed_version), byte_order(native_order),
      bytes(ShapeLayout(sizes, sizeof(PackedHeader)).end), checksum(0), source{},
      cascades(sizes.cascades), trees(sizes.trees), splits(sizes.splits), probes(sizes.probes) {
  std::memcpy(magic, packed_magic, sizeof magic);
}

ShapeLayout::ShapeLayout(const ShapeSizes &sizes, size_t head) {
  mean = aligned(head);
  splits = aligned(mean + sizes.coordinates() * sizeof(float));
  leaves = aligned(splits + sizes.all_splits() * sizeof(ShapeSplit));
  probes = aligned(leaves + sizes.all_leaves() * sizeof(float));
  end = probes + sizes.all_probes() * sizeof(ShapeProbe);
}

PackedShape::PackedShape(const uint8_t *bytes, size_t count, std::shared_ptr<const void> owner)
    : start(bytes), owner(std::move(owner)), all{}, layout(all, sizeof(PackedHeader)) {
  require(count >= sizeof(PackedHeader));
  const PackedHeader &head = header();
  require(std::memcmp(head.magic, packed_magic, sizeof packed_magic) == 0);
  require(head.version == packed_version && head.byte_order == native_order);
  require(head.bytes == count);
  all = {head.cascades, head.trees, head.splits, head.probes};
  check(count);
}

PackedShape::PackedShape(
    const uint8_t *bytes, size_t count, std::shared_ptr<const void> owner, const ShapeSizes &sizes,
    size_t head)
    : start(bytes), owner(std::move(owner)), all(sizes), layout(ShapeSizes{}, head) {
  check(count);
  for (size_t i = 0; i < all.all_leaves(); i++) require(is_plausible(leaves(0)[i]));
}

/// Checks everything but the leaves, which are most of the file. The 68-point model's leaves are
/// not checked, but the points predicted from them are.
void PackedShape::check(size_t count) {
  // Limits far above any model, and far below an overflow of the sizes.
  require(all.points >= 1 && all.points <= maximum_points);
  require(all.cascades >= 1 && all.cascades < 1000 && all.trees >= 1 && all.trees < 100000);
  require(all.splits >= 1 && all.splits < 65536 && (all.splits & (all.splits + 1)) == 0);
  require(all.probes <= UINT16_MAX);
  layout = ShapeLayout(all, layout.mean);
  require(layout.end == count);
  for (size_t i = 0; i < all.coordinates(); i++) require(is_plausible(mean()[i]));
  for (size_t i = 0; i < all.all_probes(); i++) {
    const ShapeProbe &probe = probes(0)[i];
    require(probe.anchor < all.points && is_plausible(probe.x) && is_plausible(probe.y));
  }
  for (size_t i = 0; i < all.all_splits(); i++) {
    const ShapeSplit &split = splits(0)[i];
    require(split.first < all.probes && split.second < all.probes);
    require(std::isfinite(split.threshold));
  }
}

std::optional<PackedShape> PackedShape::map(const char *path, const char *source) {
  const Mapping file(path);
  if (!file.memory) return std::nullopt;
  try {
    PackedShape shape(file.bytes(), file.count, file.memory);
    if (source != nullptr && !is_made_of(shape.header().source, source)) return std::nullopt;
    file.populate();
    return shape;
  } catch (const Failure &) {
    return std::nullopt;
  }
}

bool is_packed_shape(const char *path) {
  const Mapping file(path);
  return file.count >= sizeof(PackedHeader) &&
         std::memcmp(file.bytes(), packed_magic, sizeof packed_magic) == 0;
}

bool is_whole_packed_shape(const char *path, const char *source) {
  const auto shape = PackedShape::map(path, source);
  return shape && shape->has_right_checksum();
}

bool PackedShape::has_right_checksum() const {
  const size_t behind = header().bytes - sizeof(PackedHeader);
  return header().checksum == checksum(start + sizeof(PackedHeader), behind);
}

void sign_packed_shape(Bytes &packed, const char *source) {
  const Mapping file(source);
  if (!file.memory) throw Failure(VISION_BAD_MODEL, "the file cannot be mapped");
  auto &header = *reinterpret_cast<PackedHeader *>(packed.data());
  header.source = {file.count, file.changed, checksum(file.bytes(), file.count)};
  header.checksum = checksum(packed.data() + sizeof header, packed.size() - sizeof header);
}

}  // namespace vision
