/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "mex/outputs.h"
#include "mex/convert.h"
#include "mex/options_parse.h"

mxArray *
output_number (double v)
{
  return mxCreateDoubleScalar (v);
}

mxArray *
output_struct (void)
{
  return mxCreateStructMatrix (1, 1, 0, NULL);
}

void
output_set (mxArray *s, const char *name, mxArray *value)
{
  mxSetFieldByNumber (s, 0, mxAddField (s, name), value);
}

const char *const output_columns[] = {
#define COLUMN(name, ...) #name,
#include "solver/history.def"
};

static mxArray *
calls_struct (const result *r)
{
  mxArray *s = output_struct ();
#define X(kind) output_set (s, #kind, output_number (r->calls[CALL_##kind]));
  CALL_KINDS (X)
#undef X
  output_set (s, "total", output_number (r->total));
  output_set (s, "measure", output_number (r->measured));
  output_set (s, "passes", output_number (r->passes));
  output_set (s, "confirm", output_number (r->end.confirm));
  return s;
}

static mxArray *
history_struct (const result *r)
{
  mxArray *s = output_struct ();
  for (size_t c = 0; c < COLUMN_count; c++) {
    mxArray *a = mxCreateDoubleMatrix ((mwSize) r->rows, 1, mxREAL);
    double *v = mxGetPr (a);
    for (size_t i = 0; i < r->rows; i++)
      v[i] = r->history[i * COLUMN_count + c];
    output_set (s, output_columns[c], a);
  }
  return s;
}

static const char *const kind_names[] = {
#define X(kind) #kind,
  LOWER_KINDS (X)
#undef X
};

static const char *const descent_names[] = {
#define X(name, words) words,
  DESCENTS (X)
#undef X
};

static mxArray *
column_or_empty (size_t n, const real *values)
{
  return values && vec_finite (n, values) ? convert_column (n, values, mxREAL) : mxCreateDoubleMatrix (0, 1, mxREAL);
}

/* The first COUNT indices, at most MOST, from 1.  */
static mxArray *
index_column (const size_t *index, size_t count, size_t most)
{
  const size_t kept = count < most ? count : most;
  mxArray *a = mxCreateDoubleMatrix ((mwSize) kept, 1, mxREAL);
  for (size_t i = 0; i < kept; i++)
    mxGetPr (a)[i] = (double) index[i] + 1;
  return a;
}

/* The gradients of F met at a kink, one a column.  */
static mxArray *
sides_matrix (const kink *k, size_t n)
{
  mxArray *a = mxCreateDoubleMatrix ((mwSize) n, (mwSize) k->count, mxREAL);
  for (size_t j = 0; j < k->count; j++)
    memcpy (mxGetPr (a) + j * n, k->sides + j * k->rows, n * sizeof *k->sides);
  return a;
}

/* The certificate; kind is "unknown" and starts 0 where none was asked for.  */
static mxArray *
lower_struct (const result *r, const search_result *found, dims d)
{
  mxArray *s = output_struct ();
  output_set (s, "kind", mxCreateString (kind_names[r->end.lower.kind]));
  output_set (s, "eig_min", output_number (r->end.lower.eig_min));
  output_set (s, "eig_residual", output_number (r->end.lower.eig_residual));
  output_set (s, "eig_ratio", output_number (r->end.curvature_ratio));
  output_set (s, "grad_norm", output_number (r->lower_opt));
  output_set (s, "value_gap", output_number (r->end.lower.value_gap));
  output_set (s, "starts", output_number (r->end.lower.starts));
  output_set (s, "hypergradient", output_number (r->end.hypergradient));
  output_set (s, "hypergradient_residual", output_number (r->end.hypergradient_residual));
  output_set (s, "restored", mxCreateLogicalScalar (closing_is_restored (&r->end)));
  output_set (s, "restoration", mxCreateString (descent_names[r->end.how]));
  output_set (s, "f_error", output_number (r->end.f_error));
  output_set (s, "kinks", index_column (r->kinked.index, r->kinked.count, most_kinked));
  output_set (s, "sides", sides_matrix (&r->end.kink, d.n));
  output_set (s, "hull", output_number (r->end.kink.hull));
  output_set (s, "minmax", mxCreateLogicalScalar (r->end.kink.minmax));
  output_set (s, "convex", mxCreateLogicalScalar (r->end.kink.convex && r->end.kink.count > 0));
  output_set (s, "other_y", column_or_empty (d.m, r->end.kink.other_y));
  output_set (s, "other_f", output_number (r->end.kink.other_f));
  if (found->tied_x) {
    mxArray *tied = output_struct ();
    output_set (tied, "x", convert_column (d.n, found->tied_x, mxREAL));
    output_set (tied, "y", convert_column (d.m, found->tied_y, mxREAL));
    output_set (tied, "f", output_number (found->tied_f));
    output_set (s, "tied", tied);
  }
  return s;
}

static mxArray *
points_array (const search_result *found, dims d)
{
  static const char *names[] = { "x", "y", "f", "g", "exitflag", "origin" };
  mxArray *s = mxCreateStructMatrix (1, (mwSize) found->count, sizeof names / sizeof *names, names);
  for (int k = 0; k < found->count; k++) {
    const search_point *p = found->points + k;
    mxArray *const values[] = { convert_column (d.n, p->x, mxREAL),
                                convert_column (d.m, p->y, mxREAL),
                                output_number (p->f),
                                output_number (p->g),
                                output_number (p->exitflag),
                                mxCreateString (p->origin) };
    for (int i = 0; i < (int) (sizeof values / sizeof *values); i++)
      mxSetFieldByNumber (s, k, i, values[i]);
  }
  return s;
}

static mxArray *
search_struct (const search_result *found, dims d)
{
  mxArray *s = output_struct ();
  output_set (s, "made", mxCreateLogicalScalar (found->made));
  output_set (s, "reason", mxCreateString (found->reason));
  output_set (s, "found", mxCreateString (found->found));
  output_set (s, "points", points_array (found, d));
  output_set (s, "tried", output_number (found->explored));
  output_set (s, "branches", output_number (found->branches));
  output_set (s, "programs", output_number (found->programs));
  output_set (s, "ties", output_number (found->ties));
  output_set (s, "runs", output_number (found->runs));
  output_set (s, "most", output_number (found->most));
  output_set (s, "cut_short", mxCreateLogicalScalar (found->cut_short));
  return s;
}

static mxArray *
linear_struct (const linear *l, dims d)
{
  mxArray *s = output_struct ();
  mxArray *inertia = mxCreateDoubleMatrix (l->positive ? 1 : 0, l->positive ? 3 : 0, mxREAL);
  if (l->positive)
    mxGetPr (inertia)[0] = (double) d.m;
  output_set (s, "how", mxCreateString (l->how));
  output_set (s, "solves", output_number (l->solves));
  output_set (s, "factorisations", output_number (l->factored));
  output_set (s, "products", output_number (l->products));
  output_set (s, "inertia", inertia);
  return s;
}

/* The newest pairs, oldest first, as two matrices; none if some are not finite, for a warm start would refuse them.  */
static void
set_pairs (mxArray *s, const char *name_s, const char *name_y, const pairs *p)
{
  enum { most = 30 };
  const size_t count = p->count > most ? most : p->count, length = count > 0 ? p->length : 0;
  mxArray *S = convert_matrix (length, count), *Y = convert_matrix (length, count);
  real *s_first = mxGetData (S), *y_first = mxGetData (Y);
  for (size_t i = 0; i < count; i++)
    pairs_get (p, count - 1 - i, s_first + i * length, y_first + i * length);
  if (!vec_finite (count * length, s_first) || !vec_finite (count * length, y_first)) {
    mxDestroyArray (S);
    mxDestroyArray (Y);
    S = convert_matrix (0, 0);
    Y = convert_matrix (0, 0);
  }
  output_set (s, name_s, S);
  output_set (s, name_y, Y);
}

/* What WarmStart reads.  */
static mxArray *
state_struct (const result *r, dims d, const options *o)
{
  mxArray *s = output_struct ();
  output_set (s, "multiplier", column_or_empty (d.m, r->end.w));
  output_set (s, "compliance", column_or_empty (d.n, r->end.learnt.compliance));
  set_pairs (s, "lower_directions", "lower_products", &r->end.learnt.curvature);
  set_pairs (s, "steps", "changes", &r->end.learnt.steps);
  output_set (s, "scale_x", output_number (o->scale_x));
  output_set (s, "scale_y", output_number (o->scale_y));
  return s;
}

static mxArray *
pair (const double *values)
{
  mxArray *a = mxCreateDoubleMatrix (1, 2, mxREAL);
  memcpy (mxGetPr (a), values, 2 * sizeof *values);
  return a;
}

mxArray *
outputs_struct (const result *r, const search_result *found, dims d, options *o, const mxArray *options_given)
{
  mxArray *s = output_struct ();
  char stop[64];
  output_set (s, "stop", mxCreateString (status_name (r->end.stop, stop, sizeof stop)));
  output_set (s, "at_rest", mxCreateLogicalScalar (status_stop (r->end.stop)->at_rest));
  output_set (s, "method", options_in_force (o, "Method"));
  output_set (s, "regime", options_in_force (o, "Regime"));
  output_set (s, "schedule", options_in_force (o, "Schedule"));
  output_set (s, "iterations", output_number (r->iterations));
  output_set (s, "kkt_residual", output_number (r->kkt_residual));
  output_set (s, "stationarity", output_number (r->end.stationarity));
  output_set (s, "stationarity_residual", output_number (r->end.residual));
  output_set (s, "lower_opt", output_number (r->lower_opt));
  output_set (s, "stationarity_relative", output_number (r->end.relative));
  output_set (s, "variation", output_number (r->end.variation));
  output_set (s, "lower_opt_relative", output_number (r->end.relative_lower));
  output_set (s, "lambda", output_number (r->lambda));
  output_set (s, "gval", output_number (r->g));
  output_set (s, "fval_before", output_number (r->end.f_before));
  output_set (s, "calls", calls_struct (r));
  output_set (s, "time", output_number (r->seconds));
  output_set (s, "memory", output_number (r->memory));
  output_set (s, "message", mxCreateString (r->message));
  output_set (s, "exitflag", output_number (status_stop (r->end.stop)->exitflag));
  output_set (s, "rollbacks", output_number (r->end.rollbacks));
  output_set (s, "escapes", output_number (r->end.escapes));
  output_set (s, "expected_decrease", output_number (r->end.expected_decrease));
  output_set (s, "expected_decrease_range", pair (r->end.expected_range));
  output_set (s, "start_solved", output_number (r->end.start_solved));
  output_set (s, "pl_ratio", pair (r->pl));
  output_set (s, "far_variables", index_column (r->far.index, r->far.count, most_far));
  output_set (s, "lower", lower_struct (r, found, d));
  output_set (s, "search", search_struct (found, d));
  output_set (s, "linear", linear_struct (&r->linear, d));
  output_set (s, "history", history_struct (r));
  output_set (s, "options", options_struct (o, options_given));
  output_set (s, "state", state_struct (r, d, o));
  return s;
}
