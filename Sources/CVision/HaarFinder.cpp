/// OpenCV's boosted cascade of Haar features (Viola and Jones 2001; Lienhart and Maydt 2002).
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

#include <string>

#include "BoxFinder.hpp"
#include "Failure.hpp"

namespace vision {

namespace {

/// As far down as HOG's window of 80 px reaches; smaller windows cost most of the time and bring most false faces.
constexpr int least_side = 80;

class HaarFinder final : public BoxFinder {
 public:
  explicit HaarFinder(const char *path) {
    prepare_opencv();
    bool loaded = false;
    try {
      loaded = path != nullptr && cascade.load(path);
    } catch (const cv::Exception &) {
    }
    if (!loaded || cascade.empty()) throw Failure(VISION_BAD_MODEL, "cannot read a cascade classifier from the file");
  }

  double default_minimum(vision_search search) const override { return search == VISION_SEARCH_FAST ? 0.0 : 0.0; }

  std::vector<Candidate> find(const cv::Mat &gray, double minimum) override {
    std::vector<cv::Rect> boxes;
    std::vector<int> levels;
    std::vector<double> weights;
    cascade.detectMultiScale(gray, boxes, levels, weights, 1.1, 3, 0, cv::Size(least_side, least_side), cv::Size(), true);
    std::vector<Candidate> candidates;
    for (size_t i = 0; i < boxes.size(); i++) {
      if (weights[i] < minimum) continue;
      const cv::Rect &box = boxes[i];
      candidates.push_back(
          {double(box.x), double(box.y), double(box.x + box.width), double(box.y + box.height), weights[i]});
    }
    return candidates;
  }

 private:
  cv::CascadeClassifier cascade;
};

}  // namespace

std::unique_ptr<BoxFinder> make_haar_finder(const char *cascade_path) {
  return std::make_unique<HaarFinder>(cascade_path);
}

}  // namespace vision
