/// A photo searched at one size after the other, and boxes back on the full-size photo.
#include <dlib/image_transforms.h>
#include <dlib/opencv/cv_image.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <opencv2/imgproc.hpp>

#include "BoxFinder.hpp"
#include "Failure.hpp"
#include "Photo.hpp"

namespace vision {

namespace {

/// The upright photo resized by about `scale`.
struct SearchPicture {
  cv::Mat pixels;
  cv::Point2d step;    // full-size px a searched px
  cv::Point2d offset;  // full-size px

  SearchPicture(Photo &photo, Channels channels, double scale) {
    const Level &level = photo.level(channels, Photo::reduction_keeping(1 / scale, 1));
    offset = level.offset;
    const double factor = scale * level.reduction;
    if (factor == 2) {
      if (channels == Channels::gray) {
        double_size<unsigned char>(level.pixels, gray);
      } else {
        double_size<dlib::bgr_pixel>(level.pixels, colour);
      }
      return;
    }
    const auto resized = [&](int side) { return std::max(1, int(std::lround(side * factor))); };
    if (factor == 1) {
      pixels = level.pixels;
    } else {
      const cv::Size size(resized(level.pixels.cols), resized(level.pixels.rows));
      cv::resize(level.pixels, pixels, size, 0, 0, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    }
    step = cv::Point2d(
               double(level.pixels.cols) / pixels.cols, double(level.pixels.rows) / pixels.rows) *
           level.reduction;
  }

  vision_face face(const Candidate &candidate) const {
    const int left = int(std::lround(candidate.left * step.x + offset.x));
    const int top = int(std::lround(candidate.top * step.y + offset.y));
    const int right = int(std::lround(candidate.right * step.x + offset.x));
    const int bottom = int(std::lround(candidate.bottom * step.y + offset.y));
    return {{left, top, right - left, bottom - top}, candidate.score};
  }

 private:
  dlib::array2d<unsigned char> gray;
  dlib::array2d<dlib::bgr_pixel> colour;

  /// By dlib's pyramid_up, whose users know its scores. It lays the outermost pixels' centres on
  /// each other; dlib's own way back (pyramid_down<2>::rect_down) is off by 1.25 px, so the boxes
  /// here are not quite those of its Python module.
  template <typename Pixel>
  void double_size(const cv::Mat &single, dlib::array2d<Pixel> &doubled) {
    dlib::pyramid_up(dlib::cv_image<Pixel>(single), doubled, dlib::pyramid_down<2>());
    pixels =
        cv::Mat(int(doubled.nr()), int(doubled.nc()), single.type(), dlib::image_data(doubled));
    step.x = double(single.cols - 1) / (pixels.cols - 1);
    step.y = double(single.rows - 1) / (pixels.rows - 1);
    offset += cv::Point2d(0.5 - 0.5 * step.x, 0.5 - 0.5 * step.y);
  }
};

bool comes_first(const vision_face &a, const vision_face &b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.box.y != b.box.y) return a.box.y < b.box.y;
  if (a.box.x != b.box.x) return a.box.x < b.box.x;
  return a.box.width < b.box.width;
}

face_box edges(const vision_box &box) {
  return {double(box.x), double(box.y), double(box.x) + box.width, double(box.y) + box.height};
}

bool is_same_face(const vision_face &a, const vision_face &b) {
  return face_overlap_of_union(edges(a.box), edges(b.box)) > 0.5;
}

/// Whether a box is less sure than a known one and mostly on the same place, as dlib's detector
/// tells boxes of one face.
bool is_doubtful(const vision_face &known, const vision_face &face) {
  const face_box first = edges(known.box), second = edges(face.box);
  const double of_one = face_overlap_of_smaller(first, second);
  const double of_union = face_overlap_of_union(first, second);
  return known.score >= face.score && (of_union > 0.33 || of_one > 0.79);
}

/// Adds what a larger size shows. A face that was known stays, by the better one of its boxes.
void add(const std::vector<vision_face> &found, std::vector<vision_face> &faces) {
  const size_t known = faces.size();
  for (const vision_face &face : found) {
    const auto end = faces.begin() + long(known);
    const auto first_that = [&](bool (*relation)(const vision_face &, const vision_face &)) {
      return std::find_if(
          faces.begin(), end, [&](const vision_face &one) { return relation(one, face); });
    };
    if (first_that(is_doubtful) != end) continue;
    const auto same = first_that(is_same_face);
    if (same == end) faces.push_back(face);
    else *same = face;  // it scores better, or it would be doubtful
  }
}

std::vector<vision_face> find_at(
    const SearchStep &step, BoxFinder &finder, Photo &photo, double minimum) {
  const SearchPicture picture(photo, finder.channels(), step.scale);
  std::vector<vision_face> faces;
  for (const Candidate &one : finder.find(picture.pixels, minimum, step.new_sizes)) {
    faces.push_back(picture.face(one));
  }
  return faces;
}

/// `given`: the minimum score; NAN for the detector's own.
std::vector<vision_face> find(
    BoxFinder &finder, Photo &photo, vision_search search, double given) {
  std::vector<vision_face> faces;
  for (const SearchStep &step : search_steps(finder.reach(), photo.size(), search)) {
    const bool found_some = !faces.empty();
    if (found_some && search == VISION_SEARCH_FAST) break;
    // The same as in a fast search, as long as that goes on.
    const bool is_strict = step.is_deep || found_some;
    const double minimum = std::isnan(given) ? finder.default_minimum(is_strict) : given;
    add(find_at(step, finder, photo, minimum), faces);
  }
  std::sort(faces.begin(), faces.end(), comes_first);
  return faces;
}

}  // namespace

}  // namespace vision

struct vision_detector {
  std::unique_ptr<vision::BoxFinder> finder;
};

vision_code vision_detector_open(
    vision_detector_kind kind, const char *model_path, vision_detector **detector,
    vision_failure *failure) {
  *detector = nullptr;
  return vision::guarded(failure, [&] {
    switch (kind) {
      case VISION_DETECTOR_HOG:
        *detector = new vision_detector{vision::make_hog_finder()};
        return;
      case VISION_DETECTOR_HAAR:
        *detector = new vision_detector{vision::make_haar_finder(model_path)};
        return;
      case VISION_DETECTOR_CNN:
        *detector = new vision_detector{vision::make_cnn_finder(model_path)};
        return;
    }
    throw vision::Failure(VISION_INTERNAL, "unknown kind of detector");
  });
}

void vision_detector_close(vision_detector *detector) { delete detector; }

vision_code vision_detector_find(
    vision_detector *detector, vision_photo *photo, vision_search search, double minimum_score,
    vision_face **faces, size_t *count, vision_failure *failure) {
  *faces = nullptr;
  *count = 0;
  return vision::guarded(failure, [&] {
    vision::BoxFinder &finder = *detector->finder;
    const auto found = vision::find(finder, photo->photo, search, minimum_score);
    if (found.empty()) return;
    *faces = static_cast<vision_face *>(std::malloc(found.size() * sizeof(vision_face)));
    if (*faces == nullptr) throw std::bad_alloc();
    std::copy(found.begin(), found.end(), *faces);
    *count = found.size();
  });
}

void vision_faces_free(vision_face *faces) { std::free(faces); }
