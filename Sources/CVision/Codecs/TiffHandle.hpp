/// libtiff on bytes in memory: no files, no memory beyond a bound, no word on standard error.
#pragma once

#include <tiffio.h>

#include <string>

#include "FileBytes.hpp"

namespace vision {

/// One reader of the bytes' only page. The bytes must outlive it.
class TiffHandle {
 public:
  /// Throws Failure where libtiff does not understand the page.
  explicit TiffHandle(const Bytes &bytes);
  ~TiffHandle() { TIFFClose(tiff); }
  TiffHandle(const TiffHandle &) = delete;

  TIFF *get() const { return tiff; }

  /// A number of the page, or its default.
  template <typename Number>
  Number value(uint32_t tag) const {
    Number number = 0;
    TIFFGetFieldDefaulted(tiff, tag, &number);
    return number;
  }

  /// Whether libtiff has reported that pixels are lost, since it was opened or this was forgotten.
  bool has_damage() const { return !damage.empty(); }
  /// Throws VISION_DAMAGED with what it has reported.
  [[noreturn]] void fail() const { fail(damage); }
  void forget_damage() { damage.clear(); }

 private:
  const Bytes &bytes;
  TIFF *tiff = nullptr;
  uint64_t place = 0;
  /// The first message that means lost pixels.
  std::string damage;

  [[noreturn]] static void fail(const std::string &why);

  static int note_error(TIFF *, void *self, const char *module, const char *format, va_list values);
  static int note_warning(
      TIFF *, void *self, const char *module, const char *format, va_list values);
  static tmsize_t read(thandle_t self, void *to, tmsize_t count);
  static uint64_t seek(thandle_t self, uint64_t offset, int whence);
  static int map(thandle_t self, void **base, toff_t *size);
};

}  // namespace vision
