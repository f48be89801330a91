/// Where the bytes of the pictures of a HEIC or AVIF stand.
#pragma once

#include <map>

#include "FileBytes.hpp"
#include "HeifReader.hpp"

namespace vision {

class HeifPlaces {
 public:
  /// What an `iloc` box tells; `data` is the contents of the `idat` box beside it, where there is
  /// one.
  void read(HeifReader iloc, const Bytes &bytes);
  void set_data(HeifReader idat) { data = idat; }

  /// The bytes of a picture, as many as there are. Throws VISION_TOO_LARGE where all that are asked
  /// for are far more than the file has.
  Bytes bytes_of(uint64_t item) const;

 private:
  struct Piece {
    bool is_beside;
    uint64_t offset, count;  // count 0: to the end
  };

  std::multimap<uint64_t, Piece> pieces;
  HeifReader whole{nullptr, nullptr}, data{nullptr, nullptr};
  mutable uint64_t given = 0;
};

}  // namespace vision
