#include "Failure.hpp"

#include <malloc.h>

#include <cstdio>
#include <mutex>
#include <new>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>

namespace vision {

namespace {

vision_code fill(vision_failure *failure, vision_code code, const char *message) noexcept {
  if (failure != nullptr) {
    std::snprintf(failure->message, sizeof failure->message, "%s", message);
    for (char *c = failure->message; *c != 0; c++) {
      if (*c == '\n' || *c == '\r') *c = ' ';
    }
  }
  return code;
}

int ignore_error(int, const char *, const char *, const char *, int, void *) { return 0; }

}  // namespace

vision_code describe_current_exception(vision_failure *failure) noexcept {
  try {
    throw;
  } catch (const Failure &error) {
    return fill(failure, error.code, error.what());
  } catch (const std::bad_alloc &) {
    return fill(failure, VISION_OUT_OF_MEMORY, "not enough memory");
  } catch (const cv::Exception &error) {
    if (error.code == cv::Error::StsNoMem)
      return fill(failure, VISION_OUT_OF_MEMORY, "not enough memory");
    // OpenCV's message quotes its source code, which means nothing to a user; the function's name
    // is useful in a bug report.
    const std::string where = error.func.empty() ? "" : " (" + error.func + ")";
    return fill(failure, VISION_INTERNAL, ("an unexpected failure in OpenCV" + where).c_str());
  } catch (...) {
    return fill(failure, VISION_INTERNAL, "an unexpected failure in the program");
  }
}

void keep_memory() {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

void prepare_opencv() {
  static std::once_flag once;
  std::call_once(once, [] {
    keep_memory();
    cv::setNumThreads(1);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    cv::redirectError(ignore_error);
  });
}

}  // namespace vision
