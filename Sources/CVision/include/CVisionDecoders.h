/// Photos decoded in processes of their own, which can reach nothing: see CCage.h. The first byte
/// of a photo is looked at only there; what comes back is checked here, once.
#ifndef CVISION_DECODERS_H
#define CVISION_DECODERS_H

#include <stddef.h>
#include <stdint.h>

#include "CVisionStatus.h"

#ifdef __cplusplus
extern "C" {
#endif

/// What closes the decoders in.
typedef struct vision_cage {
  int process;   ///< 1: photos are decoded in processes of their own
  int landlock;  ///< the version of Landlock that keeps files, network and signals away; 0: none
  int seccomp;   ///< 1: calls to the kernel are filtered
} vision_cage;

/// From here on photos are decoded in other processes: one for each of `count` threads, each of
/// which has one photo open at a time. Call it before there are threads, and before any photo; a
/// second call does nothing. Fails with VISION_INTERNAL where no process can be started: photos are
/// then decoded in this one.
vision_code vision_decoders_start(int count, vision_failure *failure);

/// Lets the processes end, while this one does what is left. No photo can be opened afterwards.
void vision_decoders_finish(void);

/// What is in force; all 0 where they were not started. Waits for the first to tell. For one
/// thread.
vision_cage vision_decoders_cage(void);

/// The kinds of decoders that each photo may need (see `cage_kind` of CCage.h): one that opens what
/// most photos are, and one that is made when a photo is there that needs it, and whose libraries
/// are loaded then.
enum { VISION_PLAIN_DECODER, VISION_PREPARED_DECODER, VISION_DECODER_KINDS };

/// What is asked of a decoder. The file's bytes are the first of the shared memory.
typedef struct vision_decoder_request {
  enum { VISION_DECODER_OPEN, VISION_DECODER_DECODE } kind;
  uint64_t bytes;      ///< open: of the file
  uint64_t place;      ///< decode: where in the shared memory the pixels go
  int32_t channels;    ///< decode: 1 or 3
  int32_t reduction;
  int32_t takes_damaged;  ///< open: whether what is left of a damaged photo is wanted
} vision_decoder_request;

/// What it answers; where the code is not VISION_OK only the message counts.
typedef struct vision_decoder_answer {
  int32_t code;                    ///< vision_code
  char message[256];
  /// open: the kind of decoder that reads this format; where it is another one than was asked,
  /// nothing but this counts, and that one is asked the same.
  int32_t decoder;
  int32_t width, height;           ///< open: as stored
  int32_t orientation;             ///< 1 … 8
  int32_t gray_reduction, colour_reduction;  ///< how far it reduces by itself
  int32_t pictures;                ///< open: how many the file has
  int32_t is_damaged;              ///< decode: whether pixels are missing
} vision_decoder_answer;

/// A decoder's work: a `cage_work`. The plain one knows of HEIC and AVIF only that the prepared one
/// reads them.
void vision_decoder_work(
    uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer);

/// The same of the prepared decoder, and what loads its libraries.
void vision_prepared_decoder_work(
    uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer);
void vision_prepare_decoder(void);

#ifdef __cplusplus
}
#endif
#endif
