#include "ImageCodecs.hpp"

#include <dlfcn.h>

#include <string>

#include "Failure.hpp"

namespace vision {

namespace {

using Decode = cv::Mat (*)(cv::InputArray, int);

/// The library of the very version that the headers are of: its number is part of OpenCV's library names.
std::string library_name() {
  const int version = CV_VERSION_MAJOR * 100 + CV_VERSION_MINOR;
  return "libopencv_imgcodecs.so." + std::to_string(version);
}

Decode load() {
  const std::string name = library_name();
  // Never closed: what it has registered in other libraries would be left hanging.
  void *library = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
  // cv::Mat cv::imdecode(cv::InputArray, int), as the C++ ABI of Linux spells it.
  void *symbol = library != nullptr ? dlsym(library, "_ZN2cv8imdecodeERKNS_11_InputArrayEi") : nullptr;
  if (symbol == nullptr) {
    throw Failure(VISION_INTERNAL, "formats other than JPEG and PNG need " + name + ", which cannot be loaded");
  }
  return reinterpret_cast<Decode>(symbol);
}

}  // namespace

cv::Mat decode_by_opencv(const Bytes &bytes, int flags) {
  static const Decode decode = load();
  return decode(bytes, flags);
}

}  // namespace vision
