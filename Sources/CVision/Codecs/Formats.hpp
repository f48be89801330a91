/// Which format a file is in, by its first bytes: no library sees the file before this is decided.
#pragma once

#include "FileBytes.hpp"

namespace vision {

enum class Format { jpeg, png, webp, tiff, bmp, pnm, heif, unsupported, unknown };

struct Recognised {
  Format format;
  /// What users call it, as in "HEIC"; empty where it is unknown.
  const char *name;
};

/// Reads at most the first 64 bytes. `unsupported` is a picture of a kind that is not read here.
Recognised recognise(const Bytes &bytes);

}  // namespace vision
