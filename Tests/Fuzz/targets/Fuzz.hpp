/// Shared by all targets: a thrown Failure is a valid result, and nothing else may be thrown.
#pragma once

#include <cstddef>
#include <cstdint>

#include "Failure.hpp"

namespace fuzz {

/// Runs a reader; a Failure is how it rejects its input. Any other exception ends the fuzzer.
template <typename Body>
void answered(Body &&body) {
  try {
    body();
  } catch (const vision::Failure &) {
  }
}

}  // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count);
