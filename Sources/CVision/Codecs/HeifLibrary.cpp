#include "HeifLibrary.hpp"

#include <dlfcn.h>

#include <string>

#include "Failure.hpp"

namespace vision {

namespace {

/// Never closed, because its decoders keep threads and tables.
void *open_library() {
  void *library = dlopen("libheif.so.1", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    throw Failure(VISION_UNSUPPORTED, "HEIC and AVIF need libheif (Debian's package libheif1)");
  }
  return library;
}

template <typename Function>
void find(void *library, const char *name, Function &function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr) {
    throw Failure(VISION_UNSUPPORTED, std::string("the installed libheif has no ") + name);
  }
}

}  // namespace

HeifLibrary::HeifLibrary() {
  void *library = open_library();
  find(library, "heif_context_alloc", context_alloc);
  find(library, "heif_context_free", context_free);
  find(
      library, "heif_context_set_maximum_image_size_limit", context_set_maximum_image_size_limit);
  find(library, "heif_context_set_max_decoding_threads", context_set_max_decoding_threads);
  find(
      library, "heif_context_read_from_memory_without_copy",
      context_read_from_memory_without_copy);
  find(library, "heif_context_get_primary_image_handle", context_get_primary_image_handle);
  find(
      library, "heif_context_get_number_of_top_level_images",
      context_get_number_of_top_level_images);
  find(library, "heif_image_handle_release", image_handle_release);
  find(library, "heif_image_handle_get_width", image_handle_get_width);
  find(library, "heif_image_handle_get_height", image_handle_get_height);
  find(library, "heif_image_handle_has_alpha_channel", image_handle_has_alpha_channel);
  find(library, "heif_decoding_options_alloc", decoding_options_alloc);
  find(library, "heif_decoding_options_free", decoding_options_free);
  find(library, "heif_decode_image", decode_image);
  find(library, "heif_image_release", image_release);
  find(library, "heif_image_get_width", image_get_width);
  find(library, "heif_image_get_height", image_get_height);
  find(library, "heif_image_get_plane_readonly", image_get_plane_readonly);
  // libheif's decoders may be plugins in separate files. It must look for them now, before the
  // process is confined.
  decltype(&::heif_init) init = nullptr;
  find(library, "heif_init", init);
  init(nullptr);
}

const HeifLibrary &HeifLibrary::get() {
  static const HeifLibrary library;
  return library;
}

}  // namespace vision
