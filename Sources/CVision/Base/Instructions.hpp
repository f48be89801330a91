/// Which instructions this process may use. Hot loops are compiled twice: for every x86-64
/// processor, and for those with AVX2 and fused multiply-add (FMA).
#pragma once

namespace vision {

/// Whether to use the AVX2 and FMA build. The environment variable FC_PLAIN=1 turns it off, so that
/// the other build can be tested on any machine. Boxes, scores and points are bit-identical either
/// way: both builds compute the same products and sums in the same order, only several at a time.
/// Convolution is the exception: without AVX2 each product is rounded once more, so its results
/// differ in the seventh digit.
bool has_avx2();

}  // namespace vision
