/// A decoder's process: whatever it is given, it answers, or its process ends.
#include <algorithm>
#include <cstring>

#include "CVisionDecoders.h"
#include "Failure.hpp"
#include "Formats.hpp"
#include "Picture.hpp"

namespace vision {

namespace {

/// The photo that is open; a decoder has one at a time.
std::unique_ptr<Picture> current;

void open(const uint8_t *memory, size_t count, Damaged damaged, vision_decoder_answer &answer) {
  current.reset();
  // The program writes there only while it asks for nothing, so these bytes are as good as a copy.
  Bytes bytes = Bytes::seen_at(memory, count);
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

void decode(const vision_decoder_request &request, uint8_t *place, size_t room) {
  // The process that had it open has died.
  if (!current) throw Failure(VISION_INTERNAL, "the decoder has no photo");
  const PixelPlace here(place, room);
  const cv::Mat pixels = current->decode(
      request.channels == 1 ? Channels::gray : Channels::colour, request.reduction);
  if (pixels.data == place) return;
  const size_t row = pixels.elemSize() * size_t(pixels.cols);
  if (row * size_t(pixels.rows) > room) throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
  for (int y = 0; y < pixels.rows; y++) std::memcpy(place + row * size_t(y), pixels.ptr(y), row);
}

/// `decoder`: which kind this process is.
void work(
    int decoder, uint8_t *memory, size_t capacity, const uint8_t *request_bytes,
    uint8_t *answer_bytes) {
  // Readers use OpenCV for its matrices only: its threads are not even looked for, as
  // prepare_opencv would, which loads libraries.
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
      const size_t place = std::min<size_t>(request.place, capacity);
      decode(request, memory + place, capacity - place);
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
