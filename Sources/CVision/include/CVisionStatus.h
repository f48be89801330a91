/// How every function of CVision reports failure. No exception crosses this interface.
#ifndef CVISION_STATUS_H
#define CVISION_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum vision_code {
  VISION_OK = 0,
  VISION_UNREADABLE = 1,    ///< the file cannot be opened or read
  VISION_NOT_A_PHOTO = 2,   ///< the file is empty or not a picture
  VISION_TRUNCATED = 3,     ///< the picture ends early or is damaged
  VISION_TOO_LARGE = 4,     ///< more pixels, bytes or work than the limit
  VISION_BAD_MODEL = 5,     ///< a model file is missing, damaged or of the wrong kind
  VISION_OUT_OF_MEMORY = 6,
  VISION_INTERNAL = 7,      ///< any other exception
  VISION_UNSUPPORTED = 8,   ///< a picture in a format that is not supported
  VISION_DEGENERATE = 9,    ///< a box or points that cannot be a face
  VISION_DAMAGED = 10,      ///< as VISION_TRUNCATED, but part of the picture can be decoded
} vision_code;

/// Filled in by a function that does not return VISION_OK. The message is one line of UTF-8,
/// without the path.
typedef struct vision_failure {
  char message[256];
} vision_failure;

#ifdef __cplusplus
}
#endif
#endif
