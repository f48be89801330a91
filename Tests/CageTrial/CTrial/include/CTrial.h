/// What somebody might try who has taken over a decoder.
#ifndef CTRIAL_H
#define CTRIAL_H

#include <stddef.h>
#include <stdint.h>

/// In a decoder's place. A photo that begins with "TRIAL" is no photo but the name of an attempt
/// and its argument; the answer tells what the system said to it. Other photos are decoded.
void trial_work(uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer);

/// In the prepared decoder's place, which gets what begins with "TRIAL prepared". Reads a file
/// before the cage is closed.
void trial_prepare(void);
void trial_prepared_work(
    uint8_t *memory, size_t capacity, const uint8_t *request, uint8_t *answer);

#endif
