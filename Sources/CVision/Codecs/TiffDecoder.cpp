#include "TiffDecoder.hpp"

#include <algorithm>
#include <memory>

#include "Failure.hpp"
#include "TiffIntegrity.hpp"

namespace vision {

namespace {

/// Strips of up to this many bytes are decoded at once, larger ones row by row.
constexpr int64_t strip_limit = 16 << 20;
/// Maximum bytes of a row and of a tile, which are in memory beside the pixels.
constexpr int64_t row_limit = 64 << 20, tile_limit = 128 << 20;
/// Maximum number of strips or tiles; no photo has more.
constexpr uint32_t chunk_count_limit = 1 << 20;

}  // namespace

TiffDecoder::TiffDecoder(const Bytes &bytes, cv::Size size, Channels channels, bool takes_damaged)
    : bytes(bytes), handle(bytes), layout(read_layout(handle)), samples(layout, channels),
      size(size), channels(channels), takes_damaged(takes_damaged) {
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

uint64_t TiffDecoder::needed_bytes() const {
  TIFF *tiff = handle.get();
  const uint32_t count = is_tiled ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);
  uint64_t needed = 0;
  for (uint32_t i = 0; i < count; i++) {
    const uint64_t offset = TIFFGetStrileOffset(tiff, i);
    if (offset < bytes.size()) {
      needed = std::max(needed, offset + TIFFGetStrileByteCount(tiff, i));
    }
  }
  return needed;
}

cv::Mat TiffDecoder::decode() {
  check_integrity();
  cv::Mat pixels = new_pixels(size, channels);
  if (!is_tiled && !layout.shares_chroma() && chunk_bytes * planes > strip_limit) {
    decode_by_rows(pixels);
  } else {
    decode_by_chunks(pixels);
  }
  return pixels;
}

/// Makes sure that about as many pixels are decoded as the picture has, and that its coded bytes
/// are read about once.
void TiffDecoder::check_chunks(uint32_t width, uint32_t rows) {
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
    throw Failure(VISION_TOO_LARGE, "the rows or tiles of the TIFF are too large");
  }
  uint64_t coded = 0;
  for (uint32_t i = 0; i < count; i++) coded += TIFFGetStrileByteCount(tiff, i);
  if (coded / 4 > bytes.size()) {
    throw Failure(VISION_TRUNCATED, "the TIFF is shorter than its strips or tiles");
  }
}

/// Reports lost pixels: throws the failure, or only notes it where damaged pictures are accepted.
void TiffDecoder::lose(const char *why) {
  if (!takes_damaged) throw Failure(VISION_DAMAGED, why);
  is_damaged = true;
}
void TiffDecoder::lose(TiffHandle &reader) {
  if (!takes_damaged) reader.fail();
  reader.forget_damage();
  is_damaged = true;
}

void TiffDecoder::check_integrity() {
  TIFF *tiff = handle.get();
  if (handle.value<uint16_t>(TIFFTAG_FILLORDER) != FILLORDER_MSB2LSB) return;
  const uint32_t count = is_tiled ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);
  const uint32_t each = std::max<uint32_t>(count / uint32_t(planes), 1);
  for (uint32_t i = 0; i < count; i++) {
    const uint64_t offset = TIFFGetStrileOffset(tiff, i), coded = TIFFGetStrileByteCount(tiff, i);
    if (offset > bytes.size() || coded > bytes.size() - offset) {
      lose("the TIFF is shorter than its strips or tiles");
      continue;
    }
    const int left = size.height - int(i % each) * chunk.height;
    const uint64_t full = uint64_t(chunk_bytes);
    const bool is_last = !is_tiled && left < chunk.height;
    const uint64_t needed = is_last ? TIFFVStripSize64(tiff, uint32_t(left)) : full;
    if (vision::is_damaged(compression, bytes.data() + offset, coded, {needed, full})) {
      lose("the TIFF is damaged: a strip or tile decodes to wrong bytes");
    }
  }
}

/// Makes one buffer per plane.
TiffDecoder::Buffers TiffDecoder::make_buffers(int64_t count) const {
  const std::vector<uint8_t> buffer(static_cast<size_t>(count));
  return Buffers(static_cast<size_t>(planes), buffer);
}

void TiffDecoder::decode_by_chunks(cv::Mat &pixels) {
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

/// libtiff 4.7 and later zeroes the samples that it could not decode; makes them gray instead.
static void fill_where_empty(std::vector<uint8_t> &samples) {
  const bool is_empty =
      std::all_of(samples.begin(), samples.end(), [](uint8_t sample) { return sample == 0; });
  if (is_empty) std::fill(samples.begin(), samples.end(), missing_sample);
}

void TiffDecoder::read_chunk(cv::Rect area, Buffers &buffers) {
  TIFF *tiff = handle.get();
  for (size_t p = 0; p < buffers.size(); p++) {
    const auto x = uint32_t(area.x), y = uint32_t(area.y);
    const auto plane = uint16_t(p);
    void *to = buffers[p].data();
    int64_t count = chunk_bytes, got = 0;
    if (takes_damaged) std::fill(buffers[p].begin(), buffers[p].end(), missing_sample);
    if (is_tiled) {
      got = TIFFReadEncodedTile(tiff, TIFFComputeTile(tiff, x, y, 0, plane), to, count);
    } else {
      count = TIFFVStripSize64(tiff, uint32_t(area.height));
      got = TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, y, plane), to, count);
    }
    if (got < 0 && takes_damaged) fill_where_empty(buffers[p]);
    if (got < count || handle.has_damage()) lose(handle);
  }
}

void TiffDecoder::convert_chunk(cv::Rect area, const Buffers &buffers, cv::Mat &pixels) {
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

/// Each plane has its own reader, so that all planes can be read row by row side by side.
void TiffDecoder::decode_by_rows(cv::Mat &pixels) {
  std::vector<std::unique_ptr<TiffHandle>> readers;
  Buffers rows = make_buffers(row_bytes);
  std::vector<const uint8_t *> starts;
  for (size_t p = 0; p < rows.size(); p++) {
    readers.push_back(std::make_unique<TiffHandle>(bytes));
    read_layout(*readers[p]);  // also sets the colours that libjpeg returns
    starts.push_back(rows[p].data());
  }
  for (int y = 0; y < size.height; y++) {
    for (size_t p = 0; p < rows.size(); p++) {
      TiffHandle &reader = *readers[p];
      if (takes_damaged) std::fill(rows[p].begin(), rows[p].end(), missing_sample);
      const auto row = uint32_t(y);
      const int got = TIFFReadScanline(reader.get(), rows[p].data(), row, uint16_t(p));
      if (got != 1 && takes_damaged) fill_where_empty(rows[p]);
      if (got != 1 || reader.has_damage()) lose(reader);
    }
    samples.convert(starts.data(), size.width, pixels.ptr(y));
  }
}

}  // namespace vision
