/// libheif, loaded when the first picture needs it: linking it and its decoders would add 4 ms to
/// the start of every program.
#pragma once

#include <libheif/heif.h>

namespace vision {

/// The functions in use, named without the prefix heif_.
struct HeifLibrary {
  decltype(&::heif_context_alloc) context_alloc;
  decltype(&::heif_context_free) context_free;
  decltype(&::heif_context_set_maximum_image_size_limit) context_set_maximum_image_size_limit;
  decltype(&::heif_context_set_max_decoding_threads) context_set_max_decoding_threads;
  decltype(&::heif_context_read_from_memory_without_copy) context_read_from_memory_without_copy;
  decltype(&::heif_context_get_primary_image_handle) context_get_primary_image_handle;
  decltype(&::heif_context_get_number_of_top_level_images) context_get_number_of_top_level_images;
  decltype(&::heif_image_handle_release) image_handle_release;
  decltype(&::heif_image_handle_get_width) image_handle_get_width;
  decltype(&::heif_image_handle_get_height) image_handle_get_height;
  decltype(&::heif_image_handle_has_alpha_channel) image_handle_has_alpha_channel;
  decltype(&::heif_decoding_options_alloc) decoding_options_alloc;
  decltype(&::heif_decoding_options_free) decoding_options_free;
  decltype(&::heif_decode_image) decode_image;
  decltype(&::heif_image_release) image_release;
  decltype(&::heif_image_get_width) image_get_width;
  decltype(&::heif_image_get_height) image_get_height;
  decltype(&::heif_image_get_plane_readonly) image_get_plane_readonly;

  /// Thread-safe. Throws VISION_UNSUPPORTED if the library is not installed; a later call tries
  /// again.
  static const HeifLibrary &get();

 private:
  HeifLibrary();
};

}  // namespace vision
