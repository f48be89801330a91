/// Decodes photos in separate processes that are cut off from the rest of the system: see CCage.h.
/// Only those processes interpret the bytes of a photo; their answers are checked here, once.
#ifndef CVISION_DECODERS_H
#define CVISION_DECODERS_H

#include <stddef.h>
#include <stdint.h>

#include "CVisionStatus.h"

#ifdef __cplusplus
extern "C" {
#endif

/// How the decoders are confined.
typedef struct vision_cage {
  int process;   ///< 1: photos are decoded in separate processes
  int landlock;  ///< the version of Landlock that blocks files, network and signals; 0: none
  int seccomp;   ///< 1: system calls are filtered
} vision_cage;

/// From now on photos are decoded in other processes: one for each of `count` threads, each of
/// which has one photo open at a time. Call this before starting threads and before opening any
/// photo; a second call does nothing. Fails with VISION_INTERNAL if no process can be started;
/// photos are then decoded in this process.
vision_code vision_decoders_start(int count, vision_failure *failure);

/// Lets the decoder processes exit while this process finishes its work. No photo can be opened
/// afterwards.
void vision_decoders_finish(void);

/// The confinement in force; all 0 if no decoders were started. Waits until the first decoder
/// has reported. To be called by one thread only.
vision_cage vision_decoders_cage(void);

/// The kinds of decoder (see `cage_kind` in CCage.h). The plain one opens the usual formats. The
/// prepared one is started, and its libraries are loaded, when the first photo needs it.
enum { VISION_PLAIN_DECODER, VISION_PREPARED_DECODER, VISION_DECODER_KINDS };

/// A request to a decoder. The shared memory begins with the file's bytes.
typedef struct vision_decoder_request {
  enum { VISION_DECODER_OPEN, VISION_DECODER_DECODE } kind;
  uint64_t bytes;      ///< open: size of the file
  uint64_t offset;     ///< decode: where in the shared memory the pixels go
  int32_t channels;    ///< decode: 1 or 3
  int32_t reduction;
  int32_t takes_damaged;  ///< open: whether to decode what is left of a damaged photo
} vision_decoder_request;

/// The decoder's answer; where the code is not VISION_OK, only the message is meaningful.
typedef struct vision_decoder_answer {
  int32_t code;                    ///< vision_code
  char message[256];
  /// open: the kind of decoder that reads this format. Where it is not the kind that was asked, the
  /// other fields are meaningless, and the request must be sent to that kind.
  int32_t decoder;
  int32_t width, height;           ///< open: as stored
  int32_t orientation;             ///< 1 … 8
  int32_t gray_reduction, colour_reduction;  ///< open: the maximum reduction that it can decode at
  int32_t pictures;                ///< open: number of pictures in the file
  int32_t is_damaged;              ///< decode: whether pixels are missing
} vision_decoder_answer;

/// The plain decoder's work function: a `cage_work`. It recognises HEIC and AVIF only to pass them
/// on to the prepared decoder.
void vision_decoder_work(
    uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer);

/// The prepared decoder's work function, and the function that loads its libraries.
void vision_prepared_decoder_work(
    uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer);
void vision_prepare_decoder(void);

#ifdef __cplusplus
}
#endif
#endif
