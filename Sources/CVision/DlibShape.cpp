/// Reads dlib's file of the 68-point model, which writes every number in bytes of varying count.
#include <dlib/image_processing/shape_predictor.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>

#include "Failure.hpp"
#include "PackedShape.hpp"

namespace vision {

namespace {

using Forest = std::vector<dlib::impl::regression_tree>;

void require(bool condition) {
  if (!condition) throw Failure(VISION_BAD_MODEL, "the file is not dlib's 68-point landmark model");
}

/// Appends values at a place in bytes that are large enough.
template <typename Value>
class Writer {
 public:
  Writer(Bytes &bytes, size_t place) : next(bytes.data() + place) {}

  void put(const Value &value) {
    std::memcpy(next, &value, sizeof value);
    next += sizeof value;
  }

 private:
  uint8_t *next;
};

/// The greatest index of a probe, for the check that it is there.
uint64_t put_forest(const Forest &forest, const ShapeSizes &sizes, Writer<ShapeSplit> &splits, Writer<float> &leaves) {
  uint64_t greatest = 0;
  require(forest.size() == sizes.trees);
  for (const auto &tree : forest) {
    require(tree.splits.size() == sizes.splits && tree.leaf_values.size() == sizes.splits + 1);
    for (const auto &split : tree.splits) {
      greatest = std::max<uint64_t>({greatest, split.idx1, split.idx2});
      splits.put({uint16_t(split.idx1), uint16_t(split.idx2), split.thresh});
    }
    for (const auto &leaf : tree.leaf_values) {
      require(size_t(leaf.size()) == ShapeSizes::coordinates);
      for (const float value : leaf) leaves.put(value);
    }
  }
  return greatest;
}

Bytes read(std::istream &in) {
  int version = 0;
  dlib::deserialize(version, in);
  require(version == 1);
  dlib::matrix<float, 0, 1> initial;
  dlib::deserialize(initial, in);
  require(size_t(initial.size()) == ShapeSizes::coordinates);
  unsigned long cascades = 0;
  dlib::deserialize(cascades, in);
  require(cascades >= 1 && cascades < 1000);

  Forest forest;  // one at a time: the whole model twice would be much
  dlib::deserialize(forest, in);
  require(!forest.empty() && forest.size() < 100000);
  const size_t splits_a_tree = forest[0].splits.size();
  require(splits_a_tree >= 1 && splits_a_tree < 65536 && (splits_a_tree & (splits_a_tree + 1)) == 0);
  // How many probes there are stands behind the trees; dlib's trainer makes 500 for each cascade.
  ShapeSizes sizes{uint32_t(cascades), uint32_t(forest.size()), uint32_t(splits_a_tree), 500};
  Bytes bytes(ShapePlaces(sizes).end);

  const ShapePlaces places(sizes);
  Writer<ShapeSplit> splits(bytes, places.splits);
  Writer<float> leaves(bytes, places.leaves);
  uint64_t greatest = put_forest(forest, sizes, splits, leaves);
  for (size_t i = 1; i < cascades; i++) {
    dlib::deserialize(forest, in);
    greatest = std::max(greatest, put_forest(forest, sizes, splits, leaves));
  }

  std::vector<std::vector<unsigned long>> anchors;
  std::vector<std::vector<dlib::vector<float, 2>>> deltas;
  dlib::deserialize(anchors, in);
  dlib::deserialize(deltas, in);
  require(anchors.size() == cascades && deltas.size() == cascades);
  sizes.probes = uint32_t(anchors[0].size());
  require(anchors[0].size() <= UINT16_MAX && greatest < sizes.probes);
  bytes.resize(ShapePlaces(sizes).end);
  Writer<ShapeProbe> probes(bytes, places.probes);
  for (size_t i = 0; i < cascades; i++) {
    require(anchors[i].size() == sizes.probes && deltas[i].size() == sizes.probes);
    for (size_t j = 0; j < sizes.probes; j++) {
      probes.put({uint32_t(anchors[i][j]), deltas[i][j].x(), deltas[i][j].y()});
    }
  }
  Writer<float> mean(bytes, places.mean);
  for (const float value : initial) mean.put(value);
  Writer<PackedHeader>(bytes, 0).put(PackedHeader(sizes));
  return bytes;
}

}  // namespace

Bytes pack_shape(const char *path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure(VISION_BAD_MODEL, std::strerror(errno));
  try {
    return read(in);
  } catch (const dlib::serialization_error &) {
    require(false);
  } catch (const std::length_error &) {  // an absurd count in a file of another kind
    require(false);
  }
  return {};
}

}  // namespace vision
