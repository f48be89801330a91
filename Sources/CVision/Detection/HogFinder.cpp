/// dlib's frontal face detector: histograms of oriented gradients and five linear filters in a
/// sliding window of 80 px (Dalal and Triggs 2005; Felzenszwalb et al. 2010; trained by max-margin
/// object detection, King 2015).
///
/// dlib's own class would spend 0.2 s on unpacking its filters at every start, so here they are
/// compiled in unpacked. Its loops make poor use of the caches: see HogKernels.hpp. Boxes and
/// scores agree with dlib's, except in the last digits.
#include <dlib/image_transforms/fhog.h>
#include <dlib/image_transforms/image_pyramid.h>

#include <algorithm>
#include <utility>

#include "BoxFinder.hpp"
#include "HogKernels.hpp"

namespace vision {

namespace {

/// One of the five filters: a face seen from the front, turned to either side, or tilted to either
/// side.
struct Filter {
  double threshold;
  WholeFilter whole;
  std::vector<FilterPart> coarse;
};

struct Detector {
  HogMixture mixture[hog_planes];
  std::vector<Filter> filters;
};

Detector make_detector() {
  struct Whole {
    double threshold;
    std::vector<FilterPart> parts;
  };
  const std::vector<Whole> wholes = {
#include "FaceFilters.inc"
  };
  // An approximation of all of them: 80 parts instead of 305.
  const struct {
    HogMixture mixture[hog_planes];
    std::vector<FilterPart> parts[5];
  } coarse = {
#include "CoarseFilters.inc"
  };
  Detector detector;
  std::copy_n(&coarse.mixture[0][0], hog_planes * hog_mixtures, &detector.mixture[0][0]);
  for (const Whole &whole : wholes) {
    Filter filter{whole.threshold, {}, coarse.parts[detector.filters.size()]};
    for (const FilterPart &part : whole.parts) filter.whole.add(part);
    detector.filters.push_back(std::move(filter));
  }
  return detector;
}

const Detector &detector() {
  static const Detector only = make_detector();
  return only;
}

/// How far a coarse score may be below the minimum when the whole filter's score is above it.
/// Measured on 478 pictures of photographed faces, of drawn faces and without faces: at most 1.8,
/// in 6900 windows. With this margin, one window in a hundred is left for the whole filter.
constexpr double coarse_margin = 2.2;

using Scale = dlib::pyramid_down<6>;  // 5/6 from level to level

/// The minimum side of a level, px, and the overlap above which boxes belong to one face: as
/// trained.
constexpr unsigned long minimum_side = 80 - 16;
constexpr face_overlap_limits overlaps = {0.33008212188056446, 0.78857142857142859};

/// Rows of cells processed at a time, so that memory does not grow with the photo.
constexpr int band = 64;

/// A window that a filter scores above the minimum.
struct Answer {
  double score;
  dlib::rectangle box;

  bool operator<(const Answer &other) const { return score < other.score; }
};

class HogFinder final : public BoxFinder {
 public:
  /// Measured: at the first sizes, faces in portraits score above 1.0, sideways faces and
  /// landscapes below 0.05. In a deep search, small faces in groups score 0.2 or more, false ones
  /// about 0.1.
  double default_minimum(bool is_deep) const override { return is_deep ? 0.2 : 0.1; }

  /// Measured at portrait sizes on photos in all four directions: faces in upright portraits and
  /// photos of single people score 1.0 or more, false ones in turned photos 0.74 or less.
  std::optional<Convincing> convincing() const override { return Convincing{0.9, 0.8}; }

  std::vector<Candidate> find(
      const cv::Mat &gray, double minimum, double new_sizes) override {
    for (auto &list : answers) list.clear();
    search_levels(gray, minimum, new_sizes);
    std::vector<Answer> all;
    for (size_t i = 0; i < filters.size(); i++) {
      std::sort(answers[i].rbegin(), answers[i].rend());
      for (const Answer &answer : answers[i]) {
        all.push_back({answer.score - filters[i].threshold, answer.box});
      }
    }
    std::sort(all.rbegin(), all.rend());

    std::vector<Candidate> best_first;
    for (const Answer &answer : all) {
      const dlib::rectangle &box = answer.box;
      best_first.push_back({{double(box.left()), double(box.top()), double(box.right() + 1),
                             double(box.bottom() + 1)}, answer.score});
    }
    return first_of_each_face(best_first, overlaps);
  }

 private:
  const std::vector<Filter> &filters = detector().filters;
  std::vector<std::vector<Answer>> answers = std::vector<std::vector<Answer>>(filters.size());
  // Reused from band to band and from photo to photo, because allocating the memory takes as long
  // as the work on it.
  std::vector<uint8_t> levels[2];
  HogFeatures features;
  std::vector<float> scores;

  void search_levels(const cv::Mat &gray, double minimum, double new_sizes) {
    const Scale scale;
    GrayPixels pixels = {gray.data, gray.cols, gray.rows, gray.step[0]};
    dlib::rectangle size(gray.cols, gray.rows);
    double face = 1;  // the smallest face of the level, relative to the first level's
    for (unsigned level = 0;; level++) {
      search(pixels, level, minimum);
      size = scale.rect_down(size);
      face *= 6.0 / 5.0;
      if (size.width() < minimum_side || size.height() < minimum_side || face >= new_sizes) return;
      const int width = 5 * pixels.width / 6, height = 5 * pixels.height / 6;
      std::vector<uint8_t> &smaller = levels[level % 2];
      smaller.resize(size_t(width) * size_t(height));
      resample(
          pixels, ResampleAxis::bilinear(pixels.width, width),
          ResampleAxis::bilinear(pixels.height, height), smaller.data());
      pixels = {smaller.data(), width, height, size_t(width)};
    }
  }

  void search(const GrayPixels &pixels, unsigned level, double minimum) {
    const int rows = inner_rows(pixels);
    for (int first = 0; first < rows; first += band) {
      hog_features(pixels, first, std::min(band, rows - first), detector().mixture, features);
      for (size_t i = 0; i < filters.size(); i++) {
        coarse_scores(features, filters[i].coarse, scores);
        collect(first, level, filters[i], filters[i].threshold + minimum, answers[i]);
      }
    }
  }

  void collect(
      int first, unsigned level, const Filter &filter, double threshold,
      std::vector<Answer> &into) const {
    for (int row = 0; row < features.inner_rows; row++) {
      const float *line = scores.data() + size_t(row) * size_t(features.inner_columns);
      for (int column = 0; column < features.inner_columns; column++) {
        if (line[column] < threshold - coarse_margin) continue;
        const double score = hog_score(features, filter.whole, row, column);
        if (score < threshold) continue;
        const dlib::point middle(column + hog_window / 2, first + row + hog_window / 2);
        const dlib::rectangle cells = dlib::centered_rect(middle, hog_window, hog_window);
        const dlib::rectangle box =
            dlib::fhog_to_image(cells, hog_cell, hog_window, hog_window);
        into.push_back({score, Scale().rect_up(box, level)});
      }
    }
  }
};

}  // namespace

std::unique_ptr<BoxFinder> make_hog_finder() { return std::make_unique<HogFinder>(); }

}  // namespace vision
