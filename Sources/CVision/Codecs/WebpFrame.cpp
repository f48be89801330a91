#include "WebpFrame.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "ByteOrder.hpp"
#include "Failure.hpp"

namespace vision {

namespace {

/// Maximum number of chunks to read; an hour of film has fewer frames.
constexpr int chunk_limit = 100000;
constexpr size_t riff_bytes = 12, chunk_header = 8, frame_header = 16, features_bytes = 10;

int number_24(const uint8_t *at) { return at[0] | at[1] << 8 | at[2] << 16; }

struct Chunk {
  std::string_view name;
  size_t at, count;  // offset and size of its contents, up to the end of the file
  size_t next;
};

Chunk chunk_at(const Bytes &bytes, size_t at) {
  const size_t declared = little_endian(&bytes[at + 4]);
  const size_t count = std::min(declared, bytes.size() - at - chunk_header);
  const char *name = reinterpret_cast<const char *>(&bytes[at]);
  return {{name, 4}, at + chunk_header, count, at + chunk_header + count + count % 2};
}

void set_number(uint8_t *at, size_t value, int count) {
  for (int i = 0; i < count; i++, value >>= 8) at[i] = uint8_t(value);
}

/// Makes a still WebP from a frame: a frame holds the same chunks, but without the file header.
Bytes still_picture(const uint8_t *contents, size_t count, cv::Size size) {
  Bytes still(riff_bytes);
  // A still picture with alpha needs an extended header (VP8X).
  if (count >= 4 && std::memcmp(contents, "ALPH", 4) == 0) {
    still.resize(riff_bytes + chunk_header + features_bytes);
    uint8_t *header = &still[riff_bytes];
    std::memcpy(header, "VP8X", 4);
    set_number(header + 4, features_bytes, 4);
    header[8] = 0x10;
    set_number(header + 12, size_t(size.width - 1), 3);
    set_number(header + 15, size_t(size.height - 1), 3);
  }
  still.append(contents, contents + count);
  std::memcpy(&still[0], "RIFF", 4);
  set_number(&still[4], still.size() - chunk_header, 4);
  std::memcpy(&still[8], "WEBP", 4);
  return still;
}

}  // namespace

WebpFrame first_frame(const Bytes &bytes) {
  WebpFrame frame{{}, {}, {}, 0};
  size_t at = riff_bytes;
  for (int i = 0; i < chunk_limit && at + chunk_header <= bytes.size(); i++) {
    const Chunk chunk = chunk_at(bytes, at);
    at = chunk.next;
    const uint8_t *contents = bytes.data() + chunk.at;
    if (chunk.name == "VP8X" && chunk.count >= features_bytes) {
      frame.canvas = cv::Size(number_24(contents + 4) + 1, number_24(contents + 7) + 1);
    }
    if (chunk.name != "ANMF" || chunk.count < frame_header) continue;
    if (frame.frames++ > 0) continue;
    frame.offset = 2 * cv::Point(number_24(contents), number_24(contents + 3));
    const cv::Size size(number_24(contents + 6) + 1, number_24(contents + 9) + 1);
    frame.bytes = still_picture(contents + frame_header, chunk.count - frame_header, size);
  }
  if (frame.frames == 0 || frame.canvas.empty()) {
    throw Failure(VISION_TRUNCATED, "the WebP ends early or is damaged: it has no frame");
  }
  return frame;
}

}  // namespace vision
