/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "mex/convert.h"
#include "mex/options_arrays.h"
#include "mex/host.h"
#include "mex/options_parse.h"

/* One bound of N variables into out [n]; *finite: some are.  */
static void
read_bound (const mxArray *options_given, const char *name, size_t n, const char *symbol, double infinite, real *out,
            bool *finite)
{
  const mxArray *a = options_given_value (options_given, name);
  const size_t count = a ? mxGetNumberOfElements (a) : 0;
  if (count > 1 && (count != n || mxGetN (a) != 1))
    host_error (ERROR_SIZE, "pgdqa_solve: %s has size %zux%zu, expected %s%zux1 (%s = %zu)", name, mxGetM (a),
                mxGetN (a), n > 1 ? "1x1 or " : "", n, symbol, n);
  for (size_t i = 0; i < n; i++) {
    const size_t k = count > 1 ? i : 0;
    const double v = !a ? infinite : mxIsDouble (a) ? mxGetPr (a)[k] : (double) ((const float *) mxGetData (a))[k];
    if (isnan (v) || v == -infinite)
      host_error (ERROR_VALUE, "pgdqa_solve: %s(%zu) is %s, expected a number or %sInf", name, k + 1,
                  isnan (v)      ? "NaN"
                  : infinite < 0 ? "Inf"
                                 : "-Inf",
                  infinite < 0 ? "-" : "");
    *finite |= isfinite (v);
    out[i] = (real) v;
    if (isfinite (v) && !isfinite (out[i]))
      host_error (ERROR_VALUE, "pgdqa_solve: %s(%zu) is %g, expected a number within single precision, or %sInf", name,
                  k + 1, v, infinite < 0 ? "-" : "");
  }
}

void
options_bounds (problem *p, const mxArray *options_given, arena *mem)
{
  static const char *const names[] = { "XMin", "XMax", "YMin", "YMax" };
  const size_t n = p->d.n, m = p->d.m;
  bool finite = false, any = false;
  for (int i = 0; i < 4; i++)
    any |= options_given_value (options_given, names[i]) != NULL;
  if (!any)
    return;
  real *low = arena_array (mem, n + m, real), *high = arena_array (mem, n + m, real);
  if (!low || !high)
    return;
  read_bound (options_given, "XMin", n, "n", -INFINITY, low, &finite);
  read_bound (options_given, "XMax", n, "n", INFINITY, high, &finite);
  read_bound (options_given, "YMin", m, "m", -INFINITY, low + n, &finite);
  read_bound (options_given, "YMax", m, "m", INFINITY, high + n, &finite);
  for (size_t i = 0; i < n + m; i++)
    if (low[i] > high[i]) {
      const size_t k = i < n ? i + 1 : i - n + 1;
      host_error (ERROR_VALUE, "pgdqa_solve: %s(%zu) is %g, expected at most %s(%zu) = %g", names[i < n ? 0 : 2], k,
                  (double) low[i], names[i < n ? 1 : 3], k, (double) high[i]);
    }
  p->low = finite ? low : NULL;
  p->high = finite ? high : NULL;
}

/* The field NAME of the state of WarmStart, ROWS finite numbers a column, none below LEAST; NULL: absent or empty.  */
static const real *
read_state (const mxArray *state, const char *name, size_t rows, double least, size_t *columns, arena *mem)
{
  const mxArray *a = mxGetField (state, 0, name);
  *columns = a && !mxIsEmpty (a) ? mxGetN (a) : 0;
  if (*columns == 0)
    return NULL;
  if (!(mxIsDouble (a) || mxIsSingle (a)) || mxIsComplex (a) || mxIsSparse (a) || mxGetM (a) != rows)
    host_error (ERROR_SIZE,
                "pgdqa_solve: WarmStart.state.%s is a %zux%zu %s, expected %zu rows of real numbers (a run of the same "
                "sizes)",
                name, mxGetM (a), mxGetN (a), mxGetClassName (a), rows);
  const real *values = convert_borrow (a, rows * *columns, mem);
  for (size_t i = 0; values && i < rows * *columns; i++) {
    char digits[number_length], bound[number_length];
    if (!isfinite (values[i]) || (double) values[i] < least)
      host_error (ERROR_VALUE, "pgdqa_solve: WarmStart.state.%s(%zu) is %s, expected finite numbers%s%s", name, i + 1,
                  host_number ((double) values[i], digits), isfinite (least) ? ", at least " : "",
                  isfinite (least) ? host_number (least, bound) : "");
  }
  return values;
}

/* The same, of one column.  */
static const real *
read_state_column (const mxArray *state, const char *name, size_t rows, double least, arena *mem)
{
  size_t columns;
  const real *values = read_state (state, name, rows, least, &columns, mem);
  if (columns > 1)
    host_error (ERROR_SIZE, "pgdqa_solve: WarmStart.state.%s has size %zux%zu, expected %zux1", name, rows, columns,
                rows);
  return values;
}

static void
read_pairs (pairs *p, const mxArray *state, const char *name_s, const char *name_y, size_t length, arena *mem)
{
  size_t columns;
  *p = (pairs){ .length = length };
  p->s = read_state (state, name_s, length, -INFINITY, &p->count, mem);
  p->y = read_state (state, name_y, length, -INFINITY, &columns, mem);
  if (columns < p->count)
    p->count = columns;
}

void
options_warm_start (warm_start *warm, const mxArray *options_given, dims d, arena *mem)
{
  const mxArray *output = options_given_value (options_given, "WarmStart");
  const mxArray *state = output ? mxGetField (output, 0, "state") : NULL;
  if (!state)
    return;
  if (!mxIsStruct (state))
    host_error (ERROR_CLASS, "pgdqa_solve: WarmStart.state is a %zux%zu %s, expected a struct", mxGetM (state),
                mxGetN (state), mxGetClassName (state));
  warm->w = read_state_column (state, "multiplier", d.m, -INFINITY, mem);
  warm->compliance = read_state_column (state, "compliance", d.n, 0, mem);
  read_pairs (&warm->curvature, state, "lower_directions", "lower_products", d.m, mem);
  const mxArray *steps = mxGetField (state, 0, "steps");
  const bool of_x = steps && mxGetM (steps) == d.n;
  read_pairs (&warm->steps, state, "steps", "changes", of_x ? d.n : d.n + d.m, mem);
}
