#include "CSystem.h"

#include <getopt.h>
#include <string.h>

enum { most_options = 64, first_value = 256 };

/// The argument that getopt is reading or has just finished: it may be in the middle of several
/// letters.
static const char *argument_with(char **argv, int argc, char letter) {
  return optind < argc && argv[optind][0] == '-' && strchr(argv[optind], letter) ? argv[optind]
                                                                                 : argv[optind - 1];
}

/// Whether the beginning of a long option, such as "--mo", fits more than one.
static int is_ambiguous(const char *text, const options_entry *entries, int count) {
  const char *name = text + 2;
  int fitting = 0;
  for (int i = 0; i < count; i++)
    fitting += strncmp(entries[i].long_name, name, strcspn(name, "=")) == 0;
  return fitting > 1;
}

options_result options_next(int argc, char **argv, const options_entry *entries, int count,
                            int in_front) {
  options_result result = {OPTIONS_FAILED, -1, NULL, NULL, 0};
  struct option table[most_options + 1];
  // The colon makes getopt distinguish a missing argument from an unknown option.
  char letters[2 * most_options + 3] = "+:";
  if (count > most_options) return result;
  memset(table, 0, sizeof table);
  char *letter = letters + 2;
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
  int value = getopt_long(argc, argv, in_front ? letters : letters + 1, table, NULL);
  if (value == -1) {
    result.kind = OPTIONS_END;
    result.first_operand = optind;
    return result;
  }
  if (value == '?' || value == ':') {
    static char short_text[3] = "-?";
    short_text[1] = (char)optopt;
    result.kind = value == ':'            ? OPTIONS_MISSING_ARGUMENT
                  : optopt >= first_value ? OPTIONS_UNWANTED_ARGUMENT
                                          : OPTIONS_UNKNOWN;
    if (optopt >= first_value) result.text = entries[optopt - first_value].long_name;
    else if (optopt > 0 && optopt < 0x80) result.text = short_text;
    else if (optopt)
      result.text = argument_with(argv, argc, short_text[1]);  // a letter of several bytes
    else {
      result.text = argv[optind - 1];
      if (is_ambiguous(result.text, entries, count)) result.kind = OPTIONS_AMBIGUOUS;
    }
    return result;
  }
  result.kind = OPTIONS_FOUND;
  result.argument = optarg;
  for (int i = 0; i < count; i++)
    if (value == first_value + i || value == entries[i].short_name) result.index = i;
  return result;
}
