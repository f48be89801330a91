/// Searches a photo at one size after another, and maps the boxes back to the full-size photo.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "BoxFinder.hpp"
#include "Failure.hpp"
#include "Photo.hpp"
#include "SearchPicture.hpp"

namespace vision {

namespace {

constexpr int quarter_turns[] = {90, 180, 270};  // degrees clockwise

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

/// Whether a box scores no better than a known one and mostly overlaps it, by dlib's limits for
/// boxes of the same face.
bool is_doubtful(const vision_face &known, const vision_face &face) {
  const face_box first = edges(known.box), second = edges(face.box);
  const double of_one = face_overlap_of_smaller(first, second);
  const double of_union = face_overlap_of_union(first, second);
  return known.score >= face.score && (of_union > 0.33 || of_one > 0.79);
}

/// Adds the faces found at a larger size. A face that was found before keeps the better of its
/// boxes.
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
    else *same = face;  // it scores better; otherwise it would be doubtful
  }
}

std::vector<vision_face> find_at(
    const SearchStep &step, BoxFinder &finder, Photo &photo, int turned, double minimum) {
  const SearchPicture picture(photo, finder.channels(), step.scale, turned);
  std::vector<vision_face> faces;
  for (const Candidate &one : finder.find(picture.pixels, minimum, step.new_sizes)) {
    faces.push_back(picture.face(one));
  }
  return faces;
}

/// Scores at which a search stops: with any face, or never.
constexpr double any_score = std::numeric_limits<double>::lowest();
constexpr double no_score = std::numeric_limits<double>::infinity();

double best_score(const std::vector<vision_face> &faces) {
  double best = -no_score;
  for (const vision_face &face : faces) best = std::max(best, face.score);
  return best;
}

/// A photo turned one way, searched from the smallest size up.
class View {
 public:
  /// `given`: the minimum score; NAN for the detector's own.
  View(BoxFinder &finder, Photo &photo, int turned, double given)
      : turned(turned), finder(&finder), photo(&photo), given(given) {}

  int turned;                      // degrees clockwise
  std::vector<vision_face> faces;  // so far

  /// Continues the search with the next sizes: up to the first deep one, unless `goes_deep`, and
  /// only until a face scores `enough`.
  void search(const std::vector<SearchStep> &steps, bool goes_deep, double enough) {
    for (; next < steps.size() && best_score(faces) < enough; next++) {
      const SearchStep &step = steps[next];
      if (step.is_deep && !goes_deep) return;
      // A thorough search uses the minimum of a fast one as long as the fast one would continue.
      const bool is_strict = step.is_deep || !faces.empty();
      const double minimum = std::isnan(given) ? finder->default_minimum(is_strict) : given;
      add(find_at(step, *finder, *photo, turned, minimum), faces);
    }
  }

 private:
  BoxFinder *finder;
  Photo *photo;
  double given;
  size_t next = 0;
};

/// The view (the photo turned by 0, 90, 180 or 270 degrees) with the most convincing face at
/// portrait sizes. The photo is turned only if it shows no convincing face as it is.
View best_view(
    BoxFinder &finder, Photo &photo, const std::vector<SearchStep> &steps, double given,
    const Convincing &convincing) {
  View best(finder, photo, 0, given);
  best.search(steps, false, any_score);
  if (best_score(best.faces) >= convincing.as_it_is) return best;
  for (const int turned : quarter_turns) {
    View view(finder, photo, turned, given);
    view.search(steps, false, convincing.turned);
    const double score = best_score(view.faces);
    if (score >= convincing.turned && score > best_score(best.faces)) best = view;
  }
  return best;
}

/// `given`: the minimum score; NAN for the detector's own.
std::vector<vision_face> find(
    BoxFinder &finder, BoxFinder *judge, Photo &photo, vision_search search, double given) {
  const auto steps_of = [&](const BoxFinder &one) {
    return search_steps(one.reach(), photo.size(), search);
  };
  const auto steps = steps_of(finder);
  const auto look = [&] {
    if (judge == nullptr) return best_view(finder, photo, steps, given, *finder.convincing());
    const View judged = best_view(*judge, photo, steps_of(*judge), NAN, *judge->convincing());
    return View(finder, photo, judged.turned, given);
  };
  View best = look();
  // Small faces are searched for only in the direction found above.
  best.search(steps, true, search == VISION_SEARCH_FAST ? any_score : no_score);
  std::sort(best.faces.begin(), best.faces.end(), comes_first);
  return std::move(best.faces);
}

}  // namespace

}  // namespace vision

struct vision_detector {
  std::unique_ptr<vision::BoxFinder> finder;
  /// Decides which way up a photo is, where the finder cannot.
  std::unique_ptr<vision::BoxFinder> judge;
};

namespace vision {

namespace {

std::unique_ptr<BoxFinder> make_finder(vision_detector_kind kind, const char *model_path) {
  switch (kind) {
    case VISION_DETECTOR_HOG: return make_hog_finder();
    case VISION_DETECTOR_HAAR: return make_haar_finder(model_path);
    case VISION_DETECTOR_CNN: return make_cnn_finder(model_path);
  }
  throw Failure(VISION_INTERNAL, "unknown kind of detector");
}

}  // namespace

}  // namespace vision

vision_code vision_detector_open(
    vision_detector_kind kind, const char *model_path, vision_detector **detector,
    vision_failure *failure) {
  *detector = nullptr;
  return vision::guarded(failure, [&] {
    auto finder = vision::make_finder(kind, model_path);
    auto judge = finder->convincing() ? nullptr : vision::make_hog_finder();
    *detector = new vision_detector{std::move(finder), std::move(judge)};
  });
}

void vision_detector_close(vision_detector *detector) { delete detector; }

vision_code vision_detector_find(
    vision_detector *detector, vision_photo *photo, vision_search search, double minimum_score,
    vision_face **faces, size_t *count, vision_failure *failure) {
  *faces = nullptr;
  *count = 0;
  return vision::guarded(failure, [&] {
    const auto found = vision::find(
        *detector->finder, detector->judge.get(), photo->photo, search, minimum_score);
    if (found.empty()) return;
    *faces = static_cast<vision_face *>(std::malloc(found.size() * sizeof(vision_face)));
    if (*faces == nullptr) throw std::bad_alloc();
    std::copy(found.begin(), found.end(), *faces);
    *count = found.size();
  });
}

void vision_faces_free(vision_face *faces) { std::free(faces); }
