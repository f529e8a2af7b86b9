/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"
#include "mex/options_parse.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "mex/host.h"

enum { word_length = 64 };

static const option_row *
find (const char *name)
{
  for (size_t i = 0; i < option_count; i++)
    if (strcmp (option_rows[i].name, name) == 0)
      return &option_rows[i];
  return NULL;
}

static _Noreturn void
wrong (const option_row *row, const mxArray *value, const char *expected)
{
  char word[word_length] = "", digits[number_length];
  if (mxIsChar (value) && mxGetNumberOfElements (value) < word_length)
    mxGetString (value, word, sizeof word);
  if (*word)
    host_error (ERROR_OPTION, "pgdqa_options: %s is '%s', expected %s", row->name, word, expected);
  if (mxIsNumeric (value) && mxGetNumberOfElements (value) == 1 && !mxIsComplex (value))
    host_error (ERROR_OPTION, "pgdqa_options: %s is %s, expected %s", row->name,
                host_number (mxGetScalar (value), digits), expected);
  host_error (ERROR_OPTION, "pgdqa_options: %s is a %zux%zu %s, expected %s", row->name, mxGetM (value), mxGetN (value),
              mxGetClassName (value), expected);
}

static double
scalar (const option_row *row, const mxArray *value, const char *expected)
{
  if (!(mxIsNumeric (value) || mxIsLogical (value)) || mxIsComplex (value) || mxIsSparse (value)
      || mxGetNumberOfElements (value) != 1)
    wrong (row, value, expected);
  return mxGetScalar (value);
}

static double
parse_number (const option_row *row, const mxArray *value)
{
  char expected[128] = "a ";
  option_range (row, expected + 2, sizeof expected - 2);
  const double v = scalar (row, value, expected);
  if (!option_in_range (row, v))
    wrong (row, value, expected);
  return v;
}

static double
parse_switch (const option_row *row, const mxArray *value)
{
  const double v = scalar (row, value, "true or false");
  if (v != 0 && v != 1)
    wrong (row, value, "true or false");
  return v;
}

static double
parse_choice (const option_row *row, const mxArray *value)
{
  char word[word_length], expected[256] = "one of ";
  strncat (expected, option_choices (row), sizeof expected - strlen (expected) - 1);
  if (!mxIsChar (value) || mxGetNumberOfElements (value) >= word_length || mxGetString (value, word, sizeof word))
    wrong (row, value, expected);
  const int index = choice_index (option_choices (row), word);
  if (index < 0)
    wrong (row, value, expected);
  return index;
}

static double
parse_function (const option_row *row, const mxArray *value)
{
  if (!mxIsFunctionHandle (value))
    wrong (row, value, "a function handle");
  return 1;
}

/* 1 where bounds are given; the gateway reads them (options_given_value).  */
static double
parse_bound (const option_row *row, const mxArray *value)
{
  if (!(mxIsDouble (value) || mxIsSingle (value)) || mxIsComplex (value) || mxIsSparse (value))
    wrong (row, value, "a real vector");
  return 1;
}

static double
parse_matrix (const option_row *row, const mxArray *value)
{
  if (!(mxIsDouble (value) || mxIsSingle (value)) || mxIsComplex (value))
    wrong (row, value, "a real matrix");
  return 1;
}

static double
parse_struct (const option_row *row, const mxArray *value)
{
  if (!mxIsStruct (value) || mxGetNumberOfElements (value) != 1 || !mxGetField (value, 0, "state"))
    wrong (row, value, "the output of pgdqa_solve, a struct with a field state");
  return 1;
}

static double
parse_text (const option_row *row, const mxArray *value)
{
  if (!mxIsChar (value) || mxGetM (value) != 1)
    wrong (row, value, "the name of a file");
  return 1;
}

/* An option set, to other than its default, that neither the method nor the schedule in force reads.  */
static void
refuse_unread (options *o, const bool *given)
{
  char method[word_length], schedule[word_length], readers[readers_length];
  option_word (find ("Method"), (int) o->method, method, sizeof method);
  option_word (find ("Schedule"), (int) o->schedule, schedule, sizeof schedule);
  option_readers (find ("Schedule"), readers, sizeof readers);
  const bool scheduled = choice_index (readers, method) >= 0;
  for (size_t i = 0; i < option_count; i++) {
    const option_row *row = &option_rows[i];
    option_readers (row, readers, sizeof readers);
    const bool read =
        !*readers || choice_index (readers, method) >= 0 || (scheduled && choice_index (readers, schedule) >= 0);
    if (given[i] && !read && *option_value (o, row) != row->def[real_is_single])
      host_error (ERROR_OPTION, "pgdqa_options: %s is set but Method '%s'%s%s%s does not read it, expected one of %s",
                  row->name, method, scheduled ? " with Schedule '" : "", scheduled ? schedule : "",
                  scheduled ? "'" : "", readers);
  }
}

void
options_parse (const mxArray *set, options *o)
{
  static double (*const parse[]) (const option_row *, const mxArray *) = {
    [NUMBER] = parse_number, [COUNT] = parse_number,      [SWITCH] = parse_switch,
    [CHOICE] = parse_choice, [FUNCTION] = parse_function, [BOUND] = parse_bound,
    [MATRIX] = parse_matrix, [STRUCT] = parse_struct,     [TEXT] = parse_text
  };
  bool given[OPTION_count] = { false };
  options_init (o, real_is_single);
  if (!mxIsStruct (set) || mxGetNumberOfElements (set) != 1)
    host_error (ERROR_OPTION, "pgdqa_options: options is a %zux%zu %s, expected a scalar struct", mxGetM (set),
                mxGetN (set), mxGetClassName (set));
  for (int i = 0; i < mxGetNumberOfFields (set); i++) {
    const char *name = mxGetFieldNameByNumber (set, i);
    const mxArray *value = mxGetFieldByNumber (set, 0, i);
    const option_row *row = find (name);
    if (!row)
      host_error (ERROR_OPTION, "pgdqa_options: unknown option '%s'", name);
    if (value && !mxIsEmpty (value)) { /* empty: the default, as in optimset */
      *option_value (o, row) = parse[row->kind](row, value);
      given[row - option_rows] = true;
    }
  }
  refuse_unread (o, given);
  options_settle (o, real_is_single, given);
  if ((int) o->schedule == SCHEDULE_fixed && isinf (o->max_iter))
    host_error (ERROR_OPTION,
                "pgdqa_solve: Schedule is 'fixed' and MaxIter is Inf, expected a finite MaxIter (K in the schedule)");
}

const mxArray *
options_given_value (const mxArray *set, const char *name)
{
  const mxArray *value = mxGetField (set, 0, name);
  return value && !mxIsEmpty (value) ? value : NULL;
}

static mxArray *
value_of (options *o, const option_row *row, const mxArray *set)
{
  const double v = *option_value (o, row);
  char word[word_length];
  switch (row->kind) {
  case SWITCH:
    return mxCreateLogicalScalar (v != 0);
  case CHOICE:
    option_word (row, (int) v, word, sizeof word);
    return mxCreateString (word);
  case TEXT:
    return set && options_given_value (set, row->name) ? mxDuplicateArray (options_given_value (set, row->name))
                                                       : mxCreateString ("");
  case FUNCTION:
  case MATRIX:
  case BOUND: {
    const mxArray *given = set ? options_given_value (set, row->name) : NULL;
    return given                ? mxDuplicateArray (given)
           : row->kind == BOUND ? mxCreateDoubleScalar (row->def[0])
                                : mxCreateDoubleMatrix (0, 0, mxREAL);
  }
  case STRUCT: /* an output within an output would grow from run to run */
    return mxCreateDoubleMatrix (0, 0, mxREAL);
  case NUMBER:
  case COUNT:
    break;
  }
  return mxCreateDoubleScalar (v);
}

mxArray *
options_struct (options *o, const mxArray *set)
{
  mxArray *s = mxCreateStructMatrix (1, 1, 0, NULL);
  for (size_t i = 0; i < option_count; i++) {
    const option_row *row = &option_rows[i];
    mxSetFieldByNumber (s, 0, mxAddField (s, row->name), value_of (o, row, set));
  }
  return s;
}

mxArray *
options_in_force (options *o, const char *name)
{
  return value_of (o, find (name), NULL);
}
