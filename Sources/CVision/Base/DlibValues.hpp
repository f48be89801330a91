/// Reads one value from a file that dlib wrote; dlib stores integers with a variable number of
/// bytes.
#pragma once

#include <dlib/serialize.h>

#include <istream>
#include <type_traits>

namespace vision {

/// Throws dlib::serialization_error if the file ends or holds something else. The value may be
/// anything: the caller must check sizes and indices. Not for strings and lists, because dlib
/// allocates their memory before the caller can check the count.
template <typename Value>
Value take(std::istream &in) {
  static_assert(std::is_arithmetic_v<Value>);
  Value value{};
  dlib::deserialize(value, in);
  return value;
}

}  // namespace vision
