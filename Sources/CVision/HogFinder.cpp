/// dlib's frontal face detector: histograms of oriented gradients and five linear filters in a sliding window of 80 px
/// (Dalal and Triggs 2005; Felzenszwalb et al. 2010; trained by max-margin object detection, King 2015).
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv/cv_image.h>

#include "BoxFinder.hpp"

namespace vision {

namespace {

/// Unpacking the compiled-in model takes 0.2 s, copying it a few ms: unpack at the first use, copy for each worker.
const dlib::frontal_face_detector &prototype() {
  static const dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
  return detector;
}

class HogFinder final : public BoxFinder {
 public:
  HogFinder() : detector(prototype()) {}

  /// Measured: faces of portraits score above 1.0 in a fast search, sideways faces and landscapes below 0.05. Small
  /// faces of groups in a thorough search score 0.2 and more, false ones near 0.1.
  double default_minimum(vision_search search) const override { return search == VISION_SEARCH_FAST ? 0.1 : 0.2; }

  std::vector<Candidate> find(const cv::Mat &gray, double minimum) override {
    std::vector<dlib::rect_detection> found;
    detector(dlib::cv_image<unsigned char>(gray), found, minimum);
    std::vector<Candidate> candidates;
    for (const auto &one : found) {
      candidates.push_back({double(one.rect.left()), double(one.rect.top()), double(one.rect.right() + 1),
                            double(one.rect.bottom() + 1), one.detection_confidence});
    }
    return candidates;
  }

 private:
  dlib::frontal_face_detector detector;
};

}  // namespace

std::unique_ptr<BoxFinder> make_hog_finder() { return std::make_unique<HogFinder>(); }

}  // namespace vision
