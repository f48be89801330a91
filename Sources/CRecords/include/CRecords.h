/// One line of NDJSON, scanned once, behind C. Nothing throws across this border.
///
/// A scanner is told at birth which top-level fields are wanted. A scan checks the whole line
/// against RFC 8259 and finds where each wanted field stands, so that a caller can replace it and
/// copy every other byte as it came. The numbers inside wanted fields are converted on the way, in
/// one flat list.
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

/// A wanted field's value. Of a name that occurs more than once, the last counts, as in jq.
typedef struct records_field {
  int32_t kind;            ///< records_kind
  uint32_t value_begin;    ///< byte offsets of the value in the line
  uint32_t value_end;
  /// Index into records_numbers of the first number anywhere inside the value.
  uint32_t first_number;
  uint32_t number_count;
  uint32_t element_count;  ///< elements of the array or members of the object itself
  uint32_t only_numbers;   ///< 1: an array or object that holds nothing but numbers, nulls, or
                           ///< arrays of numbers; and each member's name is text: no escape in
                           ///< it is half a surrogate pair
  int32_t row_length;      ///< numbers in each element: 0 = elements are plain numbers, n = arrays
                           ///< of n, -1 = they differ
  uint32_t null_count;     ///< nulls among the elements or members themselves; each is NaN among
                           ///< the numbers
  uint32_t first_name;     ///< objects: index into records_names of the first member's name;
                           ///< element_count follow
  const char *text;        ///< strings: unescaped UTF-8 until the next scan; NULL where an escape
                           ///< has no character
  size_t text_length;
} records_field;

/// One occurrence of a wanted field, in the order of the line: the bytes from the name's quote to
/// the end of the value.
typedef struct records_member {
  uint32_t field;  ///< index into the wanted names
  uint32_t name_begin;
  uint32_t value_begin;
  uint32_t value_end;
} records_member;

/// A member's name without its escapes, UTF-8 until the next scan; NULL where an escape has no
/// character.
typedef struct records_name {
  const char *text;
  size_t length;
} records_name;

/// What a scan found; owned by the scanner, valid until its next scan.
typedef struct records_scan {
  const records_field *fields;  ///< one for each wanted name, in the order given at creation
  const records_member *members;
  size_t member_count;
  const double *numbers;  ///< out of a double's range: an infinity
  const records_name *names;
  uint32_t object_end;  ///< offset of the closing brace
} records_scan;

/// Returns NULL when memory is short. The names are copied.
records_scanner *records_scanner_create(const char *const *names, size_t count);
void records_scanner_destroy(records_scanner *scanner);

/// Forgets the last scan: the result is that of an object without members, whose brace closes at
/// `object_end`.
void records_scanner_clear(records_scanner *scanner, size_t object_end, records_scan *result);

/// How many readable bytes must follow a line's last byte.
size_t records_padding(void);

/// Returns NULL and the scan's result, or a short reason why the line is no record (a constant
/// string, no owner).
const char *records_scanner_scan(
    records_scanner *scanner, const char *line, size_t length, records_scan *result);

#ifdef __cplusplus
}
#endif
#endif
