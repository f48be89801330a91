#include "JpegLimits.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "Failure.hpp"

namespace vision {

namespace {

/// A scan of a few bytes can make the decoder visit every block of the picture, at 0.06 µs per
/// block. Programs that save photos write about twenty scans at most.
constexpr int64_t scans_always = 24, scans_at_most = 1000;
constexpr int64_t block_visits = int64_t(1) << 24;
/// Arithmetic decoding can continue without further bytes, at up to 2 µs per block.
constexpr int64_t arithmetic_block_visits = int64_t(1) << 19;

/// Number of blocks of 8 × 8 coefficients in all components.
int64_t block_count(const jpeg_decompress_struct &jpeg) {
  int64_t count = 0;
  for (int i = 0; i < jpeg.num_components; i++) {
    const jpeg_component_info &component = jpeg.comp_info[i];
    count += int64_t(component.width_in_blocks) * component.height_in_blocks;
  }
  return count;
}

/// Counts the headers of scans: a marker, then a length of 8, 10, 12 or 14. Coded pixels cannot
/// contain that sequence, but embedded previews can, so the count is an upper bound on the scans
/// that the decoder will meet.
int64_t scan_count(const Bytes &bytes) {
  int64_t count = 0;
  const uint8_t *at = bytes.data(), *end = at + bytes.size();
  while (at < end) {
    at = static_cast<const uint8_t *>(std::memchr(at, 0xFF, size_t(end - at)));
    if (at == nullptr || end - at < 4) break;
    at++;
    if (at[0] == 0xDA && at[1] == 0 && at[2] >= 8 && at[2] <= 14) count++;
  }
  return count;
}

}  // namespace

void check_jpeg_work(jpeg_decompress_struct &jpeg, const Bytes &bytes) {
  const int64_t blocks = block_count(jpeg);
  const bool is_several = jpeg_has_multiple_scans(&jpeg);
  const int64_t scans = is_several ? scan_count(bytes) : 1;
  if (jpeg.arith_code) {
    if (blocks * scans > arithmetic_block_visits) {
      throw Failure(VISION_TOO_LARGE, "the JPEG has too many pixels for its arithmetic coding");
    }
    return;
  }
  // The shortest code is one bit. A block has at least one code, or two where everything is in one
  // scan.
  if (blocks * (jpeg.progressive_mode ? 1 : 2) > 8 * int64_t(bytes.size())) {
    throw Failure(VISION_TRUNCATED, "the JPEG ends early: it is too short for its pixels");
  }
  const int64_t limit = std::clamp(block_visits / blocks, scans_always, scans_at_most);
  if (is_several && scans > limit) {
    const std::string found = std::to_string(scans), allowed = std::to_string(limit);
    throw Failure(
        VISION_TOO_LARGE, "the JPEG has " + found + " scans; for its size the limit is " + allowed);
  }
}

void check_jpeg_memory(jpeg_decompress_struct &jpeg, Channels channels, int reduction) {
  if (!jpeg_has_multiple_scans(&jpeg)) return;
  const int64_t pixels = int64_t(jpeg.image_width) * jpeg.image_height;
  const int64_t coefficients = block_count(jpeg) * int64_t(sizeof(JBLOCK));
  const int64_t decoded = pixels / reduction / reduction * int(channels);
  if (coefficients + decoded > 6 * pixels + (int64_t(1) << 28)) {
    throw Failure(VISION_TOO_LARGE, "the JPEG has too many pixels for its progressive coding");
  }
}

}  // namespace vision
