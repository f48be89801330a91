/// Reads dlib's serialised shape predictors: the file of the 68-point model, or a model that was
/// just trained.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "DlibValues.hpp"
#include "Failure.hpp"
#include "PackedShape.hpp"

namespace vision {

namespace {

void require(bool condition) {
  if (!condition) throw Failure(VISION_BAD_MODEL, "the file is not dlib's 68-point landmark model");
}

/// Reads the length of a list, which precedes its elements, and checks it before memory is
/// allocated.
uint32_t take_count(std::istream &in, uint32_t minimum, uint32_t maximum) {
  const auto count = take<unsigned long>(in);
  require(count >= minimum && count <= maximum);
  return uint32_t(count);
}

void expect_count(std::istream &in, uint32_t count) { take_count(in, count, count); }

/// Writes values from an offset on, into bytes that are large enough.
template <typename Value>
class Writer {
 public:
  Writer(Bytes &bytes, size_t offset) : next(bytes.data() + offset) {}

  void put(const Value &value) {
    std::memcpy(next, &value, sizeof value);
    next += sizeof value;
  }

 private:
  uint8_t *next;
};

/// Reads the coordinates of a shape, which dlib stores as a matrix with one column.
template <typename Put>
void take_shape(std::istream &in, size_t coordinates, Put &&put) {
  // The signs of the dimensions distinguish versions of the format.
  require(std::abs(take<long>(in)) == long(coordinates) && std::abs(take<long>(in)) == 1);
  for (size_t i = 0; i < coordinates; i++) put(take<float>(in));
}

/// Reads from the first tree's splits to the last one's leaves. Returns the maximum probe index
/// used, so that the caller can check it.
uint64_t take_trees(
    std::istream &in, const ShapeSizes &sizes, const ShapeLayout &layout, Bytes &bytes) {
  Writer<ShapeSplit> splits(bytes, layout.splits);
  Writer<float> leaves(bytes, layout.leaves);
  uint64_t maximum = 0;
  for (uint32_t tree = 0; tree < sizes.cascades * sizes.trees; tree++) {
    if (tree > 0 && tree % sizes.trees == 0) expect_count(in, sizes.trees);
    if (tree > 0) expect_count(in, sizes.splits);
    for (uint32_t i = 0; i < sizes.splits; i++) {
      const auto first = take<unsigned long>(in), second = take<unsigned long>(in);
      maximum = std::max<uint64_t>({maximum, first, second});
      splits.put({uint16_t(first), uint16_t(second), take<float>(in)});
    }
    expect_count(in, sizes.splits + 1);
    for (uint32_t i = 0; i <= sizes.splits; i++) {
      take_shape(in, sizes.coordinates(), [&](float value) { leaves.put(value); });
    }
  }
  return maximum;
}

/// Reads the anchor point of each probe, and its offset from there.
std::vector<ShapeProbe> take_probes(std::istream &in, ShapeSizes &sizes) {
  std::vector<ShapeProbe> probes;
  expect_count(in, sizes.cascades);
  for (uint32_t cascade = 0; cascade < sizes.cascades; cascade++) {
    if (cascade == 0) sizes.probes = take_count(in, 1, UINT16_MAX);
    else expect_count(in, sizes.probes);
    for (uint32_t i = 0; i < sizes.probes; i++) {
      const auto anchor = take<unsigned long>(in);
      require(anchor < sizes.points);
      probes.push_back({uint32_t(anchor), 0, 0});
    }
  }
  expect_count(in, sizes.cascades);
  for (size_t i = 0; i < probes.size(); i++) {
    if (i % sizes.probes == 0) expect_count(in, sizes.probes);
    probes[i].x = take<float>(in);
    probes[i].y = take<float>(in);
  }
  return probes;
}

}  // namespace

Bytes pack_shape(std::istream &in, uint64_t size, size_t head, ShapeSizes &sizes) {
  require(take<int>(in) == 1);  // the version
  std::vector<float> mean;
  take_shape(in, sizes.coordinates(), [&](float value) { mean.push_back(value); });
  sizes.cascades = take_count(in, 1, 999);
  sizes.trees = take_count(in, 1, 99999);
  sizes.splits = take_count(in, 1, UINT16_MAX);
  require((sizes.splits & (sizes.splits + 1)) == 0);
  // The number of probes follows the trees in the file; this is what dlib's trainer makes per
  // cascade.
  sizes.probes = 500;
  // Each number takes at least two bytes in the file, and four in memory.
  require(ShapeLayout(sizes, head).end < 4 * size + (1 << 20));
  Bytes bytes(ShapeLayout(sizes, head).end);
  const uint64_t maximum = take_trees(in, sizes, ShapeLayout(sizes, head), bytes);
  const std::vector<ShapeProbe> probes = take_probes(in, sizes);
  require(maximum < sizes.probes);

  const ShapeLayout layout(sizes, head);
  bytes.resize(layout.end);
  std::memcpy(bytes.data() + layout.probes, probes.data(), probes.size() * sizeof probes[0]);
  std::memcpy(bytes.data() + layout.mean, mean.data(), mean.size() * sizeof mean[0]);
  return bytes;
}

Bytes pack_shape(const char *path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) throw Failure(VISION_BAD_MODEL, std::strerror(errno));
  const std::streamoff size = in.tellg();
  require(size > 0 && in.seekg(0));
  try {
    ShapeSizes sizes{};
    Bytes bytes = pack_shape(in, uint64_t(size), sizeof(PackedHeader), sizes);
    Writer<PackedHeader>(bytes, 0).put(PackedHeader(sizes));
    return bytes;
  } catch (const dlib::serialization_error &) {
    require(false);
  }
  return {};
}

}  // namespace vision
