/// Scans one line of NDJSON, once. A C interface: nothing throws across it.
///
/// A scanner is created with the names of the top-level fields that are wanted. A scan checks the
/// whole line against RFC 8259 and finds each wanted field's position, so that a caller can replace
/// it and copy every other byte unchanged. The numbers inside wanted fields are converted at the
/// same time, into one flat list.
#ifndef CRECORDS_H
#define CRECORDS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct records_scanner records_scanner;

typedef enum records_kind {
  RECORDS_MISSING = 0,
  RECORDS_NULL,
  RECORDS_BOOLEAN,
  RECORDS_NUMBER,
  RECORDS_STRING,
  RECORDS_ARRAY,
  RECORDS_OBJECT
} records_kind;

/// The value of a wanted field. If a name occurs more than once, the last one counts, as in jq.
typedef struct records_field {
  int32_t kind;            ///< records_kind
  uint32_t value_begin;    ///< byte offsets of the value in the line
  uint32_t value_end;
  /// Index into records_numbers of the first number inside the value, at any depth.
  uint32_t first_number;
  uint32_t number_count;
  uint32_t element_count;  ///< elements of the array or members of the object itself
  uint32_t only_numbers;   ///< 1: an array or object that contains only numbers, nulls, or arrays
                           ///< of numbers, and whose names, if any, are valid text: no escape is
                           ///< half a surrogate pair
  int32_t row_length;      ///< numbers in each element: 0 = elements are plain numbers, n = arrays
                           ///< of n, -1 = they differ
  uint32_t null_count;     ///< nulls among the elements or members themselves; each is a NaN in
                           ///< the list of numbers
  uint32_t first_name;     ///< objects: index into records_names of the first member's name;
                           ///< element_count names follow
  const char *text;        ///< strings: unescaped UTF-8, until the next scan; NULL where an escape
                           ///< is half a surrogate pair
  size_t text_length;
} records_field;

/// One occurrence of a wanted field, in the order of the line: the bytes from the opening quote of
/// the name to the end of the value.
typedef struct records_member {
  uint32_t field;  ///< index into the wanted names
  uint32_t name_begin;
  uint32_t value_begin;
  uint32_t value_end;
} records_member;

/// A member's unescaped name, UTF-8 until the next scan; NULL where an escape is half a surrogate
/// pair.
typedef struct records_name {
  const char *text;
  size_t length;
} records_name;

/// The result of a scan; owned by the scanner, valid until its next scan.
typedef struct records_scan {
  const records_field *fields;  ///< one for each wanted name, in the order given at creation
  const records_member *members;
  size_t member_count;
  const double *numbers;  ///< infinite where out of a double's range
  const records_name *names;
  uint32_t object_end;  ///< offset of the closing brace
} records_scan;

/// Returns NULL if there is not enough memory. The names are copied.
records_scanner *records_scanner_create(const char *const *names, size_t count);
void records_scanner_destroy(records_scanner *scanner);

/// Forgets the last scan: the result becomes that of an object without members, whose closing brace
/// is at `object_end`.
void records_scanner_clear(records_scanner *scanner, size_t object_end, records_scan *result);

/// The number of readable bytes that must follow a line's last byte.
size_t records_padding(void);

/// Returns NULL and the scan's result, or a short reason why the line is not a record (a constant
/// string, not to be freed).
const char *records_scanner_scan(
    records_scanner *scanner, const char *line, size_t length, records_scan *result);

#ifdef __cplusplus
}
#endif
#endif
