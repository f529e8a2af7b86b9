/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "mex/answer.h"
#include "mex/convert.h"
#include "mex/settings.h"

mxArray *
answer_number (double v)
{
  return mxCreateDoubleScalar (v);
}

mxArray *
answer_struct (void)
{
  return mxCreateStructMatrix (1, 1, 0, NULL);
}

void
answer_set (mxArray *s, const char *name, mxArray *value)
{
  mxSetFieldByNumber (s, 0, mxAddField (s, name), value);
}

const char *const answer_columns[] = {
#define COLUMN(name, ...) #name,
#include "solver/history.def"
};

static mxArray *
calls_struct (const result *r)
{
  mxArray *s = answer_struct ();
#define X(kind) answer_set (s, #kind, answer_number (r->calls[CALL_##kind]));
  CALL_KINDS (X)
#undef X
  answer_set (s, "total", answer_number (r->total));
  answer_set (s, "measure", answer_number (r->measured));
  answer_set (s, "passes", answer_number (r->passes));
  return s;
}

static mxArray *
history_struct (const result *r)
{
  mxArray *s = answer_struct ();
  for (size_t c = 0; c < COLUMN_count; c++) {
    mxArray *a = mxCreateDoubleMatrix ((mwSize) r->rows, 1, mxREAL);
    double *v = mxGetPr (a);
    for (size_t i = 0; i < r->rows; i++)
      v[i] = r->history[i * COLUMN_count + c];
    answer_set (s, answer_columns[c], a);
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

/* The certificate; kind is "unknown" and starts 0 where none was asked for.  */
static mxArray *
lower_struct (const result *r)
{
  mxArray *s = answer_struct ();
  answer_set (s, "kind", mxCreateString (kind_names[r->end.lower.kind]));
  answer_set (s, "eig_min", answer_number (r->end.lower.eig_min));
  answer_set (s, "eig_residual", answer_number (r->end.lower.eig_residual));
  answer_set (s, "grad_norm", answer_number (r->lower_opt));
  answer_set (s, "value_gap", answer_number (r->end.lower.value_gap));
  answer_set (s, "starts", answer_number (r->end.lower.starts));
  answer_set (s, "hypergradient", answer_number (r->end.hypergradient));
  answer_set (s, "hypergradient_residual", answer_number (r->end.hypergradient_residual));
  answer_set (s, "restored", mxCreateLogicalScalar (closing_is_restored (&r->end)));
  answer_set (s, "restoration", mxCreateString (descent_names[r->end.how]));
  answer_set (s, "f_error", answer_number (r->end.f_error));
  return s;
}

/* Column number I of the COUNT that set_pairs gives, oldest first.  */
static size_t
pair_place (const pairs *p, size_t count, size_t i)
{
  return p->length * (size_t) p->slot[count - 1 - i];
}

/* The newest pairs, as two matrices; none if some are not finite, for a warm start would refuse them.  */
static void
set_pairs (mxArray *s, const char *name_s, const char *name_y, const pairs *p)
{
  enum { most = 30 };
  size_t count = p->count > most ? most : p->count;
  for (size_t i = 0; i < count; i++)
    if (!vec_finite (p->length, p->s + pair_place (p, count, i))
        || !vec_finite (p->length, p->y + pair_place (p, count, i)))
      count = 0;
  const size_t length = count ? p->length : 0;
  const mxClassID class = real_is_single ? mxSINGLE_CLASS : mxDOUBLE_CLASS;
  mxArray *S = mxCreateNumericMatrix ((mwSize) length, (mwSize) count, class, mxREAL);
  mxArray *Y = mxCreateNumericMatrix ((mwSize) length, (mwSize) count, class, mxREAL);
  for (size_t i = 0; i < count; i++) { /* oldest first */
    const size_t from = pair_place (p, count, i);
    vec_copy (length, p->s + from, (real *) mxGetData (S) + i * length);
    vec_copy (length, p->y + from, (real *) mxGetData (Y) + i * length);
  }
  answer_set (s, name_s, S);
  answer_set (s, name_y, Y);
}

static mxArray *
column_or_empty (size_t n, const real *values)
{
  return values && vec_finite (n, values) ? convert_column (n, values, mxREAL) : mxCreateDoubleMatrix (0, 1, mxREAL);
}

/* What WarmStart reads.  */
static mxArray *
state_struct (const result *r, dims d, const options *o)
{
  mxArray *s = answer_struct ();
  answer_set (s, "multiplier", column_or_empty (d.m, r->end.w));
  answer_set (s, "compliance", column_or_empty (d.n, r->end.learnt.compliance));
  set_pairs (s, "lower_directions", "lower_products", &r->end.learnt.curvature);
  set_pairs (s, "steps", "changes", &r->end.learnt.steps);
  answer_set (s, "scale_x", answer_number (o->scale_x));
  answer_set (s, "scale_y", answer_number (o->scale_y));
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
answer_output (const result *r, dims d, options *o, const mxArray *options_given)
{
  mxArray *s = answer_struct ();
  char stop[64];
  answer_set (s, "stop", mxCreateString (status_name (r->end.stop, stop, sizeof stop)));
  answer_set (s, "at_rest", mxCreateLogicalScalar (status_stop (r->end.stop)->at_rest));
  answer_set (s, "method", settings_in_force (o, "Method"));
  answer_set (s, "regime", settings_in_force (o, "Regime"));
  answer_set (s, "schedule", settings_in_force (o, "Schedule"));
  answer_set (s, "iterations", answer_number (r->iterations));
  answer_set (s, "kkt_residual", answer_number (r->kkt_residual));
  answer_set (s, "stationarity", answer_number (r->end.stationarity));
  answer_set (s, "stationarity_residual", answer_number (r->end.residual));
  answer_set (s, "lower_opt", answer_number (r->lower_opt));
  answer_set (s, "stationarity_relative", answer_number (r->end.relative));
  answer_set (s, "lower_opt_relative", answer_number (r->end.relative_lower));
  answer_set (s, "lambda", answer_number (r->lambda));
  answer_set (s, "gval", answer_number (r->g));
  answer_set (s, "fval_before", answer_number (r->end.f_before));
  answer_set (s, "calls", calls_struct (r));
  answer_set (s, "time", answer_number (r->seconds));
  answer_set (s, "message", mxCreateString (r->message));
  answer_set (s, "exitflag", answer_number (status_stop (r->end.stop)->exitflag));
  answer_set (s, "rollbacks", answer_number (r->end.rollbacks));
  answer_set (s, "escapes", answer_number (r->end.escapes));
  answer_set (s, "expected_decrease", answer_number (r->end.expected_decrease));
  answer_set (s, "pl_ratio", pair (r->pl));
  answer_set (s, "lower", lower_struct (r));
  answer_set (s, "history", history_struct (r));
  answer_set (s, "options", settings_struct (o, options_given));
  answer_set (s, "state", state_struct (r, d, o));
  return s;
}
