/// dlib's convolutional face detector: a small network with a window of 80 px that slides over an
/// image pyramid, trained by max-margin object detection (King 2015). Boxes and scores agree with
/// dlib's, except in the last digits.
#include <algorithm>
#include <cmath>
#include <string>

#include "BoxFinder.hpp"
#include "DnnFile.hpp"
#include "Failure.hpp"
#include "TiledPyramid.hpp"

namespace vision {

namespace {

constexpr const char *kinds =
    "con affine relu con affine relu con affine relu con affine relu con affine relu con affine "
    "relu con";

const std::vector<ConvolutionShape> shapes = {
    {16, 5, 2, 0}, {32, 5, 2, 0}, {32, 5, 2, 0}, {45, 5, 1, 2},
    {45, 5, 1, 2}, {45, 5, 1, 2}, {1, 9, 1, 4}};
/// Real scores are below 10.
constexpr double maximum_score = 1e6;
/// More faces than fit into the largest searched picture.
constexpr size_t maximum_faces = 5000;

class CnnFinder final : public BoxFinder {
 public:
  explicit CnnFinder(const char *path) : file(path == nullptr ? "" : path, what) {
    if (file.kinds() != kinds || file.loss != "loss_mmod_" || file.layers.back().outputs != 1) {
      throw Failure(VISION_BAD_MODEL, std::string("the file is not dlib's ") + what);
    }
    layers = file.convolutions(3, shapes);
  }

  Channels channels() const override { return Channels::colour; }

  /// A search takes about 0.3 s and 100 MB per million pixels, so it stops at four million.
  SearchReach reach() const override { return {640, 640, 4e6, 4e6, false}; }

  double default_minimum(bool) const override { return 0; }

  /// It finds faces in any direction equally well, so its scores do not show which way up a face
  /// is.
  std::optional<Convincing> convincing() const override { return std::nullopt; }

  // Boxes are dlib's own: on 68 portraits they are 0.97 times as wide as HOG's (standard deviation
  // 0.09), and their centres are higher by 0.09 of HOG's box. Landmarks predicted from them differ
  // by 1 % of the eye distance, and distinguish persons nearly as well.

  std::vector<Candidate> find(const cv::Mat &colour, double minimum, double) override {
    if (std::min(colour.rows, colour.cols) < TiledPyramid::minimum_side) return {};
    TiledPyramid pyramid(colour, file.means);
    Map map = std::move(pyramid.map);
    for (size_t i = 0; i < layers.size(); i++) {
      const bool is_last = i + 1 == layers.size();
      map = layers[i](map, !is_last, is_last ? 0 : layers[i + 1].padding);
    }
    std::vector<Candidate> found;
    for (int y = 0; y < map.height; y++) {
      for (int x = 0; x < map.width; x++) {
        const double score = *map.at(x, y);
        if (!(std::abs(score) < maximum_score)) damaged("its scores make no sense");
        if (score > minimum) found.push_back(box(dlib::dpoint(x, y), score, pyramid));
      }
    }
    return best(std::move(found));
  }

 private:
  [[noreturn]] static void damaged(const char *why) {
    throw Failure(VISION_BAD_MODEL, std::string("the ") + what + " is damaged: " + why);
  }

  static constexpr const char *what = "convolutional face detector";
  DnnFile file;
  std::vector<Convolution> layers;

  /// The window of an output pixel, as a box on the picture.
  Candidate box(dlib::dpoint point, double score, const TiledPyramid &pyramid) const {
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
      const double middle = layer->side / 2 - layer->padding;
      point = point * layer->stride + dlib::dpoint(middle, middle);
    }
    const auto window = dlib::centered_drect(point, file.window_width, file.window_height);
    const dlib::rectangle box = pyramid.on_picture(window);
    return {{double(box.left()), double(box.top()), double(box.right() + 1),
             double(box.bottom() + 1)}, score};
  }

  /// Keeps the best box of each face.
  std::vector<Candidate> best(std::vector<Candidate> found) const {
    std::stable_sort(found.begin(), found.end(), [](const Candidate &a, const Candidate &b) {
      return a.score > b.score;
    });
    const auto kept = first_of_each_face(found, file.suppression, maximum_faces + 1);
    if (kept.size() > maximum_faces) damaged("it finds faces everywhere");
    return kept;
  }
};

}  // namespace

std::unique_ptr<BoxFinder> make_cnn_finder(const char *model_path) {
  return std::make_unique<CnnFinder>(model_path);
}

}  // namespace vision
