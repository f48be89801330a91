/// The work of a decoder process. Whatever it is given, it either answers or dies.
#include <algorithm>
#include <cstring>

#include "CVisionDecoders.h"
#include "Failure.hpp"
#include "Formats.hpp"
#include "Picture.hpp"

namespace vision {

namespace {

/// The open photo; a decoder has one at a time.
std::unique_ptr<Picture> current;

void open(const uint8_t *memory, size_t count, Damaged damaged, vision_decoder_answer &answer) {
  current.reset();
  // No copy is needed: the program writes to this memory only while no request is pending.
  Bytes bytes = Bytes::view(memory, count);
  if (answer.decoder == VISION_PLAIN_DECODER && recognise(bytes).format == Format::heif) {
    answer.decoder = VISION_PREPARED_DECODER;
    return;
  }
  current = open_picture(std::move(bytes), damaged);
  answer.width = current->size.width;
  answer.height = current->size.height;
  answer.orientation = current->orientation;
  answer.gray_reduction = current->maximum_reduction(Channels::gray);
  answer.colour_reduction = current->maximum_reduction(Channels::colour);
  answer.pictures = current->pictures;
}

void decode(const vision_decoder_request &request, uint8_t *target, size_t capacity) {
  // The process that had opened the photo has died, and this one has replaced it.
  if (!current) throw Failure(VISION_INTERNAL, "the decoder has no photo");
  const PixelTarget pixel_target(target, capacity);
  const cv::Mat pixels = current->decode(
      request.channels == 1 ? Channels::gray : Channels::colour, request.reduction);
  if (pixels.data == target) return;
  const size_t row = pixels.elemSize() * size_t(pixels.cols);
  if (row * size_t(pixels.rows) > capacity) {
    throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
  }
  for (int y = 0; y < pixels.rows; y++) std::memcpy(target + row * size_t(y), pixels.ptr(y), row);
}

/// `decoder`: the kind of this process.
void work(
    int decoder, uint8_t *memory, size_t capacity, const uint8_t *request_bytes,
    uint8_t *answer_bytes) {
  // Decoders use only OpenCV's matrices. prepare_opencv is not called, because looking for OpenCV's
  // threads would load libraries.
  static const bool is_prepared = (keep_memory(), true);
  (void)is_prepared;
  vision_decoder_request request;
  std::memcpy(&request, request_bytes, sizeof request);
  vision_decoder_answer answer{};
  answer.decoder = decoder;
  vision_failure failure{};
  answer.code = guarded(&failure, [&] {
    if (request.kind == vision_decoder_request::VISION_DECODER_OPEN) {
      const auto damaged = request.takes_damaged != 0 ? Damaged::taken : Damaged::refused;
      open(memory, std::min<size_t>(request.bytes, capacity), damaged, answer);
    } else {
      const size_t offset = std::min<size_t>(request.offset, capacity);
      decode(request, memory + offset, capacity - offset);
      answer.is_damaged = current->is_damaged();
    }
  });
  static_assert(sizeof answer.message == sizeof failure.message);
  std::memcpy(answer.message, failure.message, sizeof answer.message);
  std::memcpy(answer_bytes, &answer, sizeof answer);
}

}  // namespace

}  // namespace vision

void vision_decoder_work(
    uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer) {
  vision::work(VISION_PLAIN_DECODER, memory, capacity, request, answer);
}

void vision_prepared_decoder_work(
    uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer) {
  vision::work(VISION_PREPARED_DECODER, memory, capacity, request, answer);
}

void vision_prepare_decoder() { vision::prepare_heif(); }
