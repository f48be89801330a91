/// Runs the reader of one FORMAT (or of any): header, then pixels at full size and at the smallest
/// size that the reader itself makes, in colour and in gray; for every second file also the remains
/// of a damaged one. Results must have the size given by the header.
#include <zlib.h>

#include "Formats.hpp"
#include "Fuzz.hpp"
#include "Picture.hpp"

namespace {

/// Larger pictures are left out: they cost time without reaching other code.
constexpr int64_t pixel_limit = 1 << 16;

void decode(const vision::Picture &picture, vision::Channels channels, int reduction) {
  fuzz::answered([&] {
    const cv::Mat pixels = picture.decode(channels, reduction);
    const cv::Size size = picture.size;
    const cv::Size told((size.width + reduction - 1) / reduction,
                        (size.height + reduction - 1) / reduction);
    if (pixels.size() != told || pixels.channels() != int(channels)) __builtin_trap();
    // Checks that every byte was written and may be read.
    unsigned sum = 0;
    for (int y = 0; y < pixels.rows; y++) {
      const uint8_t *row = pixels.ptr(y);
      for (int x = 0; x < pixels.cols * pixels.channels(); x++) sum += row[x];
    }
    volatile unsigned seen = sum;
    (void)seen;
  });
}

/// Corrects the checksums of a PNG's chunks, so that the code after the check is reached.
void set_sums(vision::Bytes &bytes) {
  static constexpr uint8_t signature[] = {0x89, 'P', 'N', 'G'};
  if (bytes.size() < 8 || !std::equal(signature, signature + 4, bytes.data())) return;
  for (size_t at = 8; at + 12 <= bytes.size();) {
    const uint8_t *chunk = bytes.data() + at;
    const size_t length = size_t(chunk[0]) << 24 | chunk[1] << 16 | chunk[2] << 8 | chunk[3];
    if (length > bytes.size() - at - 12) return;
    const auto sum = uint32_t(crc32(0, chunk + 4, uInt(length + 4)));
    for (size_t i = 0; i < 4; i++) bytes[at + 8 + length + i] = uint8_t(sum >> (24 - 8 * i));
    at += 12 + length;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count) {
  if (count == 0) return 0;
  fuzz::answered([&] {
    vision::Bytes bytes(data, data + count);
#ifdef FORMAT
    if (vision::recognise(bytes).format != vision::Format::FORMAT) return;
#endif
    if (data[count - 1] % 4 != 0) set_sums(bytes);
    const auto damaged =
        data[count / 2] % 2 != 0 ? vision::Damaged::taken : vision::Damaged::refused;
    const auto picture = vision::open_picture(std::move(bytes), damaged);
    const int orientation = picture->orientation;
    if (orientation < 1 || orientation > 8) __builtin_trap();
    if (picture->size.width < 1 || picture->size.height < 1) __builtin_trap();
    if (int64_t(picture->size.width) * picture->size.height > pixel_limit) return;
    for (const auto channels : {vision::Channels::gray, vision::Channels::colour}) {
      decode(*picture, channels, 1);
      if (const int most = picture->maximum_reduction(channels); most > 1) {
        decode(*picture, channels, most);
      }
    }
  });
  return 0;
}
