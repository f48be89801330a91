#include "CagedPicture.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <iterator>
#include <string>
#include <type_traits>

#include "CCage.h"
#include "CVisionDecoders.h"
#include "CVisionPhoto.h"
#include "Failure.hpp"

namespace vision {

namespace {

static_assert(std::is_trivially_copyable_v<vision_decoder_request>);
static_assert(sizeof(vision_decoder_request) <= CAGE_MESSAGE);
static_assert(sizeof(vision_decoder_answer) <= CAGE_MESSAGE);

/// Enough for the largest file and for the pixels of the largest photo in gray and in colour, each
/// at several reductions. The system provides memory only for the pages that are used.
constexpr size_t slot_capacity = (size_t(1) << 30) + 4 * size_t(VISION_PIXEL_LIMIT) * 4 / 3 + 4096;
constexpr size_t page = 4096;

/// A decoder's time limit; the largest photo takes a few seconds.
constexpr unsigned decoder_seconds = 100;

size_t next_page(size_t offset) { return (offset + page - 1) / page * page; }

[[noreturn]] void fail_ended(int end) {
  if (end < 0) {
    char text[128];
    throw Failure(
        VISION_INTERNAL, std::string("cannot start a process to decode it: ") +
                             strerror_r(errno, text, sizeof text));
  }
  if (end == SIGSYS) {
    throw Failure(
        VISION_INTERNAL,
        "its decoder did what no decoder needs to do, and was stopped: the photo may be an "
        "attack");
  }
  if (end == CAGE_LATE) {
    throw Failure(
        VISION_INTERNAL,
        "decoding it took far too long and was stopped: the photo is damaged or an attack");
  }
  if (end == SIGKILL) {
    throw Failure(
        VISION_INTERNAL, "the process that decoded it was killed: is there enough memory?");
  }
  const char *name = end == CAGE_ENDED ? nullptr : sigabbrev_np(end);
  throw Failure(
      VISION_INTERNAL,
      "the process that decoded it ended " + (name ? "with SIG" + std::string(name) : "early") +
          ": the photo is damaged or an attack");
}

[[noreturn]] void fail_senseless() {
  throw Failure(VISION_INTERNAL, "the decoder's answer makes no sense");
}

/// Whether a decoder may report this code. Failures to open files or models cannot come from a
/// decoder.
bool is_decoder_failure(int code) {
  switch (code) {
    case VISION_NOT_A_PHOTO:
    case VISION_TRUNCATED:
    case VISION_DAMAGED:
    case VISION_TOO_LARGE:
    case VISION_OUT_OF_MEMORY:
    case VISION_INTERNAL:
    case VISION_UNSUPPORTED: return true;
    default: return false;
  }
}

bool is_reduction(int value) { return value == 1 || value == 2 || value == 4 || value == 8; }

/// Makes a message safe to print: everything but printable ASCII becomes a question mark.
std::string readable(const char *text, size_t count) {
  std::string words(text, strnlen(text, count));
  for (char &c : words) {
    if (c < ' ' || c > '~') c = '?';
  }
  return words;
}

/// Exclusive use of one decoder and its shared memory, for one photo.
class DecoderSlot {
 public:
  DecoderSlot() : slot(cage_take()) {}
  ~DecoderSlot() { cage_give(slot, used); }
  DecoderSlot(const DecoderSlot &) = delete;

  uint8_t *memory() const { return cage_memory(slot); }
  size_t capacity() const { return cage_capacity(slot); }

  /// Reserves shared memory after everything reserved before, and returns its offset. Throws
  /// VISION_OUT_OF_MEMORY.
  size_t reserve(size_t count) {
    const size_t start = next_page(used);
    if (start > capacity() || count > capacity() - start) {
      throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
    }
    used = start + count;
    return start;
  }

  /// `decoder`: the kind of decoder.
  vision_decoder_answer ask(int decoder, const vision_decoder_request &request) {
    uint8_t request_bytes[CAGE_MESSAGE] = {}, answer_bytes[CAGE_MESSAGE];
    std::memcpy(request_bytes, &request, sizeof request);
    const int end = cage_ask(slot, unsigned(decoder), request_bytes, answer_bytes);
    if (end != 0) fail_ended(end);
    vision_decoder_answer answer;
    std::memcpy(&answer, answer_bytes, sizeof answer);
    if (answer.code == VISION_OK) return answer;
    if (!is_decoder_failure(answer.code)) fail_senseless();
    throw Failure(vision_code(answer.code), readable(answer.message, sizeof answer.message));
  }

 private:
  cage_slot *slot;
  size_t used = 0;
};

/// A picture decoded by another process. Nothing in the decoder's answer is trusted unless it is
/// checked here; a malicious decoder can only change the values of pixels.
class CagedPicture final : public Picture {
 public:
  CagedPicture(const char *path, bool allows_streams, Damaged damaged) : Picture(damaged) {
    const size_t count = read_file(path, allows_streams, [this](size_t needed) {
      if (needed > slot.capacity()) throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
      return slot.memory();
    });
    slot.reserve(count);
    const vision_decoder_answer answer = open(count);
    check_size(answer.width, answer.height);
    if (answer.orientation < 1 || answer.orientation > 8 || !is_reduction(answer.gray_reduction) ||
        !is_reduction(answer.colour_reduction)) {
      fail_senseless();
    }
    size = cv::Size(answer.width, answer.height);
    orientation = answer.orientation;
    gray_reduction = answer.gray_reduction;
    colour_reduction = answer.colour_reduction;
    pictures = std::max(1, answer.pictures);
  }

  int maximum_reduction(Channels channels) const override {
    return channels == Channels::gray ? gray_reduction : colour_reduction;
  }

  cv::Mat decode(Channels channels, int reduction) const override {
    const int columns = (size.width - 1) / reduction + 1, rows = (size.height - 1) / reduction + 1;
    const size_t start = slot.reserve(size_t(columns) * size_t(rows) * size_t(channels));
    const vision_decoder_answer answer = slot.ask(
        decoder, {vision_decoder_request::VISION_DECODER_DECODE, 0, start, int32_t(channels),
                  reduction, takes_damaged});
    damaged = damaged || (takes_damaged && answer.is_damaged != 0);
    // Not copied: the shared memory is this picture's as long as it exists.
    return cv::Mat(rows, columns, CV_8UC(int(channels)), slot.memory() + start);
  }

 private:
  mutable DecoderSlot slot;
  int decoder = VISION_PLAIN_DECODER;
  int gray_reduction, colour_reduction;

  /// Asks the plain decoder first; it says whether the format needs the prepared one.
  vision_decoder_answer open(size_t count) {
    const vision_decoder_request request = {
        vision_decoder_request::VISION_DECODER_OPEN, count, 0, 0, 0, takes_damaged};
    vision_decoder_answer answer = slot.ask(decoder, request);
    if (answer.decoder == VISION_PREPARED_DECODER) {
      decoder = VISION_PREPARED_DECODER;
      answer = slot.ask(decoder, request);
    }
    if (answer.decoder != decoder) fail_senseless();
    return answer;
  }
};

}  // namespace

std::unique_ptr<Picture> open_picture_file(
    const char *path, bool allows_streams, Damaged damaged) {
  if (cage_is_open()) return std::make_unique<CagedPicture>(path, allows_streams, damaged);
  return open_picture(read_file(path, allows_streams), damaged);
}

}  // namespace vision

vision_code vision_decoders_start(int count, vision_failure *failure) {
  return vision::guarded(failure, [&] {
    const unsigned slots = count < 1 ? 1 : unsigned(count);
    const cage_kind kinds[VISION_DECODER_KINDS] = {
        {vision_decoder_work, nullptr, 0, vision::decoder_seconds},
        {vision_prepared_decoder_work, vision_prepare_decoder, 1, vision::decoder_seconds}};
    const int error = cage_start(slots, vision::slot_capacity, kinds, std::size(kinds));
    char text[128];
    if (error != 0) {
      throw vision::Failure(VISION_INTERNAL, strerror_r(error, text, sizeof text));
    }
  });
}

void vision_decoders_finish() { cage_finish(); }

vision_cage vision_decoders_cage() {
  const cage_parts parts = cage_parts_in_force();
  return {parts.process, parts.landlock, parts.seccomp};
}
