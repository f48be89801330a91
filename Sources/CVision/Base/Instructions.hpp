/// Which instructions this process may use: hot loops are compiled twice, for every x86-64 and for
/// those with AVX2.
#pragma once

namespace vision {

/// Whether the second build is to be used. The environment's FC_PLAIN=1 says no: so the first one
/// can be tested anywhere. HogKernels gives the same bits either way: it multiplies and adds in the
/// same order, only more numbers at once. Convolution rounds once more without AVX2, and differs in
/// the seventh digit.
bool has_avx2();

}  // namespace vision
