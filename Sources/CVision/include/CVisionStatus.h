/// How every function of CVision reports failure. Nothing throws across this border.
#ifndef CVISION_STATUS_H
#define CVISION_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum vision_code {
  VISION_OK = 0,
  VISION_UNREADABLE = 1,    ///< the file cannot be opened or read
  VISION_NOT_A_PHOTO = 2,   ///< the contents are no picture, or the file is empty
  VISION_TRUNCATED = 3,     ///< the picture ends early or is damaged
  VISION_TOO_LARGE = 4,     ///< more pixels, bytes or work than the limit
  VISION_BAD_MODEL = 5,     ///< a model file is missing or is not what it should be
  VISION_OUT_OF_MEMORY = 6,
  VISION_INTERNAL = 7,      ///< an exception that has no better name
  VISION_UNSUPPORTED = 8,   ///< a picture of a kind that is not read
  VISION_DEGENERATE = 9,    ///< a box or points that make no face
  VISION_DAMAGED = 10,      ///< as VISION_TRUNCATED, but a part of the picture can be had
} vision_code;

/// Filled by a function that does not return VISION_OK. The message is UTF-8, one line, without the
/// path.
typedef struct vision_failure {
  char message[256];
} vision_failure;

#ifdef __cplusplus
}
#endif
#endif
