/// dlib's frontal face detector: histograms of oriented gradients and five linear filters in a sliding window of 80 px
/// (Dalal and Triggs 2005; Felzenszwalb et al. 2010; trained by max-margin object detection, King 2015).
///
/// dlib's class would spend 0.2 s on unpacking its filters at every start, so they are compiled in unpacked, and its
/// loops know no caches: see HogKernels.hpp. Boxes and scores are dlib's, to the last bit.
#include <dlib/image_processing/box_overlap_testing.h>
#include <dlib/image_transforms/fhog.h>
#include <dlib/image_transforms/image_pyramid.h>
#include <dlib/opencv/cv_image.h>

#include <algorithm>
#include <utility>

#include "BoxFinder.hpp"
#include "HogKernels.hpp"

namespace vision {

namespace {

/// One of the five: a face seen from the front, turned to either side, or tilted to either side.
struct Filter {
  double threshold;
  std::vector<FilterPart> parts;
};

const std::vector<Filter> &filters() {
  static const std::vector<Filter> list = {
#include "FaceFilters.inc"
  };
  return list;
}

using Scale = dlib::pyramid_down<6>;  // 5/6 from level to level

/// The least side of a level, px, and how much boxes of one face may overlap: as trained.
constexpr unsigned long least_side = 80 - 16;
constexpr double overlap_of_union = 0.33008212188056446, overlap_of_one = 0.78857142857142859;

/// A place where a filter answers.
struct Answer {
  double score;
  dlib::rectangle box;

  bool operator<(const Answer &other) const { return score < other.score; }
};

class HogFinder final : public BoxFinder {
 public:
  /// Measured: faces of portraits score above 1.0 in a fast search, sideways faces and landscapes below 0.05. Small
  /// faces of groups in a thorough search score 0.2 and more, false ones near 0.1.
  double default_minimum(vision_search search) const override { return search == VISION_SEARCH_FAST ? 0.1 : 0.2; }

  std::vector<Candidate> find(const cv::Mat &gray, double minimum) override {
    make_levels(gray);
    std::vector<Answer> all, answers;
    std::vector<float> scores;
    for (const Filter &filter : filters()) {
      answers.clear();
      for (size_t level = 0; level < levels.size(); level++) {
        hog_scores(levels[level], filter.parts.data(), filter.parts.size(), scores);
        collect(scores, level, filter.threshold + minimum, answers);
      }
      std::sort(answers.rbegin(), answers.rend());
      for (const Answer &answer : answers) all.push_back({answer.score - filter.threshold, answer.box});
    }
    std::sort(all.rbegin(), all.rend());

    const dlib::test_box_overlap overlaps(overlap_of_union, overlap_of_one);
    std::vector<Candidate> found;
    std::vector<dlib::rectangle> kept;
    for (const Answer &answer : all) {
      const auto covers = [&](const dlib::rectangle &better) { return overlaps(better, answer.box); };
      if (std::any_of(kept.begin(), kept.end(), covers)) continue;
      kept.push_back(answer.box);
      found.push_back({double(answer.box.left()), double(answer.box.top()), double(answer.box.right() + 1),
                       double(answer.box.bottom() + 1), answer.score});
    }
    return found;
  }

 private:
  std::vector<HogFeatures> levels;
  dlib::array2d<unsigned char> smaller, smallest;

  void make_levels(const cv::Mat &gray) {
    const Scale scale;
    dlib::rectangle size(gray.cols, gray.rows);
    size_t count = 0;
    do {
      size = scale.rect_down(size);
      count++;
    } while (size.width() >= least_side && size.height() >= least_side);
    levels.resize(count);
    hog_features(gray.data, gray.cols, gray.rows, gray.step[0], levels[0]);
    for (size_t level = 1; level < count; level++) {
      if (level == 1) scale(dlib::cv_image<unsigned char>(gray), smaller);
      else scale(smallest, smaller);
      hog_features(
          reinterpret_cast<const uint8_t *>(dlib::image_data(smaller)), int(smaller.nc()), int(smaller.nr()),
          size_t(dlib::width_step(smaller)), levels[level]);
      swap(smaller, smallest);
    }
  }

  void collect(const std::vector<float> &scores, size_t level, double threshold, std::vector<Answer> &answers) const {
    const HogFeatures &features = levels[level];
    for (int row = 0; row < features.inner_rows; row++) {
      const float *line = scores.data() + size_t(row) * size_t(features.inner_columns);
      for (int column = 0; column < features.inner_columns; column++) {
        if (!(line[column] >= threshold)) continue;
        const dlib::point middle(column + hog_window / 2, row + hog_window / 2);
        const dlib::rectangle cells = dlib::centered_rect(middle, hog_window, hog_window);
        const dlib::rectangle box = dlib::fhog_to_image(cells, hog_cell, hog_window, hog_window);
        answers.push_back({line[column], Scale().rect_up(box, unsigned(level))});
      }
    }
  }
};

}  // namespace

std::unique_ptr<BoxFinder> make_hog_finder() { return std::make_unique<HogFinder>(); }

}  // namespace vision
