/// Decodes HEIC and AVIF with libheif: the main picture, rotated and cropped as the file says, with
/// 8 bits per sample. EXIF orientation is ignored: the format has its own rotation and declares
/// EXIF's void.
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "CVisionPhoto.h"
#include "Failure.hpp"
#include "HeifBoxes.hpp"
#include "HeifLibrary.hpp"
#include "Picture.hpp"
#include "Pixels.hpp"

namespace vision {

namespace {

/// Maximum width and height, px; newer versions of libheif square it to limit the area. No
/// supported picture is wider.
constexpr int side_limit = 1 << 16;
/// Every tile is a separate picture for the codec and has its own overhead. Phones write about two
/// hundred at most.
constexpr int64_t piece_limit = 4096;

[[noreturn]] void fail_unsupported(const Bytes &bytes) {
  const bool is_avif = bytes.size() > 10 && bytes[8] == 'a' && bytes[9] == 'v';
  throw Failure(
      VISION_UNSUPPORTED,
      is_avif ? "the installed libheif cannot decode this AVIF (on Debian 13, install "
                "libheif-plugin-dav1d)"
              : "the installed libheif cannot decode this HEIC (on Debian 13, install "
                "libheif-plugin-libde265)");
}

/// A few bytes can encode any number of equal pixels, as in WebP.
bool is_implausible(int64_t pixels, size_t count) {
  return pixels > int64_t(1) << 26 && int64_t(count) < pixels / 4096;
}

class Heif final : public Picture {
 public:
  Heif(Bytes given, Damaged wanted)
      : Picture(wanted), library(HeifLibrary::get()), bytes(std::move(given)),
        context(library.context_alloc(), library.context_free) {
    if (context == nullptr) throw std::bad_alloc();
    const HeifCost cost = heif_cost(bytes);
    if (cost.end > bytes.size()) {
      const Failure failure(VISION_TRUNCATED, "the HEIC or AVIF is shorter than its boxes");
      lose(failure);
      if (!fill_up(bytes, size_t(cost.end))) throw failure;
    }
    check_pieces(cost);
    library.context_set_maximum_image_size_limit(context.get(), side_limit);
    // No threads of its own: programs decode several photos at once.
    library.context_set_max_decoding_threads(context.get(), 0);
    check(library.context_read_from_memory_without_copy(
        context.get(), std::as_const(bytes).data(), bytes.size(), nullptr));
    heif_image_handle *found = nullptr;
    check(library.context_get_primary_image_handle(context.get(), &found));
    handle = {found, library.image_handle_release};
    pictures = library.context_get_number_of_top_level_images(context.get());
    // The size after rotation.
    size.width = library.image_handle_get_width(found);
    size.height = library.image_handle_get_height(found);
    check_size(size.width, size.height);
    check_work(cost);
  }

  cv::Mat decode(Channels channels, int) const override {
    const bool has_alpha = library.image_handle_has_alpha_channel(handle.get()) != 0;
    const Image image = decoded(has_alpha);
    const Samples samples = has_alpha ? Samples::rgb_alpha : Samples::rgb;
    int stride = 0;
    const uint8_t *rows =
        library.image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
    const int width = library.image_get_width(image.get(), heif_channel_interleaved);
    const int height = library.image_get_height(image.get(), heif_channel_interleaved);
    if (rows == nullptr || width != size.width || height != size.height ||
        stride < width * int(samples)) {
      throw Failure(VISION_TRUNCATED, "the HEIC or AVIF decodes to another size than it declares");
    }
    cv::Mat pixels = new_pixels(size, channels);
    for (int y = 0; y < height; y++) {
      convert_row(rows + size_t(y) * size_t(stride), samples, width, channels, pixels.ptr(y));
    }
    return pixels;
  }

 private:
  using Image = std::unique_ptr<heif_image, decltype(&::heif_image_release)>;

  const HeifLibrary &library;
  Bytes bytes;
  std::unique_ptr<heif_context, decltype(&::heif_context_free)> context;
  std::unique_ptr<heif_image_handle, decltype(&::heif_image_handle_release)> handle{
      nullptr, nullptr};

  static void check_pieces(const HeifCost &cost) {
    if (cost.pieces > piece_limit) {
      throw Failure(
          VISION_TOO_LARGE, "the HEIC or AVIF is made of more than " +
                                std::to_string(piece_limit) + " pictures");
    }
  }

  /// The decoded pixels must be about as many as the picture's; tiles may reach beyond its edge.
  /// TIFF has the same limit.
  void check_work(const HeifCost &cost) const {
    const int64_t pixels = int64_t(size.width) * size.height;
    if (cost.pixels > 4 * pixels + (1 << 24)) {
      throw Failure(VISION_TOO_LARGE, "the HEIC or AVIF holds larger pictures than it declares");
    }
    if (is_implausible(std::max(pixels, cost.pixels), bytes.size())) {
      throw Failure(
          VISION_TRUNCATED, "the HEIC or AVIF is far too short for the size it declares");
    }
  }

  void check(const heif_error &error) const {
    if (error.code == heif_error_Ok) return;
    if (error.subcode == heif_suberror_Security_limit_exceeded) {
      throw Failure(VISION_TOO_LARGE, "the HEIC or AVIF needs far more memory than a photo does");
    }
    switch (error.code) {
      case heif_error_Memory_allocation_error:
        throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
      case heif_error_Unsupported_filetype:
      case heif_error_Unsupported_feature:
      case heif_error_Color_profile_does_not_exist: fail_unsupported(bytes);
      default: throw Failure(VISION_TRUNCATED, "the HEIC or AVIF ends early or is damaged");
    }
  }

  Image decoded(bool has_alpha) const {
    const std::unique_ptr<heif_decoding_options, decltype(&::heif_decoding_options_free)> options(
        library.decoding_options_alloc(), library.decoding_options_free);
    if (options == nullptr) throw std::bad_alloc();
    options->convert_hdr_to_8bit = 1;
    heif_image *image = nullptr;
    check(library.decode_image(
        handle.get(), &image, heif_colorspace_RGB,
        has_alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, options.get()));
    return {image, library.image_release};
  }
};

}  // namespace

std::unique_ptr<Picture> open_heif(Bytes bytes, Damaged damaged) {
  return std::make_unique<Heif>(std::move(bytes), damaged);
}

void prepare_heif() noexcept {
  try {
    HeifLibrary::get();
  } catch (...) {
    // Opening a picture will report it.
  }
}

}  // namespace vision
