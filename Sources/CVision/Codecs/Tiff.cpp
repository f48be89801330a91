/// TIFF by libtiff: what can be told from the directory is decided before a byte is decoded.
#include <algorithm>
#include <memory>
#include <vector>

#include "Failure.hpp"
#include "Picture.hpp"
#include "TiffDirectory.hpp"
#include "TiffHandle.hpp"
#include "TiffIntegrity.hpp"
#include "TiffLayout.hpp"
#include "TiffSamples.hpp"

namespace vision {

namespace {

/// Strips are decoded whole up to this many bytes, larger ones row by row.
constexpr int64_t strip_limit = 16 << 20;
/// What is in memory beside the pixels.
constexpr int64_t row_limit = 64 << 20, tile_limit = 128 << 20;
/// Strips and tiles that any photo has room for.
constexpr uint32_t chunk_count_limit = 1 << 20;

/// Decodes the page, strip by strip or tile by tile.
class TiffDecoder {
 public:
  TiffDecoder(const Bytes &bytes, cv::Size size, Channels channels)
      : bytes(bytes), handle(bytes), layout(read_layout(handle)), samples(layout, channels),
        size(size), channels(channels) {
    is_tiled = TIFFIsTiled(handle.get()) != 0;
    uint32_t width = 0, rows = 0;
    if (is_tiled) {
      width = handle.value<uint32_t>(TIFFTAG_TILEWIDTH);
      rows = handle.value<uint32_t>(TIFFTAG_TILELENGTH);
    } else {
      width = uint32_t(size.width);
      rows = std::min(handle.value<uint32_t>(TIFFTAG_ROWSPERSTRIP), uint32_t(size.height));
    }
    planes = layout.planar ? layout.samples : 1;
    compression = handle.value<uint16_t>(TIFFTAG_COMPRESSION);
    check_chunks(width, rows);
    chunk = cv::Size(int(width), int(rows));
  }

  cv::Mat decode() {
    check_integrity();
    cv::Mat pixels = new_pixels(size, channels);
    if (!is_tiled && !layout.shares_chroma() && chunk_bytes * planes > strip_limit) {
      decode_by_rows(pixels);
    } else {
      decode_by_chunks(pixels);
    }
    return pixels;
  }

 private:
  using Buffers = std::vector<std::vector<uint8_t>>;

  const Bytes &bytes;
  TiffHandle handle;
  TiffLayout layout;
  TiffSamples samples;
  cv::Size size, chunk;
  Channels channels;
  bool is_tiled;
  int planes, compression;
  int64_t chunk_bytes, row_bytes;

  /// What is decoded is about the size of the picture, and its coded bytes are read about once.
  void check_chunks(uint32_t width, uint32_t rows) {
    TIFF *tiff = handle.get();
    const uint32_t count = is_tiled ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);
    if (handle.value<uint32_t>(TIFFTAG_IMAGEWIDTH) != uint32_t(size.width) ||
        handle.value<uint32_t>(TIFFTAG_IMAGELENGTH) != uint32_t(size.height) || width == 0 ||
        rows == 0 || count == 0) {
      handle.fail();
    }
    const int64_t enough = 4 * int64_t(size.width) * size.height + (4 << 20);
    if (count > chunk_count_limit || int64_t(width) * rows > enough * planes / count) {
      throw Failure(VISION_TOO_LARGE, "the TIFF has more or larger strips or tiles than it needs");
    }
    chunk_bytes = is_tiled ? TIFFTileSize64(tiff) : TIFFStripSize64(tiff);
    row_bytes = is_tiled ? TIFFTileRowSize64(tiff) : TIFFScanlineSize64(tiff);
    if (chunk_bytes <= 0 || row_bytes <= 0) handle.fail();
    if (row_bytes * planes > row_limit || (is_tiled && chunk_bytes * planes > tile_limit)) {
      throw Failure(VISION_TOO_LARGE, "the rows or tiles of the TIFF have too many bytes");
    }
    uint64_t coded = 0;
    for (uint32_t i = 0; i < count; i++) coded += TIFFGetStrileByteCount(tiff, i);
    if (coded / 4 > bytes.size()) {
      throw Failure(VISION_TRUNCATED, "the TIFF is shorter than its strips or tiles");
    }
  }

  void check_integrity() const {
    TIFF *tiff = handle.get();
    if (handle.value<uint16_t>(TIFFTAG_FILLORDER) != FILLORDER_MSB2LSB) return;
    const uint32_t count = is_tiled ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);
    const uint32_t each = std::max<uint32_t>(count / uint32_t(planes), 1);
    for (uint32_t i = 0; i < count; i++) {
      const uint64_t offset = TIFFGetStrileOffset(tiff, i), coded = TIFFGetStrileByteCount(tiff, i);
      if (offset > bytes.size() || coded > bytes.size() - offset) {
        throw Failure(VISION_TRUNCATED, "the TIFF is shorter than its strips or tiles");
      }
      const int left = size.height - int(i % each) * chunk.height;
      const uint64_t full = uint64_t(chunk_bytes);
      const bool is_last = !is_tiled && left < chunk.height;
      const uint64_t needed = is_last ? TIFFVStripSize64(tiff, uint32_t(left)) : full;
      if (is_damaged(compression, bytes.data() + offset, coded, {needed, full})) {
        throw Failure(VISION_TRUNCATED, "the TIFF is damaged: a strip or tile has other contents");
      }
    }
  }

  /// One buffer for each plane.
  Buffers make_buffers(int64_t count) const {
    const std::vector<uint8_t> buffer(static_cast<size_t>(count));
    return Buffers(static_cast<size_t>(planes), buffer);
  }

  void decode_by_chunks(cv::Mat &pixels) {
    Buffers buffers = make_buffers(chunk_bytes);
    const cv::Rect whole({0, 0}, size);
    for (int top = 0; top < size.height; top += chunk.height) {
      for (int left = 0; left < size.width; left += chunk.width) {
        const cv::Rect area = cv::Rect({left, top}, chunk) & whole;
        read_chunk(area, buffers);
        convert_chunk(area, buffers, pixels);
      }
    }
  }

  void read_chunk(cv::Rect area, Buffers &buffers) {
    TIFF *tiff = handle.get();
    for (size_t p = 0; p < buffers.size(); p++) {
      const auto x = uint32_t(area.x), y = uint32_t(area.y);
      const auto plane = uint16_t(p);
      void *to = buffers[p].data();
      int64_t count = chunk_bytes, got = 0;
      if (is_tiled) {
        got = TIFFReadEncodedTile(tiff, TIFFComputeTile(tiff, x, y, 0, plane), to, count);
      } else {
        count = TIFFVStripSize64(tiff, uint32_t(area.height));
        got = TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, y, plane), to, count);
      }
      if (got < count) handle.fail();
      handle.check_damage();
    }
  }

  void convert_chunk(cv::Rect area, const Buffers &buffers, cv::Mat &pixels) {
    std::vector<const uint8_t *> rows(buffers.size());
    for (int y = 0; y < area.height; y++) {
      uint8_t *out = pixels.ptr(area.y + y, area.x);
      if (layout.shares_chroma()) {
        samples.convert_shared(buffers[0].data(), chunk.width, y, area.width, out);
        continue;
      }
      for (size_t p = 0; p < rows.size(); p++) rows[p] = buffers[p].data() + y * row_bytes;
      samples.convert(rows.data(), area.width, out);
    }
  }

  /// Each plane has a reader of its own, so that all go on from row to row.
  void decode_by_rows(cv::Mat &pixels) {
    std::vector<std::unique_ptr<TiffHandle>> readers;
    Buffers rows = make_buffers(row_bytes);
    std::vector<const uint8_t *> starts;
    for (size_t p = 0; p < rows.size(); p++) {
      readers.push_back(std::make_unique<TiffHandle>(bytes));
      read_layout(*readers[p]);  // which also says what colours libjpeg gives
      starts.push_back(rows[p].data());
    }
    for (int y = 0; y < size.height; y++) {
      for (size_t p = 0; p < rows.size(); p++) {
        const auto plane = uint16_t(p);
        if (TIFFReadScanline(readers[p]->get(), rows[p].data(), uint32_t(y), plane) != 1) {
          readers[p]->fail();
        }
        readers[p]->check_damage();
      }
      samples.convert(starts.data(), size.width, pixels.ptr(y));
    }
  }
};

class Tiff final : public Picture {
 public:
  explicit Tiff(Bytes given) : bytes(std::move(given)) {
    const TiffPage page = keep_main_page(bytes);
    check_supported(page);
    check_size(page.width, page.height);
    size = cv::Size(int(page.width), int(page.height));
    orientation = page.orientation;
    TiffDecoder(bytes, size, Channels::gray);
  }

  cv::Mat decode(Channels channels, int) const override {
    return TiffDecoder(bytes, size, channels).decode();
  }

 private:
  Bytes bytes;
};

}  // namespace

std::unique_ptr<Picture> open_tiff(Bytes bytes) { return std::make_unique<Tiff>(std::move(bytes)); }

}  // namespace vision
