/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The gateway: pgdqa_mex (command, ...).  Users call pgdqa_solve and its helpers, which call this.

     [x, y, fval, exitflag, output] = pgdqa_mex ('solve', f, g, x0, y0, options)
     [...] = pgdqa_mex ('solve', f, g, x0, y0, options, patience, checkpoint)   a silent run warns after so many seconds; checkpoint: a struct
                                               with file, every, head, entries, generation (mex/checkpoint.h), or []
     [head, entries, generation] = pgdqa_mex ('checkpoint', file)
     [v, gx, gy, known] = pgdqa_mex ('eval', objective, x, y)   known: is there a tape for that point, if the objective is one of tapes?
     [v, known, largest] = pgdqa_mex ('examine', tapes, x, y)   at the columns of x and y, each 1 x columns (objectives/tape.h)
     [hx, hy] = pgdqa_mex ('hvp', objective, x, y, vx, vy)
     words = pgdqa_mex ('choices', name, field)   the words 'a|b|c' that a field of a native objective may hold
     all = pgdqa_mex ('options', some)         every option in force; raises on a wrong one
     words = pgdqa_mex ('blas')                the BLAS in use and its kernel
     table = pgdqa_mex (name)                  struct array, the rows of a table of the core:
       'options'   options.def: name, kind, default and default_single (of the default schedule), other_default and
                   other_default_single (of the other schedules and methods), range, choices, methods (that read it, '': all), meaning, advice, group
       'methods'   registry.def: words (of Method or Schedule), constants, options
       'columns'   history.def: name, scale, title, label, adaptive_label
       'stops'     status.def: name, exitflag, at_rest, claim ('none' | 'tolerances' | 'solution'), headline, words
       'operations' tape.def: name, code, arguments

   f, g and objective are objective structs.  Any single among vectors and data makes the run single: pgdqa_mex, built in double
   precision, then passes the command on to pgdqa_mex_single.  */
#include "base/real.h"

#include <string.h>

#include "mex/checkpoint.h"
#include "mex/commands.h"
#include "mex/host.h"
#include "mex/options_parse.h"
#include "mex/tables.h"

#define EXPORT __attribute__ ((visibility ("default")))

/* Full real floating-point numbers.  */
static void
check_numbers (const mxArray *a, const char *name)
{
  if (!(mxIsDouble (a) || mxIsSingle (a)) || mxIsComplex (a) || mxIsSparse (a))
    host_error (ERROR_CLASS, "pgdqa_solve: %s has class %s%s, expected a full real double or single column", name,
                mxIsComplex (a)  ? "complex "
                : mxIsSparse (a) ? "sparse "
                                 : "",
                mxGetClassName (a));
}

/* A column of finite ones.  */
static void
check_column (const mxArray *a, const char *name)
{
  char digits[number_length];
  check_numbers (a, name);
  if (mxGetNumberOfDimensions (a) > 2 || mxGetN (a) != 1 || mxGetM (a) == 0)
    host_error (ERROR_SIZE, "pgdqa_solve: %s has size %zux%zu, expected a non-empty column", name, mxGetM (a),
                mxGetN (a));
  for (size_t i = 0; i < mxGetM (a); i++) {
    const double v = mxIsDouble (a) ? mxGetPr (a)[i] : (double) ((const float *) mxGetData (a))[i];
    if (!(v - v == 0))
      host_error (ERROR_VALUE, "pgdqa_solve: %s(%zu) is %s, expected finite numbers", name, i + 1,
                  host_number (v, digits));
  }
}

/* Also in the elements of a struct array below.  */
static bool
has_single_data (const mxArray *object)
{
  const int fields = mxIsStruct (object) ? mxGetNumberOfFields (object) : 0;
  for (mwIndex k = 0; fields > 0 && k < (mwIndex) mxGetNumberOfElements (object); k++)
    for (int i = 0; i < fields; i++) {
      const mxArray *part = mxGetFieldByNumber (object, k, i);
      if (part && has_single_data (part))
        return true;
    }
  return mxIsSingle (object);
}

static void
solve (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  check_column (prhs[2], "x0");
  check_column (prhs[3], "y0");
  command_solve (nlhs, plhs, prhs);
}

static void
solve_watched (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  check_column (prhs[2], "x0");
  check_column (prhs[3], "y0");
  command_solve_watched (nlhs, plhs, prhs);
}

static void
eval (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  check_column (prhs[1], "x");
  check_column (prhs[2], "y");
  command_eval (nlhs, plhs, prhs);
}

static void
hvp (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  static const char *const names[] = { "", "x", "y", "vx", "vy" };
  const bool only_y = mxIsEmpty (prhs[3]);
  for (int i = 1; i < 5; i++)
    if (i < 4 - only_y)
      check_column (prhs[i], names[i]);
    else
      check_numbers (prhs[i], names[i]);
  if ((!only_y && mxGetM (prhs[1]) != mxGetM (prhs[3])) || mxGetM (prhs[2]) != mxGetM (prhs[4]))
    host_error (ERROR_SIZE, "pgdqa_mex: vx, vy have %zu, %zu rows, expected those of x, y: %zu, %zu", mxGetM (prhs[3]),
                mxGetM (prhs[4]), mxGetM (prhs[1]), mxGetM (prhs[2]));
  if (!only_y && mxGetN (prhs[4]) != 1)
    host_error (ERROR_SIZE, "pgdqa_mex: vy has %zu columns, expected 1, or vx empty", mxGetN (prhs[4]));
  command_hvp (nlhs, plhs, prhs);
}

static void
examine (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  check_numbers (prhs[1], "x");
  check_numbers (prhs[2], "y");
  if (mxGetN (prhs[1]) != mxGetN (prhs[2]))
    host_error (ERROR_SIZE, "pgdqa_mex: x and y have %zu and %zu columns, expected as many", mxGetN (prhs[1]),
                mxGetN (prhs[2]));
  command_examine (nlhs, plhs, prhs);
}

static void
in_force (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  options o;
  (void) nlhs;
  options_parse (prhs[0], &o);
  plhs[0] = options_struct (&o, prhs[0]);
}

static const struct {
  const char *name;
  int arguments, results;
  int data; /* the leading arguments whose class decides the precision */
  command *run;
  mxArray *(*table) (void); /* the result, of a command without arguments */
} commands[] = {
  { "solve", 5, 5, 4, solve, NULL },
  { "solve", 7, 5, 4, solve_watched, NULL },
  { "checkpoint", 1, 3, 0, command_checkpoint, NULL },
  { "eval", 3, 4, 3, eval, NULL },
  { "examine", 3, 3, 3, examine, NULL },
  { "hvp", 5, 2, 5, hvp, NULL },
  { "choices", 2, 1, 0, command_choices, NULL },
  { "options", 1, 1, 0, in_force, NULL },
  { "terminal", 0, 1, 0, NULL, host_terminal },
  { "blas", 0, 1, 0, NULL, host_blas_name },
  { "options", 0, 1, 0, NULL, tables_options },
  { "methods", 0, 1, 0, NULL, tables_methods },
  { "columns", 0, 1, 0, NULL, tables_columns },
  { "stops", 0, 1, 0, NULL, tables_stops },
  { "operations", 0, 1, 0, NULL, tables_operations },
};
enum { most_results = 5 };

static bool
wants_single (int count, const mxArray **data)
{
  for (int i = 0; i < count; i++)
    if (has_single_data (data[i]))
      return true;
  return false;
}

EXPORT void mexFunction (int nlhs, mxArray *plhs[], int nrhs, const mxArray *prhs[]);

void
mexFunction (int nlhs, mxArray *plhs[], int nrhs, const mxArray *prhs[])
{
  char name[32] = "";
  if (nrhs > 0 && mxIsChar (prhs[0]))
    mxGetString (prhs[0], name, sizeof name);
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (strcmp (commands[i].name, name) == 0 && commands[i].arguments == nrhs - 1) {
      mxArray *out[most_results] = { NULL };
      const int wanted = nlhs < 1 ? 1 : nlhs < commands[i].results ? nlhs : commands[i].results;
      if (!real_is_single && wants_single (commands[i].data, prhs + 1))
        mexCallMATLAB (wanted, out, nrhs, (mxArray **) prhs, "pgdqa_mex_single");
      else if (commands[i].table)
        out[0] = commands[i].table ();
      else
        commands[i].run (nlhs, out, prhs + 1); /* commands may fill all their results */
      memcpy (plhs, out, (size_t) wanted * sizeof *plhs);
      return;
    }
  host_error (ERROR_INTERNAL, "pgdqa_mex: no command '%s' with %d arguments", name, nrhs - 1);
}
