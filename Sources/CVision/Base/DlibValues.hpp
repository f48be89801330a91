/// One value of a file that dlib wrote, in bytes of varying count.
#pragma once

#include <dlib/serialize.h>

#include <istream>
#include <type_traits>

namespace vision {

/// Throws dlib::serialization_error where the file ends, or says something else. Nothing is known
/// of the value's range: what is a size or an index is for the caller to check. Not for strings and
/// lists, whose memory dlib takes before anybody can look at the count.
template <typename Value>
Value take(std::istream &in) {
  static_assert(std::is_arithmetic_v<Value>);
  Value value{};
  dlib::deserialize(value, in);
  return value;
}

}  // namespace vision
