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
  w->held = arena_array (a, d.n + d.m, bool);
}

/* The variables of z that bounds hold: there the path has set p, in y grad_y g, to 0.  */
static void
note_held (multiplier *w, const run *r)
{
  const box *b = &r->box;
  const size_t n = r->d.n;
  for (size_t i = 0; i < r->nz; i++)
    w->held[i] = b->low && box_rests (b, i, r->z[i], i < n ? r->p[i] : r->grad_g[i - n]);
}

static void
drop_held (const bool *held, size_t n, real *a)
{
  for (size_t i = 0; i < n; i++)
    if (held[i])
      a[i] = 0;
}

typedef struct equations {
  multiplier *w;
  run *r;
} equations;

static status
transposed_jacobian (void *context, const real *in, real *out) /* J' in: [m] -> [n + m] */
{
  const equations *e = context;
  run *r = e->r;
  TRY (oracle_lower_hvp (r->oracle, r->z, r->z + r->d.n, NULL, in, out, out + r->d.n));
  drop_held (e->w->held, r->nz, out);
  return RUNNING;
}

static status
jacobian (void *context, const real *in, real *out) /* J in: [n + m] -> [m] */
{
  const equations *e = context;
  run *r = e->r;
  TRY (oracle_lower_hvp (r->oracle, r->z, r->z + r->d.n, in, in + r->d.n, NULL, out));
  drop_held (e->w->held + r->d.n, r->d.m, out);
  return RUNNING;
}

status
multiplier_solve (multiplier *w, run *r)
{
  const size_t n = r->d.n, m = r->d.m;
  equations e = { w, r };
  const double shift = isnan (r->now.mu) ? NAN : r->now.lower_opt > 0 ? 2 * r->now.lambda : 0;
  w->stationarity = r->now.stationarity;
  if (!isfinite (shift)) { /* the path's multiplier says nothing here */
    vec_copy (r->nz, r->grad_f, r->p);
    w->stationarity = r->now.norm_grad_f;
  }
  note_held (w, r);
  drop_held (w->held, r->nz, r->p);
  status s = lsqr (&w->lsqr, r->nz, m, transposed_jacobian, jacobian, &e, r->p, sqrt (REAL_EPS), 100 * REAL_EPS,
                   2 * m + 10 < most_iterations ? 2 * m + 10 : most_iterations, w->w, &w->stationarity, &w->residual);
  if (isfinite (shift))
    vec_axpy (m, shift, r->grad_g, w->w);
  w->hypergradient = w->rest = NAN;
  /* once more without the recurrence's rounding, and for all x */
  if (s == RUNNING && (s = oracle_lower_hvp (r->oracle, r->z, r->z + n, NULL, w->w, r->p, r->p + n)) == RUNNING) {
    const box x_box = run_x_box (r);
    vec_axpy (r->nz, 1, r->grad_f, r->p);
    box_mask (&x_box, r->z, r->p);
    drop_held (w->held + n, m, r->p + n);
    w->hypergradient = vec_norm (n, r->p);
    w->rest = vec_norm (m, r->p + n);
    w->stationarity = hypot (w->hypergradient, w->rest);
  }
  return status_is_error (s) ? s : RUNNING;
}
