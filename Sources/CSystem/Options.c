#include "CSystem.h"

#include <getopt.h>
#include <string.h>

enum { most_options = 64, first_value = 256 };

options_result options_next(int argc, char **argv, const options_entry *entries, int count) {
  options_result result = {OPTIONS_FAILED, -1, NULL, NULL, 0};
  struct option table[most_options + 1];
  char letters[2 * most_options + 2] = ":";  // a leading colon tells a missing argument from an unknown option
  if (count > most_options) return result;
  memset(table, 0, sizeof table);
  char *letter = letters + 1;
  for (int i = 0; i < count; i++) {
    table[i].name = entries[i].long_name;
    table[i].has_arg = entries[i].takes_argument ? required_argument : no_argument;
    table[i].val = first_value + i;
    if (entries[i].short_name) {
      *letter++ = (char)entries[i].short_name;
      if (entries[i].takes_argument) *letter++ = ':';
    }
  }
  *letter = 0;

  opterr = 0;
  int before = optind;
  int value = getopt_long(argc, argv, letters, table, NULL);
  result.text = argv[before < argc ? before : argc - 1];
  if (value == -1) {
    result.kind = OPTIONS_END;
    result.first_operand = optind;
    return result;
  }
  if (value == '?' || value == ':') {
    static char short_text[3] = "-?";
    short_text[1] = (char)optopt;
    if (optopt > 0 && optopt < first_value) result.text = short_text;
    else if (optopt >= first_value) result.text = entries[optopt - first_value].long_name;
    else result.text = argv[optind - 1];
    result.kind = value == ':' ? OPTIONS_MISSING_ARGUMENT : optopt >= first_value ? OPTIONS_UNWANTED_ARGUMENT : OPTIONS_UNKNOWN;
    return result;
  }
  result.kind = OPTIONS_FOUND;
  result.argument = optarg;
  for (int i = 0; i < count; i++)
    if (value == first_value + i || value == entries[i].short_name) result.index = i;
  return result;
}
