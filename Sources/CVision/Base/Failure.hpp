/// How C++ inside CVision fails, and the border where that becomes a code and a message.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "CVisionStatus.h"

namespace vision {

/// Thrown inside CVision only; `guarded` turns it into its code and message.
struct Failure : std::exception {
  vision_code code;
  std::string message;

  Failure(vision_code code, std::string message) : code(code), message(std::move(message)) {}
  const char *what() const noexcept override { return message.c_str(); }
};

/// Names the exception in flight. Call it from a catch block only.
vision_code describe_current_exception(vision_failure *failure) noexcept;

/// Runs a function body so that nothing is thrown across the C border.
template <typename Body>
vision_code guarded(vision_failure *failure, Body &&body) noexcept {
  try {
    body();
    return VISION_OK;
  } catch (...) {
    return describe_current_exception(failure);
  }
}

/// Every photo takes and frees some megabytes, which malloc would otherwise return to the system
/// each time.
void keep_memory();

/// Once a process: no threads inside OpenCV (every worker has its own photo), nothing on standard
/// error, and memory that is kept from photo to photo.
void prepare_opencv();

}  // namespace vision
