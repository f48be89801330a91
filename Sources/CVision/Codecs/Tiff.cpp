/// Decodes TIFF with libtiff. Everything that the directory can reveal is checked before a byte is
/// decoded.
#include "Failure.hpp"
#include "Picture.hpp"
#include "TiffDecoder.hpp"
#include "TiffDirectory.hpp"
#include "TiffLayout.hpp"

namespace vision {

namespace {

class Tiff final : public Picture {
 public:
  Tiff(Bytes given, Damaged wanted) : Picture(wanted), bytes(std::move(given)) {
    const size_t given_bytes = bytes.size();
    // Many programs write the lists of strips at the end of the file; padding keeps a cut-off list
    // readable.
    if (takes_damaged) bytes.resize(given_bytes + 4096);
    const TiffPage page = keep_main_page(bytes);
    damaged = page.end > given_bytes;
    check_supported(page);
    check_size(page.width, page.height);
    size = cv::Size(int(page.width), int(page.height));
    orientation = page.orientation;
    pictures = page.count;
    const TiffDecoder decoder(bytes, size, Channels::gray, takes_damaged);
    if (takes_damaged) {
      fill_up_chunks(given_bytes, decoder.needed_bytes(), decoder.is_jpeg());
    }
  }

  cv::Mat decode(Channels channels, int) const override {
    TiffDecoder decoder(bytes, size, channels, takes_damaged);
    cv::Mat pixels = decoder.decode();
    damaged = damaged || decoder.is_damaged;
    return pixels;
  }

 private:
  Bytes bytes;

  /// Pads the file to the end of its last strip or tile, because libtiff decodes none that extends
  /// beyond the file.
  void fill_up_chunks(size_t end, uint64_t needed, bool is_jpeg) {
    if (needed <= end || !fill_up(bytes, needed)) return;
    damaged = true;
    if (is_jpeg && needed - end >= 2) {
      // The end-of-image marker: libjpeg fills in what is missing before it.
      bytes[end] = 0xFF;
      bytes[end + 1] = 0xD9;
    }
  }
};

}  // namespace

std::unique_ptr<Picture> open_tiff(Bytes bytes, Damaged damaged) {
  return std::make_unique<Tiff>(std::move(bytes), damaged);
}

}  // namespace vision
