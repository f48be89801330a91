/// Which instructions this process may use: hot loops are compiled twice, for every x86-64 and for
/// those with AVX2 and fused multiplication and addition, which come together.
#pragma once

namespace vision {

/// Whether the second build is to be used. The environment's FC_PLAIN=1 says no: so the first one
/// can be tested anywhere. Boxes, scores and points are the same bits either way: they come from
/// products and sums in the same order, only more of them at once. Convolution rounds once more
/// without AVX2, and differs in the seventh digit.
bool has_avx2();

}  // namespace vision
