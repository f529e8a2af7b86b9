/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/options.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char method_choices[] = ""
#define METHOD(name) "|" #name
#define VARIANT(name)
#define OBJECTIVE(name)
#include "base/registry.def"
#undef METHOD
#undef VARIANT
#undef OBJECTIVE
    ;
#define METHOD_CHOICES (method_choices + 1)
#define OPEN_0 DBL_TRUE_MIN /* the least positive number: 0 itself is out of range */
#define OPEN_INF DBL_MAX

const option_row option_rows[] = {
#define OPTION(member, name, kind, def, def_single, least, most, choices, methods, meaning)                            \
  { name, choices, methods, meaning, kind, offsetof (options, member), { def, def_single }, least, most },
#include "base/options.def"
#undef OPTION
};
const size_t option_count = sizeof option_rows / sizeof *option_rows;

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
#undef DEFAULT
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

int
option_choice (const option_row *row, const char *word)
{
  return choice_index (row->choices, word);
}

void
option_word (const option_row *row, int index, char *buf, size_t n)
{
  const char *c = row->choices;
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
