/// Decodes JPEG with libjpeg-turbo: sizes from the header, pixels at the full size or, straight
/// from the DCT, at 1/2, 1/4 and (in colour) 1/8.
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <string>

#include <jpeglib.h>
// After jpeglib.h, which it needs.
#include <jerror.h>

#include "Failure.hpp"
#include "JpegLimits.hpp"
#include "Orientation.hpp"
#include "Picture.hpp"
#include "Pixels.hpp"

namespace vision {

namespace {

/// libjpeg reports errors by longjmp, so the functions that call setjmp hold no object with a
/// destructor.
struct Decompressor {
  jpeg_decompress_struct jpeg;
  jpeg_error_mgr errors;
  std::jmp_buf jump;
  char message[JMSG_LENGTH_MAX];
  int message_code;
  bool ended_early, needs_whole, is_damaged;
  /// Whether decoding continues after pixels are lost.
  const bool takes_damaged;
  /// The first EXIF block, within the file's bytes.
  const uint8_t *exif = nullptr;
  size_t exif_bytes = 0;

  explicit Decompressor(bool takes_damaged);
  ~Decompressor() { jpeg_destroy_decompress(&jpeg); }
  Decompressor(const Decompressor &) = delete;
};

Decompressor &owner(j_common_ptr jpeg) { return *static_cast<Decompressor *>(jpeg->client_data); }

[[noreturn]] void leave(j_common_ptr jpeg) {
  Decompressor &self = owner(jpeg);
  self.message_code = jpeg->err->msg_code;
  jpeg->err->format_message(jpeg, self.message);
  std::longjmp(self.jump, 1);
}

void lose(j_common_ptr jpeg) {
  Decompressor &self = owner(jpeg);
  if (!self.takes_damaged) leave(jpeg);
  self.is_damaged = true;
}

/// Warnings that mean lost pixels end the decoding, unless damaged pictures are accepted. The other
/// warnings (unknown markers, a version) do not affect the pixels.
void judge_message(j_common_ptr jpeg, int level) {
  if (level >= 0) return;
  switch (jpeg->err->msg_code) {
    case JWRN_JPEG_EOF:
      // A missing end marker alone is harmless: a single scan had all its rows.
      owner(jpeg).ended_early = true;
      if (owner(jpeg).needs_whole) lose(jpeg);
      break;
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
      lose(jpeg);
      break;
    default:
      break;
  }
}

void say_nothing(j_common_ptr) {}

Decompressor::Decompressor(bool takes_damaged)
    : message_code(0), ended_early(false), needs_whole(false), is_damaged(false),
      takes_damaged(takes_damaged) {
  std::memset(&jpeg, 0, sizeof jpeg);
  jpeg.err = jpeg_std_error(&errors);
  errors.error_exit = leave;
  errors.emit_message = judge_message;
  errors.output_message = say_nothing;
  jpeg.client_data = this;
  message[0] = 0;
}

/// Notes where the first EXIF block is, without copying it. (APP1 segments also carry XMP.)
boolean read_app1(j_decompress_ptr jpeg) {
  Decompressor &self = owner(reinterpret_cast<j_common_ptr>(jpeg));
  jpeg_source_mgr &source = *jpeg->src;
  const uint8_t *segment = source.next_input_byte;
  const size_t left = source.bytes_in_buffer;
  const size_t count = left < 2 ? 2 : size_t(segment[0] << 8 | segment[1]);
  if (count < 2) ERREXIT(jpeg, JERR_BAD_LENGTH);
  const bool is_whole = count >= 8 && count <= left;
  if (self.exif == nullptr && is_whole && std::memcmp(segment + 2, "Exif\0\0", 6) == 0) {
    self.exif = segment + 2;
    self.exif_bytes = count - 2;
  }
  source.skip_input_data(jpeg, long(count));
  return TRUE;
}

/// Reads the first `count` bytes. False at a jump.
bool read_header(Decompressor &self, const Bytes &bytes, size_t count) {
  if (setjmp(self.jump) != 0) return false;
  jpeg_create_decompress(&self.jpeg);
  jpeg_mem_src(&self.jpeg, bytes.data(), static_cast<unsigned long>(count));
  jpeg_set_marker_processor(&self.jpeg, JPEG_APP0 + 1, read_app1);
  jpeg_read_header(&self.jpeg, TRUE);
  // Only in a single Huffman-coded scan does the decoder notice by itself that pixels are missing.
  self.needs_whole = jpeg_has_multiple_scans(&self.jpeg) || self.jpeg.arith_code;
  return true;
}

bool start(Decompressor &self, J_COLOR_SPACE space, int reduction) {
  if (setjmp(self.jump) != 0) return false;
  self.jpeg.out_color_space = space;
  self.jpeg.scale_num = 1;
  self.jpeg.scale_denom = static_cast<unsigned>(reduction);
  jpeg_start_decompress(&self.jpeg);
  return true;
}

/// Reads the next rows; returns false at a jump.
bool read_rows(Decompressor &self, uint8_t *row, size_t row_bytes, int count) {
  if (setjmp(self.jump) != 0) return false;
  for (int y = 0; y < count; y++) {
    JSAMPROW next = row + row_bytes * size_t(y);
    jpeg_read_scanlines(&self.jpeg, &next, 1);
  }
  return true;
}

[[noreturn]] void fail(const Decompressor &self, bool in_header) {
  const std::string reason = self.message;
  switch (self.message_code) {
    case JERR_OUT_OF_MEMORY:
      throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
    case JERR_IMAGE_TOO_BIG:
    case JERR_WIDTH_OVERFLOW:
      throw Failure(VISION_TOO_LARGE, reason);
    case JERR_CONVERSION_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_COMPONENT_COUNT:
    case JERR_SOF_UNSUPPORTED:
    case JERR_FRACT_SAMPLE_NOTIMPL:
      throw Failure(VISION_UNSUPPORTED, "this kind of JPEG is not supported: " + reason);
    default:
      break;
  }
  if (in_header && !self.ended_early) {
    throw Failure(VISION_NOT_A_PHOTO, "not a JPEG picture: " + reason);
  }
  throw Failure(
      in_header || self.takes_damaged ? VISION_TRUNCATED : VISION_DAMAGED,
      "the JPEG ends early or is damaged: " + reason);
}

class Jpeg final : public Picture {
 public:
  Jpeg(Bytes given, Damaged damaged) : Picture(damaged), bytes(std::move(given)) {
    Decompressor header(takes_damaged);
    if (!read_header(header, bytes, bytes.size())) fail(header, true);
    check_size(header.jpeg.image_width, header.jpeg.image_height);
    check_jpeg_work(header.jpeg, bytes);
    size = cv::Size(int(header.jpeg.image_width), int(header.jpeg.image_height));
    orientation = exif_orientation(header.exif, header.exif_bytes);
  }

  /// Gray pixels are needed twice: small for finding faces, larger for their points. Nearly all of
  /// the decoding time goes into the Huffman codes, whatever the size, so one decoding at 1/2
  /// serves both; 1/4 is enough where it still has as many pixels as a 12-megapixel photo at 1/2.
  /// Only small faces in large photos need a second decoding.
  int maximum_reduction(Channels channels) const override {
    if (channels == Channels::colour) return 8;
    return std::max(size.width, size.height) >= 8000 ? 4 : 2;
  }

  cv::Mat decode(Channels channels, int reduction) const override {
    cv::Mat pixels;
    size_t good = bytes.size();
    {
      Decompressor self(takes_damaged);
      if (decode_into(self, good, channels, reduction, pixels)) return pixels;
      good -= self.jpeg.src == nullptr ? good : self.jpeg.src->bytes_in_buffer;
      if (!takes_damaged || good == 0) fail(self, false);
    }
    // Decodes again, but only the bytes before the error; the decoder fills in the rest.
    damaged = true;
    Decompressor self(takes_damaged);
    if (!decode_into(self, good, channels, reduction, pixels)) fail(self, false);
    return pixels;
  }

 private:
  const Bytes bytes;

  /// Decodes the first `count` bytes. False at a jump.
  bool decode_into(
      Decompressor &self, size_t count, Channels channels, int reduction, cv::Mat &pixels) const {
    if (!read_header(self, bytes, count)) return false;
    check_jpeg_memory(self.jpeg, channels, reduction);
    const bool inks = self.jpeg.num_components == 4;
    const J_COLOR_SPACE space = inks                         ? JCS_CMYK
                                : channels == Channels::gray ? JCS_GRAYSCALE
                                                             : JCS_EXT_BGR;
    if (!start(self, space, reduction)) return false;
    const int width = int(self.jpeg.output_width), height = int(self.jpeg.output_height);
    if (pixels.empty()) pixels = new_pixels(cv::Size(width, height), channels);
    if (!(inks ? read_inks(self, channels, pixels)
               : read_rows(self, pixels.data, pixels.step, height))) {
      return false;
    }
    damaged = damaged || self.is_damaged;
    return true;
  }

  static bool read_inks(Decompressor &self, Channels channels, cv::Mat &pixels) {
    Bytes inks(4 * size_t(pixels.cols));
    for (int y = 0; y < pixels.rows; y++) {
      if (!read_rows(self, inks.data(), 0, 1)) return false;
      convert_inks(
          inks.data(), self.jpeg.saw_Adobe_marker, pixels.cols, channels, pixels.ptr(y));
    }
    return true;
  }
};

}  // namespace

std::unique_ptr<Picture> open_jpeg(Bytes bytes, Damaged damaged) {
  return std::make_unique<Jpeg>(std::move(bytes), damaged);
}

}  // namespace vision
