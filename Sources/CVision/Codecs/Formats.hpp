/// Recognises a file's format by its first bytes, before any library sees the file.
#pragma once

#include "FileBytes.hpp"

namespace vision {

enum class Format { jpeg, png, webp, tiff, bmp, pnm, heif, unsupported, unknown };

struct Recognised {
  Format format;
  /// The format's usual name, such as "HEIC"; empty if it is unknown.
  const char *name;
};

/// Reads at most the first 64 bytes. `unsupported` is a known picture format that cannot be
/// decoded.
Recognised recognise(const Bytes &bytes);

}  // namespace vision
