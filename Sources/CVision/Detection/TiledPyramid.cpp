#include "TiledPyramid.hpp"

#include <algorithm>

namespace vision {

namespace {

using Scale = dlib::pyramid_down<6>;  // 5/6 from level to level

/// px between the levels on the map, and px around them.
constexpr long gap = 10, border = 11;
/// Minimum height of a level, px.
constexpr long minimum_height = 5;

/// The levels' rectangles on the map, and the size of the map, px.
struct Tiling {
  std::vector<dlib::rectangle> levels;
  long width, height;
};

long width_of(const dlib::rectangle &level) { return long(level.width()); }
long height_of(const dlib::rectangle &level) { return long(level.height()); }

/// The height of the left column: the picture and the levels below it. The column ends once half of
/// the levels' total height is reached and the next level fits beside the one before it.
long height_of_column(const std::vector<dlib::rectangle> &levels) {
  const long width = width_of(levels[0]), height = height_of(levels[0]);
  long all = -2 * gap, column = 0, previous = 0;
  for (const auto &level : levels) all += height_of(level) + gap;
  for (const auto &level : levels) {
    // dlib subtracts unsigned numbers, so there a negative room counts as a large one.
    const long room = width - previous - gap;
    const bool has_room = room < 0 || width_of(level) <= room;
    if (has_room && 2 * (column - height) >= all - height && column > 0) break;
    column += height_of(level) + gap;
    previous = width_of(level);
  }
  return column - gap;
}

/// Lays the levels out exactly as dlib does, because a face may be found across the gap between two
/// levels: the picture and the next levels below each other, then the others upwards along the
/// right edge.
Tiling tile(const cv::Size &size) {
  std::vector<dlib::rectangle> levels;
  long width = size.width, height = size.height;
  do {
    levels.push_back(dlib::rectangle(static_cast<unsigned long>(width),
                                     static_cast<unsigned long>(height)));
    dlib::find_pyramid_down_output_image_size(Scale(), height, width);
  } while (width > 0 && height >= minimum_height);

  const long column = height_of_column(levels);
  size_t i = 0;
  long y = border;
  for (; i < levels.size() && y < column + border; i++) {
    levels[i] = dlib::translate_rect(levels[i], dlib::point(border, y));
    y += height_of(levels[i]) + gap;
  }
  y -= gap;
  for (; i < levels.size(); i++) {
    const dlib::point last(border + size.width - 1, y - 1);
    const dlib::rectangle level(last, last - levels[i].br_corner());
    if (!levels[0].intersect(level).is_empty()) break;
    levels[i] = level;
    y -= height_of(level) + gap;
  }
  levels.resize(i);
  return {std::move(levels), size.width + 2 * border, column + 2 * border};
}

}  // namespace

TiledPyramid::TiledPyramid(const cv::Size &size) : map(0, 0, 0, 0) {
  Tiling tiling = tile(size);
  levels = std::move(tiling.levels);
  map = Map(int(tiling.width), int(tiling.height), 3, 0);
}

TiledPyramid::TiledPyramid(const cv::Mat &colour, const std::array<float, 3> &means)
    : TiledPyramid(colour.size()) {
  for (int y = 0; y < colour.rows; y++) {
    const uint8_t *row = colour.ptr(y);
    float *pixel = map.at(int(levels[0].left()), int(levels[0].top()) + y);
    for (int i = 0; i < 3 * colour.cols; i++) {
      pixel[i] = (float(row[i - i % 3 + 2 - i % 3]) - means[i % 3]) / 256;
    }
  }
  for (size_t i = 1; i < levels.size(); i++) reduce(levels[i - 1], levels[i]);
}

dlib::rectangle TiledPyramid::on_picture(const dlib::drectangle &window) const {
  return dlib::tiled_pyramid_to_image<Scale>(levels, window);
}

/// Bilinear interpolation with the centres of the outermost pixels aligned, as dlib makes its
/// levels.
void TiledPyramid::reduce(const dlib::rectangle &from, const dlib::rectangle &to) {
  const auto step = [](unsigned long source, unsigned long target) {
    return float(source - 1) / float(std::max(target, 2ul) - 1);
  };
  const float step_x = step(from.width(), to.width()), step_y = step(from.height(), to.height());
  const auto source = [&](long x, long y) {
    return map.at(int(from.left() + x), int(from.top() + y));
  };
  for (long y = 0; y < height_of(to); y++) {
    const float exact_y = float(y) * step_y;
    const long top = long(exact_y), bottom = std::min(top + 1, height_of(from) - 1);
    const float below = exact_y - float(top);
    for (long x = 0; x < width_of(to); x++) {
      const float exact_x = float(x) * step_x;
      const long left = long(exact_x), right = std::min(left + 1, width_of(from) - 1);
      const float aside = exact_x - float(left);
      const float *corners[] = {
          source(left, top), source(right, top), source(left, bottom), source(right, bottom)};
      float *target = map.at(int(to.left() + x), int(to.top() + y));
      for (int colour = 0; colour < 3; colour++) {
        const float upper = (1 - aside) * corners[0][colour] + aside * corners[1][colour];
        const float lower = (1 - aside) * corners[2][colour] + aside * corners[3][colour];
        target[colour] = (1 - below) * upper + below * lower;
      }
    }
  }
}

}  // namespace vision
