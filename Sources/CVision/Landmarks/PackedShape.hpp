/// A model of points laid out as prediction reads it, so that a file of it can be mapped instead of
/// read: it is there at once, and all processes share its memory. The 68-point model's file has the
/// header below; those of other points have one of their own, see PointModel.hpp.
///
/// Layout: header, mean shape, splits, leaves, probes; each starts at a multiple of 64 bytes; this
/// machine's byte order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>

#include "CVisionFaces.h"
#include "FileBytes.hpp"

namespace vision {

/// Which file a packed model was made of.
struct ModelSource {
  uint64_t bytes;
  int64_t changed;    // nanoseconds since 1970
  uint64_t checksum;  // of the contents
};

/// A pixel to compare, relative to a point of the shape, in units of the box.
struct ShapeProbe {
  uint32_t anchor;
  float x, y;
};

struct ShapeSplit {
  uint16_t first, second;  // indices of probes
  float threshold;
};

/// More than anybody places by hand on a face.
constexpr uint32_t most_points = 1000;

/// An ensemble's sizes: trees and probes of each cascade, splits of each tree (which is full).
struct ShapeSizes {
  uint32_t cascades, trees, splits, probes;
  uint32_t points = VISION_LANDMARKS;

  size_t coordinates() const { return 2 * size_t(points); }
  size_t all_splits() const { return size_t(cascades) * trees * splits; }
  size_t all_leaves() const { return size_t(cascades) * trees * (splits + 1) * coordinates(); }
  size_t all_probes() const { return size_t(cascades) * probes; }
};

struct PackedHeader {
  char magic[8];
  uint32_t version, byte_order;
  uint64_t bytes;     // of the whole
  uint64_t checksum;  // of everything behind the header: make models checks it, opening would have
                      // to read all; 0 in memory
  ModelSource source;
  uint32_t cascades, trees, splits, probes;

  explicit PackedHeader(const ShapeSizes &sizes);
};

/// Where the parts stand.
struct ShapePlaces {
  size_t mean, splits, leaves, probes, end;
  /// `head`: bytes of the header before them.
  ShapePlaces(const ShapeSizes &sizes, size_t head);
};

/// A packed model in memory, which `owner` keeps.
class PackedShape {
 public:
  /// Throws VISION_BAD_MODEL where the bytes are not of the layout above, or an index points
  /// outside: nothing that they say can make a prediction read beyond them.
  PackedShape(const uint8_t *bytes, size_t count, std::shared_ptr<const void> owner);

  /// The same for a file with another header of `head` bytes, which told the sizes. Leaves are
  /// checked too.
  PackedShape(
      const uint8_t *bytes, size_t count, std::shared_ptr<const void> owner,
      const ShapeSizes &sizes, size_t head);

  /// A packed file, mapped. Nothing where it is missing, damaged, of another version, or not made
  /// of the file `source` (NULL: of any).
  static std::optional<PackedShape> map(const char *path, const char *source);

  /// Whether no byte behind the header has changed since it was written; reads them all, in some 10
  /// ms.
  bool has_right_checksum() const;

  const ShapeSizes &sizes() const { return all; }
  const float *mean() const { return reinterpret_cast<const float *>(start + places.mean); }
  const ShapeProbe *probes(size_t cascade) const {
    return reinterpret_cast<const ShapeProbe *>(start + places.probes) + cascade * sizes().probes;
  }
  /// Of the cascade's first tree.
  const ShapeSplit *splits(size_t cascade) const {
    return reinterpret_cast<const ShapeSplit *>(start + places.splits) +
           cascade * sizes().trees * sizes().splits;
  }
  const float *leaves(size_t cascade) const {
    return reinterpret_cast<const float *>(start + places.leaves) +
           cascade * sizes().trees * (sizes().splits + 1) * sizes().coordinates();
  }

 private:
  const uint8_t *start;
  std::shared_ptr<const void> owner;
  ShapeSizes all;
  ShapePlaces places;

  const PackedHeader &header() const { return *reinterpret_cast<const PackedHeader *>(start); }
  void check(size_t count);
};

/// Whether a coordinate in units of the box is one of a place on a face, or not far from it. NaN is
/// none.
inline bool is_place(float coordinate) { return coordinate > -1000 && coordinate < 1000; }

/// Whether a file is a packed model of `source`, byte for byte as it was written.
bool is_whole_packed_shape(const char *path, const char *source);

/// Whether the file starts as a packed model does.
bool is_packed_shape(const char *path);

/// dlib's file in the layout above. Throws VISION_BAD_MODEL.
Bytes pack_shape(const char *path);

/// What dlib wrote of a predictor of any points, behind `head` bytes that are left for a header.
/// `size`: bytes of the stream. `sizes`: its points are told, the rest is found.
/// Throws VISION_BAD_MODEL.
Bytes pack_shape(std::istream &in, uint64_t size, size_t head, ShapeSizes &sizes);

/// Writes into the header which file it was made of, and the checksum. Throws VISION_BAD_MODEL.
void sign_packed_shape(Bytes &packed, const char *source);

}  // namespace vision
