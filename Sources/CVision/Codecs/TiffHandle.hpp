/// libtiff on bytes in memory: no files, bounded memory, nothing on standard error.
#pragma once

#include <tiffio.h>

#include <string>

#include "FileBytes.hpp"

namespace vision {

/// A reader of the only page. The bytes must outlive it.
class TiffHandle {
 public:
  /// Throws Failure if libtiff does not understand the page.
  explicit TiffHandle(const Bytes &bytes);
  ~TiffHandle() { TIFFClose(tiff); }
  TiffHandle(const TiffHandle &) = delete;

  TIFF *get() const { return tiff; }

  /// The value of one of the page's tags, or its default.
  template <typename Number>
  Number value(uint32_t tag) const {
    Number number = 0;
    TIFFGetFieldDefaulted(tiff, tag, &number);
    return number;
  }

  /// Whether libtiff has reported lost pixels since the file was opened, or since `forget_damage`.
  bool has_damage() const { return !damage.empty(); }
  /// Throws VISION_DAMAGED with libtiff's message.
  [[noreturn]] void fail() const { fail(damage); }
  void forget_damage() { damage.clear(); }

 private:
  const Bytes &bytes;
  TIFF *tiff = nullptr;
  uint64_t position = 0;
  /// The first message about lost pixels.
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
