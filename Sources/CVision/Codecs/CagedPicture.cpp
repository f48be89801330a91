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

/// The largest file and the pixels of the largest photo: gray and colour, and each reduced once and
/// again. Only what is touched is taken.
constexpr size_t place_capacity = (size_t(1) << 30) + 4 * size_t(VISION_PIXEL_LIMIT) * 4 / 3 + 4096;
constexpr size_t page = 4096;

/// The largest photo that is read takes some seconds.
constexpr unsigned decoder_seconds = 100;

size_t after(size_t place) { return (place + page - 1) / page * page; }

[[noreturn]] void fail_ended(int end) {
  if (end < 0) {
    char text[128];
    throw Failure(
        VISION_INTERNAL, std::string("no process can be started that decodes it: ") +
                             strerror_r(errno, text, sizeof text));
  }
  if (end == SIGSYS) {
    throw Failure(
        VISION_INTERNAL,
        "decoding it tried what no decoder does, and was stopped: the photo may be an attack");
  }
  if (end == CAGE_LATE) {
    throw Failure(
        VISION_INTERNAL,
        "decoding it took far too long, and was ended: the photo is damaged, or an attack");
  }
  if (end == SIGKILL) {
    throw Failure(
        VISION_INTERNAL, "the process that decoded it was ended: is there enough memory?");
  }
  const char *name = end == CAGE_ENDED ? nullptr : sigabbrev_np(end);
  throw Failure(
      VISION_INTERNAL,
      "the process that decoded it ended" + (name ? " by SIG" + std::string(name) : "") +
          ": the photo is damaged, or an attack");
}

[[noreturn]] void fail_senseless() {
  throw Failure(VISION_INTERNAL, "the decoder's answer makes no sense");
}

/// What a decoder may say failed. It knows nothing of files and models.
bool is_told(int code) {
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

/// One text for people's eyes: letters, digits and signs of ASCII.
std::string readable(const char *text, size_t count) {
  std::string words(text, strnlen(text, count));
  for (char &c : words) {
    if (c < ' ' || c > '~') c = '?';
  }
  return words;
}

/// A decoder's place, which one photo has.
class Place {
 public:
  Place() : place(cage_take()) {}
  ~Place() { cage_give(place, used); }
  Place(const Place &) = delete;

  uint8_t *memory() const { return cage_memory(place); }
  size_t capacity() const { return cage_capacity(place); }

  /// Room behind all that was taken before. Throws VISION_OUT_OF_MEMORY.
  size_t take(size_t count) {
    const size_t start = after(used);
    if (start > capacity() || count > capacity() - start) {
      throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
    }
    used = start + count;
    return start;
  }

  /// `decoder`: which kind.
  vision_decoder_answer ask(int decoder, const vision_decoder_request &request) {
    uint8_t request_bytes[CAGE_MESSAGE] = {}, answer_bytes[CAGE_MESSAGE];
    std::memcpy(request_bytes, &request, sizeof request);
    const int end = cage_ask(place, unsigned(decoder), request_bytes, answer_bytes);
    if (end != 0) fail_ended(end);
    vision_decoder_answer answer;
    std::memcpy(&answer, answer_bytes, sizeof answer);
    if (answer.code == VISION_OK) return answer;
    if (!is_told(answer.code)) fail_senseless();
    throw Failure(vision_code(answer.code), readable(answer.message, sizeof answer.message));
  }

 private:
  cage_slot *place;
  size_t used = 0;
};

/// What the decoder says is believed only as far as it is checked here; of pixels, nothing but
/// their values depends on it.
class CagedPicture final : public Picture {
 public:
  CagedPicture(const char *path, bool allows_streams, Damaged damaged) : Picture(damaged) {
    const size_t count = read_file(path, allows_streams, [this](size_t wanted) {
      if (wanted > place.capacity()) throw Failure(VISION_OUT_OF_MEMORY, "not enough memory");
      return place.memory();
    });
    place.take(count);
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
    const size_t start = place.take(size_t(columns) * size_t(rows) * size_t(channels));
    const vision_decoder_answer answer = place.ask(
        decoder, {vision_decoder_request::VISION_DECODER_DECODE, 0, start, int32_t(channels),
                  reduction, takes_damaged});
    damaged = damaged || (takes_damaged && answer.is_damaged != 0);
    // The pixels stay where they are: as long as this picture has the place.
    return cv::Mat(rows, columns, CV_8UC(int(channels)), place.memory() + start);
  }

 private:
  mutable Place place;
  int decoder = VISION_PLAIN_DECODER;
  int gray_reduction, colour_reduction;

  /// By the kind of decoder that reads it: the plain one tells whether that is another.
  vision_decoder_answer open(size_t count) {
    const vision_decoder_request request = {
        vision_decoder_request::VISION_DECODER_OPEN, count, 0, 0, 0, takes_damaged};
    vision_decoder_answer answer = place.ask(decoder, request);
    if (answer.decoder == VISION_PREPARED_DECODER) {
      decoder = VISION_PREPARED_DECODER;
      answer = place.ask(decoder, request);
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
    const unsigned places = count < 1 ? 1 : unsigned(count);
    const cage_kind kinds[VISION_DECODER_KINDS] = {
        {vision_decoder_work, nullptr, 0, vision::decoder_seconds},
        {vision_prepared_decoder_work, vision_prepare_decoder, 1, vision::decoder_seconds}};
    const int error = cage_start(places, vision::place_capacity, kinds, std::size(kinds));
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
