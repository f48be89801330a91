/// What somebody might try after taking over a decoder.
#ifndef CTRIAL_H
#define CTRIAL_H

#include <stddef.h>
#include <stdint.h>

/// Replaces a decoder. A "photo" that begins with "TRIAL" is the name of an attempt and its
/// argument; the answer contains the system's response. Other photos are decoded.
void trial_work(uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer);

/// Replaces the prepared decoder, which gets files that begin with "TRIAL prepared". Reads a file
/// before the cage is closed.
void trial_prepare(void);
void trial_prepared_work(
    uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer);

#endif
