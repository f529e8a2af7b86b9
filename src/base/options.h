/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The options of a solve, made from options.def.  */
#ifndef PGDQA_OPTIONS_H
#define PGDQA_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct options { /* every member is a double: a number, a count, 0 or 1, or the index of a choice */
#define OPTION(member, ...) double member;
#include "base/options.def"
} options;

/* The words of the choices, METHOD_pgdqa = 0, ..., REGIME_auto = 0, ...: every option starts anew.  */
enum {
#define OPTION(member, ...) BEFORE_##member = -1,
#define WORD(enumerator, word) enumerator,
#include "base/options.def"
};

typedef enum option_kind { NUMBER, COUNT, SWITCH, CHOICE, FUNCTION, BOUND, MATRIX, STRUCT, TEXT } option_kind;

typedef struct option_row {
  const char *name, *meaning, *advice;
  option_kind kind;
  size_t offset; /* of the member in options */
  double def[2]; /* default in double, in single precision */
  double least, most;
} option_row;

enum {
#define OPTION(member, ...) OPTION_##member,
#include "base/options.def"
  OPTION_count
};

extern const option_row option_rows[];
extern const size_t option_count;

/* A METHOD or SCHEDULES row of registry.def.  */
typedef struct reader_row {
  const char *words; /* of the choice of Method or Schedule, "a|b" */
  const char *constants, *options;
} reader_row;

extern const reader_row reader_rows[];
extern const size_t reader_count;

void options_init (options *o, bool single); /* every default */

/* Is Schedule "adaptive" in force?  Only method pgdqa reads it.  */
static inline bool
options_adaptive (const options *o)
{
  return (int) o->method == METHOD_pgdqa && (int) o->schedule == SCHEDULE_adaptive;
}

/* The rows of defaults.def, for options not GIVEN [OPTION_count].  */
void options_settle (options *o, bool single, const bool *given);
double *option_value (options *o, const option_row *row);

/* Index of WORD among the words of "a|b|c", -1 if it is none of them; case is ignored.  */
int choice_index (const char *choices, const char *word);

/* The words that the option may be, "a|b|c"; "" if it is no CHOICE.  */
const char *option_choices (const option_row *row);

/* The title of the group that the option stands in.  */
const char *option_group (const option_row *row);

enum { readers_length = 256 };

/* Which methods and schedules read the option, "a|b", written to BUF (size n); "": all.  */
void option_readers (const option_row *row, char *buf, size_t n);

/* The index-th choice copied into BUF (size n).  */
void option_word (const option_row *row, int index, char *buf, size_t n);

/* True if VALUE lies in the row's range (NaN never does; COUNT: a whole number or Inf).  */
bool option_in_range (const option_row *row, double value);

/* The row's range in words, "whole number in [0, Inf]", written to BUF (size n).  */
void option_range (const option_row *row, char *buf, size_t n);

#endif
