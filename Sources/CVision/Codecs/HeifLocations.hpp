/// Locates the bytes of each picture in a HEIC or AVIF.
#pragma once

#include <map>

#include "FileBytes.hpp"
#include "HeifReader.hpp"

namespace vision {

class HeifLocations {
 public:
  /// Reads the contents of an `iloc` box. `bytes`: the whole file, which must outlive this object.
  void read(HeifReader iloc, const Bytes &bytes);
  /// The contents of the `idat` box, which some pictures refer to.
  void set_data(HeifReader idat) { data = idat; }

  /// The bytes of a picture, as far as they are in the file. Throws VISION_TOO_LARGE if the
  /// bytes of all pictures requested so far are far more than the file has.
  Bytes bytes_of(uint64_t item) const;

 private:
  struct Piece {
    bool is_in_idat;
    uint64_t offset, count;  // count 0: to the end
  };

  std::multimap<uint64_t, Piece> pieces;
  HeifReader whole{nullptr, nullptr}, data{nullptr, nullptr};
  mutable uint64_t returned = 0;
};

}  // namespace vision
