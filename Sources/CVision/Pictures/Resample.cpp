#include "Resample.hpp"

#include <algorithm>
#include <cmath>

#include "Instructions.hpp"

// Fused multiply-add would round differently.
#pragma clang fp contract(off)

namespace vision {

namespace {

typedef float Floats __attribute__((vector_size(32)));
typedef int32_t Ints __attribute__((vector_size(32)));
typedef uint8_t Bytes8 __attribute__((vector_size(8)));

namespace plain {
/// Picks eight of 24 floats by their indices.
static void pick(const Floats *parts, const Ints &indices, Floats &picked) {
  float all[24];
  __builtin_memcpy(all, parts, sizeof all);
  for (int i = 0; i < 8; i++) picked[i] = all[indices[i]];
}
#include "Resample.inc"
}  // namespace plain

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
namespace wide {
static inline __attribute__((always_inline)) void pick(
    const Floats *parts, const Ints &indices, Floats &picked) {
  const Floats first = __builtin_ia32_permvarsf256(parts[0], indices);
  const Floats second = __builtin_ia32_permvarsf256(parts[1], indices);
  const Floats third = __builtin_ia32_permvarsf256(parts[2], indices);
  picked = indices < 8 ? first : indices < 16 ? second : third;
}
#include "Resample.inc"
}  // namespace wide
#pragma clang attribute pop
#else
namespace wide = plain;
#endif

template <int taps>
void resample(
    const GrayPixels &in, const ResampleAxis &across, const ResampleAxis &down, uint8_t *out) {
  const size_t eights = size_t(across.to + 7) / 8 * 8;
  // Padding pixels repeat the last one's neighbours with weight 0.
  std::vector<int> first(eights, across.first.back()), offsets(eights);
  std::copy(across.first.begin(), across.first.end(), first.begin());
  for (size_t i = 0; i < eights; i++) offsets[i] = first[i] - first[i / 8 * 8];
  std::vector<float> weights(taps * eights);
  for (size_t tap = 0; tap < taps; tap++) {
    std::copy_n(
        across.weights.data() + tap * size_t(across.to), across.to, weights.data() + tap * eights);
  }
  std::vector<float> row(size_t(in.width) + 24);
  for (int y = 0; y < down.to; y++) {
    float shares[taps];
    for (int tap = 0; tap < taps; tap++) {
      shares[tap] = down.weights[size_t(tap) * size_t(down.to) + size_t(y)];
    }
    (has_avx2() ? wide::mix_rows<taps> : plain::mix_rows<taps>)(
        in.data + size_t(down.first[size_t(y)]) * in.row_bytes, in.row_bytes, in.width, shares,
        row.data());
    (has_avx2() ? wide::mix_columns<taps> : plain::mix_columns<taps>)(
        row.data(), first.data(), offsets.data(), weights.data(), eights, across.to,
        out + size_t(y) * size_t(across.to));
  }
}

template <int factor>
void shrink(const GrayPixels &in, uint8_t *out) {
  const int width = (in.width + factor - 1) / factor, height = (in.height + factor - 1) / factor;
  std::vector<uint16_t> sums(size_t(width) * factor);
  for (int y = 0; y < height; y++, out += width) {
    std::fill(sums.begin(), sums.end(), uint16_t(0));
    for (int i = 0; i < factor; i++) {
      const int row = std::min(y * factor + i, in.height - 1);
      (has_avx2() ? wide::add_row : plain::add_row)(
          in.data + size_t(row) * in.row_bytes, in.width, sums.data());
    }
    std::fill(sums.begin() + in.width, sums.end(), sums[size_t(in.width) - 1]);
    (has_avx2() ? wide::mean_columns<factor> : plain::mean_columns<factor>)(
        sums.data(), width, out);
  }
}

}  // namespace

ResampleAxis::ResampleAxis(int from, int to, int taps)
    : from(from), to(to), taps(taps), first(size_t(to)), weights(size_t(taps) * size_t(to)) {}

ResampleAxis ResampleAxis::area(int from, int to) {
  ResampleAxis axis(from, to, 3);
  const double step = double(from) / to;
  for (int i = 0; i < to; i++) {
    const double begin = i * step, end = (i + 1) * step;
    const int first = std::clamp(int(begin), 0, from - 3);
    axis.first[size_t(i)] = first;
    for (int tap = 0; tap < 3; tap++) {
      const double left = std::max(begin, double(first + tap));
      const double right = std::min(end, double(first + tap + 1));
      axis.weights[size_t(tap) * size_t(to) + size_t(i)] =
          float(std::max(0.0, right - left) / step);
    }
  }
  return axis;
}

ResampleAxis ResampleAxis::bilinear(int from, int to) {
  ResampleAxis axis(from, to, 2);
  const double step = double(from - 1) / std::max(to - 1, 1);
  for (int i = 0; i < to; i++) {
    const int first = std::clamp(int(i * step), 0, from - 2);
    const double behind = std::clamp(i * step - first, 0.0, 1.0);
    axis.first[size_t(i)] = first;
    axis.weights[size_t(i)] = float(1 - behind);
    axis.weights[size_t(to) + size_t(i)] = float(behind);
  }
  return axis;
}

void resample(
    const GrayPixels &in, const ResampleAxis &across, const ResampleAxis &down, uint8_t *out) {
  (across.taps == 2 ? resample<2> : resample<3>)(in, across, down, out);
}

void shrink_by(int factor, const GrayPixels &in, uint8_t *out) {
  switch (factor) {
    case 2: return shrink<2>(in, out);
    case 4: return shrink<4>(in, out);
    case 8: return shrink<8>(in, out);
    case 16: return shrink<16>(in, out);
    case 32: return shrink<32>(in, out);
    default: return shrink<64>(in, out);
  }
}

}  // namespace vision
