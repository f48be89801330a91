/// A model of points in the layout that prediction uses, so that its file can be mapped instead of
/// parsed: opening it takes no time, and all processes share its memory. The 68-point model's file
/// has the header below; models of other points have the header in PointModel.hpp.
///
/// Layout: header, mean shape, splits, leaves, probes. Each part starts at a multiple of 64 bytes;
/// the byte order is this machine's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>

#include "CVisionFaces.h"
#include "FileBytes.hpp"

namespace vision {

/// The file that a packed model was made from.
struct ModelSource {
  uint64_t bytes;
  int64_t changed;    // nanoseconds since 1970
  uint64_t checksum;  // of the contents
};

/// A pixel to compare: its offset from a point of the shape, in units of the box.
struct ShapeProbe {
  uint32_t anchor;
  float x, y;
};

struct ShapeSplit {
  uint16_t first, second;  // indices of probes
  float threshold;
};

/// More points than anybody layout on a face by hand.
constexpr uint32_t maximum_points = 1000;

/// An ensemble's sizes: trees and probes per cascade, splits per tree. Trees are complete.
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
  uint64_t bytes;     // size of the file
  uint64_t checksum;  // of everything after the header; 0 in memory. Checked by make models only,
                      // because opening would have to read the whole file
  ModelSource source;
  uint32_t cascades, trees, splits, probes;

  explicit PackedHeader(const ShapeSizes &sizes);
};

/// Offsets of the parts, in bytes.
struct ShapeLayout {
  size_t mean, splits, leaves, probes, end;
  /// `head`: size of the header.
  ShapeLayout(const ShapeSizes &sizes, size_t head);
};

/// A packed model in memory; `owner` keeps the memory alive.
class PackedShape {
 public:
  /// Throws VISION_BAD_MODEL if the bytes do not have the layout above, or an index is out of
  /// range. After these checks no prediction can read beyond the bytes.
  PackedShape(const uint8_t *bytes, size_t count, std::shared_ptr<const void> owner);

  /// The same for a file with another header of `head` bytes, which contained the sizes. Also
  /// checks the leaves.
  PackedShape(
      const uint8_t *bytes, size_t count, std::shared_ptr<const void> owner,
      const ShapeSizes &sizes, size_t head);

  /// Maps a packed file. Nothing if it is missing, damaged, of another version, or not made from
  /// the file `source` (NULL: any file).
  static std::optional<PackedShape> map(const char *path, const char *source);

  /// Whether the bytes after the header match the checksum. Reads them all, which takes about 10
  /// ms.
  bool has_right_checksum() const;

  const ShapeSizes &sizes() const { return all; }
  const float *mean() const { return reinterpret_cast<const float *>(start + layout.mean); }
  const ShapeProbe *probes(size_t cascade) const {
    return reinterpret_cast<const ShapeProbe *>(start + layout.probes) + cascade * sizes().probes;
  }
  /// The splits of the cascade's first tree; those of the other trees follow.
  const ShapeSplit *splits(size_t cascade) const {
    return reinterpret_cast<const ShapeSplit *>(start + layout.splits) +
           cascade * sizes().trees * sizes().splits;
  }
  const float *leaves(size_t cascade) const {
    return reinterpret_cast<const float *>(start + layout.leaves) +
           cascade * sizes().trees * (sizes().splits + 1) * sizes().coordinates();
  }

 private:
  const uint8_t *start;
  std::shared_ptr<const void> owner;
  ShapeSizes all;
  ShapeLayout layout;

  const PackedHeader &header() const { return *reinterpret_cast<const PackedHeader *>(start); }
  void check(size_t count);
};

/// Whether a coordinate, in units of the box, is plausible for a point of a face. False for NaN.
inline bool is_plausible(float coordinate) { return coordinate > -1000 && coordinate < 1000; }

/// Whether a file is a packed model made from `source`, and unchanged since.
bool is_whole_packed_shape(const char *path, const char *source);

/// Whether the file begins like a packed model.
bool is_packed_shape(const char *path);

/// Converts dlib's file to the layout above. Throws VISION_BAD_MODEL.
Bytes pack_shape(const char *path);

/// Converts any predictor that dlib serialised, leaving `head` bytes for a header. `size`: bytes of
/// the stream. `sizes`: the caller sets `points`; the rest is filled in. Throws VISION_BAD_MODEL.
Bytes pack_shape(std::istream &in, uint64_t size, size_t head, ShapeSizes &sizes);

/// Completes the header: the file that the model was made from, and the checksum. Throws
/// VISION_BAD_MODEL.
void sign_packed_shape(Bytes &packed, const char *source);

}  // namespace vision
