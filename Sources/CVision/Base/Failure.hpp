/// Failures inside CVision are C++ exceptions; at the C interface they become a code and a message.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "CVisionStatus.h"

namespace vision {

/// Thrown inside CVision only; `guarded` turns it into a code and a message.
struct Failure : std::exception {
  vision_code code;
  std::string message;

  Failure(vision_code code, std::string message) : code(code), message(std::move(message)) {}
  const char *what() const noexcept override { return message.c_str(); }
};

/// Code and message of the exception being handled. Call it only from a catch block.
vision_code describe_current_exception(vision_failure *failure) noexcept;

/// Runs a function body and catches every exception, so that none crosses the C interface.
template <typename Body>
vision_code guarded(vision_failure *failure, Body &&body) noexcept {
  try {
    body();
    return VISION_OK;
  } catch (...) {
    return describe_current_exception(failure);
  }
}

/// Makes malloc keep freed memory. Every photo allocates and frees some megabytes, which malloc
/// would otherwise return to the system each time.
void keep_memory();

/// Sets up OpenCV once per process: no threads of its own (each worker already has its own photo),
/// no output on standard error, and memory that is kept from photo to photo.
void prepare_opencv();

}  // namespace vision
