/// WebP and TIFF by OpenCV's decoders, which also turn them upright.
#include <opencv2/imgcodecs.hpp>

#include "Failure.hpp"
#include "HeaderSizes.hpp"
#include "ImageCodecs.hpp"
#include "Picture.hpp"

namespace vision {

namespace {

class OtherPicture final : public Picture {
 public:
  explicit OtherPicture(Bytes given) : bytes(std::move(given)) {
    const auto header = header_size(bytes);
    if (header) {
      check_size(header->width, header->height);
      if (header->truncated) throw Failure(VISION_TRUNCATED, "the file is shorter than its header says");
    }
    prepare_opencv();
    // The upright size is known only from the decoded picture, so gray is decoded now and kept for the first use.
    gray = decode_by_opencv(bytes, cv::IMREAD_GRAYSCALE);
    if (gray.empty() && header) fail();
    if (gray.empty()) throw Failure(VISION_NOT_A_PHOTO, "the contents are no picture that can be read");
    if (gray.type() != CV_8UC1) throw Failure(VISION_UNSUPPORTED, "pixels stored as fractions are not supported");
    check_size(gray.cols, gray.rows);
    size = gray.size();
  }

  cv::Mat decode(Channels channels, int) const override {
    if (channels == Channels::gray) return gray;
    cv::Mat colour = decode_by_opencv(bytes, cv::IMREAD_COLOR);
    if (colour.empty()) fail();
    return colour;
  }

 private:
  Bytes bytes;
  cv::Mat gray;

  [[noreturn]] static void fail() {
    throw Failure(VISION_TRUNCATED, "the picture is damaged, or stored in a way that is not supported");
  }
};

}  // namespace

// Each goes when it has a reader of its own.
std::unique_ptr<Picture> open_webp(Bytes bytes) {
  return std::make_unique<OtherPicture>(std::move(bytes));
}
std::unique_ptr<Picture> open_tiff(Bytes bytes) {
  return std::make_unique<OtherPicture>(std::move(bytes));
}

}  // namespace vision
