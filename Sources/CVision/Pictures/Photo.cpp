#include "Photo.hpp"

#include <opencv2/imgproc.hpp>

#include "CagedPicture.hpp"
#include "Failure.hpp"
#include "Resample.hpp"

namespace vision {

Photo::Photo(const char *path, bool allows_streams, Damaged damaged)
    : picture(open_picture_file(path, allows_streams, damaged)), turn(picture->orientation) {
  prepare_opencv();
}

int Photo::reduction_keeping(double length, double minimum) {
  int reduction = 1;
  while (reduction < maximum_level_reduction && length / (2 * reduction) >= minimum) reduction *= 2;
  return reduction;
}

const Level &Photo::level(Channels channels, int reduction) {
  if (reduction < 1 || reduction > maximum_level_reduction || (reduction & (reduction - 1)) != 0) {
    throw Failure(VISION_INTERNAL, "a reduction must be a power of two from 1 to 64");
  }
  const auto key = std::make_pair(channels, reduction);
  auto found = levels.find(key);
  if (found == levels.end()) found = levels.emplace(key, decode(channels, reduction)).first;
  return found->second;
}

Level Photo::decode(Channels channels, int reduction) {
  const int own = picture->maximum_reduction(channels);
  if (reduction > own) {
    // The finer level is padded at the right and the bottom, so the offset stays the same.
    const Level &finer = level(channels, own);
    return Level{reduce(finer.pixels, reduction / own), reduction, finer.offset};
  }
  Level level{turn.apply(picture->decode(channels, reduction)), reduction, {0, 0}};
  // The decoder rounds the size up at the right and the bottom of the stored picture; a flip moves
  // the partial pixels to the left or the top.
  if (turn.flip_x) level.offset.x = size().width - level.pixels.cols * reduction;
  if (turn.flip_y) level.offset.y = size().height - level.pixels.rows * reduction;
  return level;
}

cv::Mat Photo::reduce(const cv::Mat &pixels, int factor) {
  if (pixels.type() == CV_8UC1) {
    const auto rounded_up = [&](int side) { return (side + factor - 1) / factor; };
    cv::Mat reduced(rounded_up(pixels.rows), rounded_up(pixels.cols), CV_8UC1);
    shrink_by(
        factor, {pixels.data, pixels.cols, pixels.rows, pixels.step[0]}, reduced.data);
    return reduced;
  }
  // The edge is repeated up to a multiple of the factor, so that every pixel is the mean of exactly
  // factor × factor pixels.
  const int right = (factor - pixels.cols % factor) % factor,
            bottom = (factor - pixels.rows % factor) % factor;
  cv::Mat padded = pixels, reduced;
  if (right > 0 || bottom > 0)
    cv::copyMakeBorder(pixels, padded, 0, bottom, 0, right, cv::BORDER_REPLICATE);
  cv::resize(padded, reduced, padded.size() / factor, 0, 0, cv::INTER_AREA);
  return reduced;
}

}  // namespace vision

using vision::guarded;

vision_code vision_photo_open(
    const char *path, int allows_streams, int takes_damaged, vision_photo **photo,
    vision_failure *failure) {
  *photo = nullptr;
  return guarded(failure, [&] {
    const auto damaged = takes_damaged != 0 ? vision::Damaged::taken : vision::Damaged::refused;
    *photo = new vision_photo{vision::Photo(path, allows_streams != 0, damaged)};
  });
}

void vision_photo_close(vision_photo *photo) { delete photo; }

int vision_photo_width(const vision_photo *photo) { return photo->photo.size().width; }
int vision_photo_height(const vision_photo *photo) { return photo->photo.size().height; }
int vision_photo_orientation(const vision_photo *photo) { return photo->photo.orientation(); }
int vision_photo_pictures(const vision_photo *photo) { return photo->photo.pictures(); }
int vision_photo_is_damaged(const vision_photo *photo) { return photo->photo.is_damaged(); }

vision_code vision_photo_level(
    vision_photo *photo, int reduction, int colour, vision_level *level, vision_failure *failure) {
  *level = vision_level{};
  return guarded(failure, [&] {
    const auto channels = colour != 0 ? vision::Channels::colour : vision::Channels::gray;
    const vision::Level &found = photo->photo.level(channels, reduction);
    *level = vision_level{found.pixels.data,    found.pixels.cols, found.pixels.rows,
                          found.pixels.step[0], found.reduction,   found.offset.x,
                          found.offset.y};
  });
}
