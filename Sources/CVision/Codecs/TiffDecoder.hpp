/// Decodes a TIFF's only page, strip by strip or tile by tile.
#pragma once

#include <vector>

#include "Picture.hpp"
#include "TiffHandle.hpp"
#include "TiffLayout.hpp"
#include "TiffSamples.hpp"

namespace vision {

class TiffDecoder {
 public:
  /// The bytes must outlive it. Throws Failure if the strips or tiles do not fit the picture's
  /// size.
  TiffDecoder(const Bytes &bytes, cv::Size size, Channels channels, bool takes_damaged);

  /// Whether `decode` has lost pixels.
  bool is_damaged = false;

  /// The number of bytes that the file needs to hold every strip and tile that starts inside it.
  uint64_t needed_bytes() const;
  bool is_jpeg() const { return compression == COMPRESSION_JPEG; }

  /// Throws VISION_DAMAGED if pixels are lost, unless damaged pictures are accepted.
  cv::Mat decode();

 private:
  using Buffers = std::vector<std::vector<uint8_t>>;

  const Bytes &bytes;
  TiffHandle handle;
  TiffLayout layout;
  TiffSamples samples;
  cv::Size size, chunk;
  Channels channels;
  bool takes_damaged, is_tiled;
  int planes, compression;
  int64_t chunk_bytes, row_bytes;

  void check_chunks(uint32_t width, uint32_t rows);
  void lose(const char *why);
  void lose(TiffHandle &reader);
  void check_integrity();
  Buffers make_buffers(int64_t count) const;
  void decode_by_chunks(cv::Mat &pixels);
  void read_chunk(cv::Rect area, Buffers &buffers);
  void convert_chunk(cv::Rect area, const Buffers &buffers, cv::Mat &pixels);
  void decode_by_rows(cv::Mat &pixels);
};

}  // namespace vision
