/// Decodes WebP with libwebp: still pictures, lossy and lossless, and the first frame of
/// animations.
#include <webp/decode.h>

#include <memory>
#include <string_view>

#include "ByteOrder.hpp"
#include "Failure.hpp"
#include "Orientation.hpp"
#include "Picture.hpp"
#include "Pixels.hpp"
#include "WebpFrame.hpp"

namespace vision {

namespace {

/// Maximum number of chunks to search; real files have about five.
constexpr int chunk_limit = 1000;

/// The contents of the first chunk of this name; nothing if there is none.
std::string_view find_chunk(const Bytes &bytes, std::string_view name) {
  size_t at = 12;
  for (int i = 0; i < chunk_limit && at + 8 <= bytes.size(); i++) {
    const std::string_view found(reinterpret_cast<const char *>(&bytes[at]), 4);
    const size_t count = little_endian(&bytes[at + 4]);
    at += 8;
    if (count > bytes.size() - at) break;
    if (found == name) return {found.data() + 8, count};
    at += count + count % 2;
  }
  return {};
}

int orientation_of(const Bytes &bytes) {
  const std::string_view exif = find_chunk(bytes, "EXIF");
  // The format requires the bare EXIF block, but many programs write JPEG's prefix before it.
  return exif_orientation(reinterpret_cast<const uint8_t *>(exif.data()), exif.size());
}

/// A few bytes can encode any number of equal pixels, and decoding them would take gigabytes. No
/// photo is that small: encoders need at least 16 KB even for 64 million pixels of one colour.
bool is_implausible(int64_t pixels, size_t count) {
  return pixels > int64_t(1) << 26 && int64_t(count) < pixels / 4096;
}

class Webp final : public Picture {
 public:
  Webp(Bytes given, Damaged wanted) : Picture(wanted), bytes(std::move(given)) {
    if (bytes.size() < 20) throw Failure(VISION_TRUNCATED, "the WebP ends within its header");
    if (int64_t(little_endian(&bytes[4])) + 8 > int64_t(bytes.size())) {
      lose(Failure(VISION_TRUNCATED, "the WebP is shorter than its header says"));
    }
    orientation = orientation_of(bytes);
    WebPBitstreamFeatures features = read_features();
    if (features.has_animation != 0) {
      WebpFrame frame = first_frame(bytes);
      bytes = std::move(frame.bytes);
      pictures = frame.frames;
      features = read_features();
      size = frame.canvas;
      area = cv::Rect(frame.offset, cv::Size(features.width, features.height));
    } else {
      size = cv::Size(features.width, features.height);
      area = cv::Rect({0, 0}, size);
    }
    check_size(size.width, size.height);
    if (features.has_animation != 0 || (area & cv::Rect({0, 0}, size)) != area) {
      throw Failure(VISION_TRUNCATED, "the WebP is damaged: its first frame makes no sense");
    }
    if (is_implausible(int64_t(size.width) * size.height, bytes.size())) {
      throw Failure(VISION_TRUNCATED, "the WebP is far too short for the size it declares");
    }
    has_alpha = features.has_alpha != 0;
  }

  cv::Mat decode(Channels channels, int) const override {
    cv::Mat pixels = new_pixels(size, channels);
    if (area.size() != size) pixels.setTo(cv::Scalar::all(255));
    cv::Mat own = pixels(area);
    if (channels == Channels::colour && !has_alpha) {
      decode_into(own, MODE_BGR);
      return pixels;
    }
    const Samples samples = has_alpha ? Samples::rgb_alpha : Samples::rgb;
    cv::Mat stored(area.size(), CV_8UC(int(samples)));
    decode_into(stored, has_alpha ? MODE_RGBA : MODE_RGB);
    for (int y = 0; y < area.height; y++) {
      convert_row(stored.ptr(y), samples, area.width, channels, own.ptr(y));
    }
    return pixels;
  }

 private:
  Bytes bytes;
  /// The part of the picture that the coded bytes cover.
  cv::Rect area;
  bool has_alpha;

  WebPBitstreamFeatures read_features() const {
    WebPBitstreamFeatures features;
    const VP8StatusCode status = WebPGetFeatures(bytes.data(), bytes.size(), &features);
    if (status != VP8_STATUS_OK) fail(status);
    return features;
  }

  void decode_into(cv::Mat &pixels, WEBP_CSP_MODE mode) const {
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0) {
      throw Failure(VISION_INTERNAL, "the installed libwebp does not match its headers");
    }
    config.output.colorspace = mode;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = pixels.data;
    config.output.u.RGBA.stride = int(pixels.step[0]);
    config.output.u.RGBA.size =
        pixels.step[0] * size_t(pixels.rows - 1) + pixels.elemSize() * size_t(pixels.cols);
    const VP8StatusCode status = WebPDecode(bytes.data(), bytes.size(), &config);
    WebPFreeDecBuffer(&config.output);
    if (status == VP8_STATUS_OK) return;
    if (status == VP8_STATUS_OUT_OF_MEMORY) fail(status);
    lose(Failure(VISION_TRUNCATED, "the WebP ends early or is damaged"));
    decode_rows_into(pixels, config);
  }

  /// Decodes as many rows as the file has.
  void decode_rows_into(cv::Mat &pixels, WebPDecoderConfig &config) const {
    pixels.setTo(cv::Scalar(missing_sample, missing_sample, missing_sample, 255));
    const std::unique_ptr<WebPIDecoder, decltype(&WebPIDelete)> decoder(
        WebPIDecode(nullptr, 0, &config), WebPIDelete);
    if (!decoder) throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
    WebPIUpdate(decoder.get(), bytes.data(), bytes.size());
    int rows = 0;
    WebPIDecodedArea(decoder.get(), nullptr, nullptr, nullptr, &rows);
    if (rows <= 0) throw Failure(VISION_TRUNCATED, "the WebP ends early or is damaged");
  }

  [[noreturn]] static void fail(VP8StatusCode status) {
    switch (status) {
      case VP8_STATUS_OUT_OF_MEMORY:
        throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
      case VP8_STATUS_UNSUPPORTED_FEATURE:
        throw Failure(VISION_UNSUPPORTED, "this kind of WebP is not supported");
      default:
        throw Failure(VISION_TRUNCATED, "the WebP ends early or is damaged");
    }
  }
};

}  // namespace

std::unique_ptr<Picture> open_webp(Bytes bytes, Damaged damaged) {
  return std::make_unique<Webp>(std::move(bytes), damaged);
}

}  // namespace vision
