/// At which sizes a photo is searched, and boxes back on the full-size photo.
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
    step = cv::Point2d(double(level.pixels.cols) / pixels.cols, double(level.pixels.rows) / pixels.rows) * level.reduction;
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

  /// By dlib's pyramid_up, whose users know its scores. It lays the outermost pixels' centres on each other; dlib's
  /// own way back (pyramid_down<2>::rect_down) is off by 1.25 px, so the boxes here are not quite those of its Python
  /// module.
  template <typename Pixel>
  void double_size(const cv::Mat &single, dlib::array2d<Pixel> &doubled) {
    dlib::pyramid_up(dlib::cv_image<Pixel>(single), doubled, dlib::pyramid_down<2>());
    pixels = cv::Mat(int(doubled.nr()), int(doubled.nc()), single.type(), dlib::image_data(doubled));
    step.x = double(single.cols - 1) / (pixels.cols - 1);
    step.y = double(single.rows - 1) / (pixels.rows - 1);
    offset += cv::Point2d(0.5 - 0.5 * step.x, 0.5 - 0.5 * step.y);
  }
};

/// The scales to try, in turn, while nothing is found.
std::vector<double> scales(const SearchSizes &sizes, cv::Size size, vision_search search) {
  const double longest = std::max(size.width, size.height);
  const double most = std::min(2.0, std::sqrt(sizes.thorough_pixels / (double(size.width) * size.height)));
  if (search == VISION_SEARCH_THOROUGH) return {most};
  std::vector<double> list;
  for (const double side : sizes.fast_sides) {
    list.push_back(std::min(1.0, side / longest));
    if (side >= longest) break;
  }
  // A small picture may hold a face below the detector's window of 80 px.
  if (longest <= sizes.fast_sides[0]) list.push_back(most);
  return list;
}

bool comes_first(const vision_face &a, const vision_face &b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.box.y != b.box.y) return a.box.y < b.box.y;
  if (a.box.x != b.box.x) return a.box.x < b.box.x;
  return a.box.width < b.box.width;
}

std::vector<vision_face> find(BoxFinder &finder, Photo &photo, vision_search search, double minimum) {
  std::vector<vision_face> faces;
  for (const double scale : scales(finder.sizes(), photo.size(), search)) {
    const SearchPicture picture(photo, finder.channels(), scale);
    for (const Candidate &candidate : finder.find(picture.pixels, minimum)) faces.push_back(picture.face(candidate));
    if (!faces.empty()) break;
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
    vision_detector_kind kind, const char *model_path, vision_detector **detector, vision_failure *failure) {
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
    vision_detector *detector, vision_photo *photo, vision_search search, double minimum_score, vision_face **faces,
    size_t *count, vision_failure *failure) {
  *faces = nullptr;
  *count = 0;
  return vision::guarded(failure, [&] {
    vision::BoxFinder &finder = *detector->finder;
    const double minimum = std::isnan(minimum_score) ? finder.default_minimum(search) : minimum_score;
    const auto found = vision::find(finder, photo->photo, search, minimum);
    if (found.empty()) return;
    *faces = static_cast<vision_face *>(std::malloc(found.size() * sizeof(vision_face)));
    if (*faces == nullptr) throw std::bad_alloc();
    std::copy(found.begin(), found.end(), *faces);
    *count = found.size();
  });
}

void vision_faces_free(vision_face *faces) { std::free(faces); }
