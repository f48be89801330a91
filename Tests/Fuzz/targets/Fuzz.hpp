/// What every target shares: a failure that is thrown is an answer, and nothing else may be.
#pragma once

#include <cstddef>
#include <cstdint>

#include "Failure.hpp"

namespace fuzz {

/// Runs a reader; a Failure is how it says no. Anything else that is thrown ends the fuzzer.
template <typename Body>
void answered(Body &&body) {
  try {
    body();
  } catch (const vision::Failure &) {
  }
}

}  // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count);
