#include "TiffHandle.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>

#include "Failure.hpp"

namespace vision {

namespace {

/// Enough for a strip or tile that libtiff must copy; bytes that it only reads are not copied.
constexpr tmsize_t allocation_limit = tmsize_t(256) << 20;

/// Whether a warning means lost pixels. All of libjpeg's count, because only the first is reported,
/// and worse ones may follow it.
bool means_damage(std::string_view module) {
  const auto starts = [&](std::string_view name) { return module.substr(0, name.size()) == name; };
  return starts("JPEGLib") || starts("PackBits") || starts("Fax");
}

std::string text(const char *format, va_list values) {
  char text[160];
  std::vsnprintf(text, sizeof text, format, values);
  return text;
}

}  // namespace

TiffHandle::TiffHandle(const Bytes &given) : bytes(given) {
  const auto write = [](thandle_t, void *, tmsize_t) { return tmsize_t(0); };
  const auto close = [](thandle_t) { return 0; };
  const auto size = [](thandle_t self) {
    return toff_t(static_cast<TiffHandle *>(self)->bytes.size());
  };
  const auto unmap = [](thandle_t, void *, toff_t) {};

  const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(
      TIFFOpenOptionsAlloc(), TIFFOpenOptionsFree);
  if (!options) throw std::bad_alloc();
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), allocation_limit);
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), note_error, this);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), note_warning, this);
  tiff = TIFFClientOpenExt(
      "TIFF", "r", this, read, write, seek, close, size, map, unmap, options.get());
  if (tiff == nullptr) fail(damage);
  // Oddities of the directory are harmless.
  damage.clear();
}

void TiffHandle::fail(const std::string &why) {
  if (why.find("exceeds maximum scans") != why.npos) {
    throw Failure(VISION_TOO_LARGE, "a JPEG in the TIFF has more than 100 scans");
  }
  const std::string words = "the TIFF ends early or is damaged";
  throw Failure(VISION_DAMAGED, why.empty() ? words : words + ": " + why);
}

// Both handlers return 1, so that the process's own handlers, which print, are not called.

int TiffHandle::note_error(TIFF *, void *self, const char *, const char *format, va_list values) {
  std::string &damage = static_cast<TiffHandle *>(self)->damage;
  if (damage.empty()) damage = text(format, values);
  return 1;
}

int TiffHandle::note_warning(
    TIFF *, void *self, const char *module, const char *format, va_list values) {
  std::string &damage = static_cast<TiffHandle *>(self)->damage;
  const bool counts = module != nullptr && means_damage(module);
  if (counts && damage.empty()) damage = text(format, values);
  return 1;
}

tmsize_t TiffHandle::read(thandle_t handle, void *to, tmsize_t count) {
  TiffHandle &self = *static_cast<TiffHandle *>(handle);
  const uint64_t left = self.bytes.size() - std::min<uint64_t>(self.position, self.bytes.size());
  const uint64_t taken = std::min<uint64_t>(left, uint64_t(std::max<tmsize_t>(count, 0)));
  if (taken > 0) std::memcpy(to, self.bytes.data() + self.position, taken);
  self.position += taken;
  return tmsize_t(taken);
}

uint64_t TiffHandle::seek(thandle_t handle, uint64_t offset, int whence) {
  TiffHandle &self = *static_cast<TiffHandle *>(handle);
  if (whence == SEEK_END) offset += self.bytes.size();
  if (whence == SEEK_CUR) offset += self.position;
  return self.position = offset;
}

int TiffHandle::map(thandle_t handle, void **base, toff_t *size) {
  const Bytes &bytes = static_cast<TiffHandle *>(handle)->bytes;
  // The cast is safe: libtiff only reads mapped bytes.
  *base = const_cast<uint8_t *>(bytes.data());
  *size = bytes.size();
  return 1;
}

}  // namespace vision
