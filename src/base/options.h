/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The options of a solve, made from options.def.  */
#ifndef PGDQA_OPTIONS_H
#define PGDQA_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct options { /* every member is a double: a number, a count, 0 or 1, or the index of a choice */
#define OPTION(member, name, kind, def, def_single, least, most, choices, methods, meaning) double member;
#include "base/options.def"
#undef OPTION
} options;

/* The indices of the choices, in the order of options.def (of registry.def for Method).  */
enum {
#define METHOD(name) METHOD_##name,
#define VARIANT(name) METHOD_##name,
#define OBJECTIVE(name)
#include "base/registry.def"
#undef METHOD
#undef VARIANT
#undef OBJECTIVE
};
enum { REGIME_auto, REGIME_general, REGIME_pl };
enum { SCHEDULE_adaptive, SCHEDULE_diminishing, SCHEDULE_fixed };
enum { INTEGRATOR_rk4, INTEGRATOR_euler };
enum { ETA_RULE_gradient, ETA_RULE_gap };
enum { DERIVATIVES_difference, DERIVATIVES_complex_step };
enum { DISPLAY_off, DISPLAY_final, DISPLAY_iter };

typedef enum option_kind { NUMBER, COUNT, SWITCH, CHOICE, FUNCTION, BOUND, STRUCT } option_kind;

typedef struct option_row {
  const char *name, *choices, *methods, *meaning;
  option_kind kind;
  size_t offset; /* of the member in options */
  double def[2]; /* default in double, in single precision */
  double least, most;
} option_row;

enum {
#define OPTION(member, name, kind, def, def_single, least, most, choices, methods, meaning) OPTION_##member,
#include "base/options.def"
#undef OPTION
  OPTION_count
};

extern const option_row option_rows[];
extern const size_t option_count;

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

/* The same among the row's choices.  */
int option_choice (const option_row *row, const char *word);

/* The index-th choice copied into BUF (size n).  */
void option_word (const option_row *row, int index, char *buf, size_t n);

/* True if VALUE lies in the row's range (NaN never does; COUNT: a whole number or Inf).  */
bool option_in_range (const option_row *row, double value);

/* The row's range in words, "whole number in [0, Inf]", written to BUF (size n).  */
void option_range (const option_row *row, char *buf, size_t n);

#endif
