/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/multiplier.h"

enum { most_iterations = 100 };

void
multiplier_layout (multiplier *w, dims d, arena *a)
{
  lsqr_layout (&w->lsqr, d.n + d.m, d.m, a);
  w->w = arena_array (a, d.m, real);
}

static status
transposed_jacobian (void *context, const real *in, real *out) /* J' in: [m] -> [n + m] */
{
  run *r = context;
  return oracle_lower_hvp (r->oracle, r->z, r->z + r->d.n, NULL, in, out, out + r->d.n);
}

static status
jacobian (void *context, const real *in, real *out) /* J in: [n + m] -> [m] */
{
  run *r = context;
  return oracle_lower_hvp (r->oracle, r->z, r->z + r->d.n, in, in + r->d.n, NULL, out);
}

status
multiplier_solve (multiplier *w, run *r)
{
  const size_t m = r->d.m;
  const double shift = isnan (r->now.mu) ? NAN : r->now.lower_opt > 0 ? 2 * r->now.lambda : 0;
  w->stationarity = r->now.stationarity;
  if (!isfinite (shift)) { /* the path's multiplier says nothing here */
    vec_copy (r->nz, r->grad_f, r->p);
    w->stationarity = r->now.norm_grad_f;
  }
  status s = lsqr (&w->lsqr, r->nz, m, transposed_jacobian, jacobian, r, r->p, sqrt (REAL_EPS), 100 * REAL_EPS,
                   2 * m + 10 < most_iterations ? 2 * m + 10 : most_iterations, w->w, &w->stationarity, &w->residual);
  if (isfinite (shift))
    vec_axpy (m, shift, r->grad_g, w->w);
  w->hypergradient = w->hypergradient_residual = NAN;
  if (s == RUNNING && (s = transposed_jacobian (r, w->w, r->p)) == RUNNING) { /* without the recurrence's rounding */
    vec_axpy (r->nz, 1, r->grad_f, r->p);
    w->hypergradient = vec_norm (r->d.n, r->p);
    const double rest = vec_norm (m, r->p + r->d.n), norm_fy = vec_norm (m, r->grad_f + r->d.n);
    w->hypergradient_residual = norm_fy > 0 ? rest / norm_fy : rest;
    w->stationarity = hypot (w->hypergradient, rest);
  }
  return status_is_error (s) ? s : RUNNING;
}
