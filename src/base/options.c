/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/options.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define OPEN_0 DBL_TRUE_MIN /* the least positive number: 0 itself is out of range */
#define OPEN_INF DBL_MAX

const option_row option_rows[] = {
#define OPTION(member, name, kind, def, def_single, least, most, meaning, advice)                                      \
  { name, meaning, advice, kind, offsetof (options, member), { def, def_single }, least, most },
#include "base/options.def"
};
const size_t option_count = sizeof option_rows / sizeof *option_rows;

const reader_row reader_rows[] = {
#define METHOD(name, constants, options) { #name, constants, options },
#define SCHEDULES(words, constants, options) { words, constants, options },
#include "base/registry.def"
};
const size_t reader_count = sizeof reader_rows / sizeof *reader_rows;

/* "" and then "|a|b|c" or "" for every option.  */
static const char *const words[] = { ""
#define OPTION(...) , ""
#define WORD(enumerator, word) "|" word
#include "base/options.def"
};

/* The title of the group that begins at an option, or "".  */
static const char *const titles[] = { ""
#define OPTION(...) , ""
#define GROUP(title) title
#include "base/options.def"
};

double *
option_value (options *o, const option_row *row)
{
  return (double *) (void *) ((char *) o + row->offset);
}

void
options_init (options *o, bool single)
{
  for (size_t i = 0; i < option_count; i++)
    *option_value (o, &option_rows[i]) = option_rows[i].def[single];
}

void
options_settle (options *o, bool single, const bool *given)
{
#define DEFAULT(condition, member, def, def_single)                                                                    \
  if ((condition) && !given[OPTION_##member])                                                                          \
    o->member = single ? def_single : def;
#include "base/defaults.def"
}

static bool
same_word (const char *a, const char *b, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (tolower ((unsigned char) a[i]) != tolower ((unsigned char) b[i]))
      return false;
  return b[n] == '\0';
}

int
choice_index (const char *choices, const char *word)
{
  int index = 0;
  for (const char *c = choices;; index++) {
    size_t n = strcspn (c, "|");
    if (same_word (c, word, n))
      return index;
    if (c[n] == '\0')
      return -1;
    c += n + 1;
  }
}

const char *
option_choices (const option_row *row)
{
  const char *all = words[1 + (row - option_rows)];
  return *all ? all + 1 : all;
}

const char *
option_group (const option_row *row)
{
  const char *const *title = &titles[row - option_rows];
  while (**title == '\0')
    title--;
  return *title;
}

void
option_readers (const option_row *row, char *buf, size_t n)
{
  int used = 0;
  buf[0] = '\0';
  for (size_t i = 0; i < reader_count && (size_t) used < n; i++) {
    const reader_row *reader = &reader_rows[i];
    if (choice_index (reader->constants, row->name) >= 0 || choice_index (reader->options, row->name) >= 0)
      used += snprintf (buf + used, n - (size_t) used, "%s%s", used ? "|" : "", reader->words);
  }
}

void
option_word (const option_row *row, int index, char *buf, size_t n)
{
  const char *c = option_choices (row);
  while (index-- > 0)
    c += strcspn (c, "|") + 1;
  size_t length = strcspn (c, "|");
  if (length >= n)
    length = n - 1;
  memcpy (buf, c, length);
  buf[length] = '\0';
}

bool
option_in_range (const option_row *row, double value)
{
  if (row->kind == COUNT && isfinite (value) && value != floor (value))
    return false;
  return value >= row->least && value <= row->most;
}

void
option_range (const option_row *row, char *buf, size_t n)
{
  char most[32] = "Inf";
  if (row->most < DBL_MAX)
    snprintf (most, sizeof most, "%g", row->most);
  snprintf (buf, n, "%s in %c%g, %s%c", row->kind == COUNT ? "whole number" : "number",
            row->least == OPEN_0 ? '(' : '[', row->least == OPEN_0 ? 0.0 : row->least, most,
            row->most == OPEN_INF ? ')' : ']');
}
