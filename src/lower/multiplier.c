/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/multiplier.h"

enum { most_iterations = 100, least_iterations = 20, most_products = 100 };
static const double most_part = 0.025;                       /* iterations, of the calls of the run, where w is known */
static const double exactly = real_is_single ? 1e-6 : 1e-10; /* of the multiplier of the hypergradient */
static const double sufficient = 3e-3;                       /* residual with which a norm is right to 1 % */
static const double rounding = 100 * REAL_EPS;               /* relative to ||grad f|| */

void
multiplier_layout (multiplier *w, dims d, arena *a)
{
  lsqr_layout (&w->lsqr, d.n + d.m, d.m, a);
  w->w = arena_array (a, d.m, real);
  w->q = arena_array (a, d.n + d.m, real);
  w->u = arena_array (a, d.m, real);
  w->scaled = arena_array (a, d.m, real);
  w->held = arena_array (a, d.n + d.m, bool);
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

/* out += J'in, in [m], without what is held of y */
static status
add_product (run *r, const real *in, real *scratch, real *out)
{
  TRY (oracle_lower_hvp (r->oracle, r->z, r->z + r->d.n, NULL, in, scratch, scratch + r->d.n));
  vec_axpy (r->nz, 1, scratch, out);
  model_project (&r->lower->model, out + r->d.n);
  return RUNNING;
}

static status
transposed (void *context, const real *in, real *out) /* J'H in: [m] -> [n + m] */
{
  const equations *e = context;
  run *r = e->r;
  curvature_apply (&r->lower->model.H, in, e->w->scaled);
  model_project (&r->lower->model, e->w->scaled);
  TRY (oracle_lower_hvp (r->oracle, r->z, r->z + r->d.n, NULL, e->w->scaled, out, out + r->d.n));
  drop_held (e->w->held, r->nz, out);
  return RUNNING;
}

static status
straight (void *context, const real *in, real *out) /* H J in: [n + m] -> [m] */
{
  const equations *e = context;
  run *r = e->r;
  TRY (oracle_lower_hvp (r->oracle, r->z, r->z + r->d.n, in, in + r->d.n, NULL, e->w->scaled));
  model_project (&r->lower->model, e->w->scaled);
  curvature_apply (&r->lower->model.H, e->w->scaled, out);
  model_project (&r->lower->model, out);
  return RUNNING;
}

/* r->p = grad f + J'w, and w unless it is KNOWN.  */
static status
solve_hypergradient (multiplier *w, run *r, const real *known)
{
  lower *l = r->lower;
  const size_t n = r->d.n, m = r->d.m;
  const real *x = r->z, *y = x + n, *fy = r->grad_f + n;
  bool null;
  status e = RUNNING;
  vec_copy (m, fy, r->p + n);
  model_project (&l->model, r->p + n);
  const double norm_fy = vec_norm (m, r->p + n);
  if (known) {
    vec_copy (m, known, w->w);
    vec_copy (n, r->grad_f, r->p);
    if (vec_norm (m, w->w) > 0)
      e = add_product (r, w->w, w->lsqr.row, r->p);
  } else {
    ledger *k = &r->oracle->ledger;
    const limits whole = k->present;
    const double enough = k->total + most_products * oracle_measure_cost (r->oracle);
    ledger_limit (k, (limits){ fmin (whole.calls, enough), whole.deadline, whole.measuring });
    vec_fill (m, 0, w->w);
    e = adjoint_solve (&l->adjoint, &l->model, x, y, r->grad_f, fy, exactly, w->w, r->p, r->p + n, &null);
    ledger_limit (k, whole);
    if (e == STOP_MAX_CALLS && enough < whole.calls) /* the residual tells how far it came */
      e = RUNNING;
  }
  const double left = vec_norm (m, r->p + n);
  w->rest = norm_fy > 0 ? left / norm_fy : left;
  if (e != RUNNING)
    return e;
  const box x_box = run_x_box (r);
  for (size_t i = 0; i < r->nz; i++)
    w->held[i] = i < n ? x_box.low && box_holds (&x_box, i, (double) x[i], (double) r->p[i]) : l->model.held[i - n];
  drop_held (w->held, n, r->p);
  vec_copy (r->nz, r->p, w->q);
  w->hypergradient = vec_norm (n, r->p);
  return RUNNING;
}

static size_t
iterations (const run *r, bool known)
{
  const double all = fmin (2 * (double) r->d.m + 10, most_iterations);
  return (size_t) (known ? fmin (all, fmax (least_iterations, most_part * r->oracle->ledger.total)) : all);
}

/* From r->p = grad f + J'w.  */
static status
solve_stationarity (multiplier *w, run *r, size_t most, double accuracy)
{
  const double floor = rounding * vec_norm (r->nz, r->grad_f);
  equations e = { w, r };
  w->residual = 0;
  w->stationarity = vec_norm (r->nz, r->p);
  if (w->stationarity <= floor || !model_has_free (&r->lower->model))
    return RUNNING;
  double least;
  const double relative_floor = floor / w->stationarity;
  w->stationarity = NAN;
  status s = lsqr (&w->lsqr, r->nz, r->d.m, transposed, straight, &e, r->p, accuracy, relative_floor, most, w->u,
                   &least, &w->residual);
  if (s != RUNNING && !(w->residual <= sufficient))
    return s;
  if (s == RUNNING) { /* once more without the recurrence's rounding, and for all x */
    curvature_apply (&r->lower->model.H, w->u, w->scaled);
    model_project (&r->lower->model, w->scaled);
    s = add_product (r, w->scaled, w->lsqr.row, r->p);
  }
  if (s == RUNNING) {
    const box x_box = run_x_box (r);
    box_mask (&x_box, r->z, r->p);
    w->stationarity = vec_norm (r->nz, r->p);
  } else if (!r->box.low)
    w->stationarity = least;
  if (w->stationarity <= floor)
    w->residual = 0;
  return s;
}

status
multiplier_solve (multiplier *w, run *r, const real *known, double accuracy)
{
  model *l = &r->lower->model;
  w->hypergradient = w->rest = w->stationarity = NAN;
  w->residual = INFINITY;
  if (!known)
    model_settle (l, r->z + r->d.n, r->grad_g);
  status e = model_linearise (l, r->z, r->z + r->d.n, w->scaled);
  if (e == RUNNING)
    e = solve_hypergradient (w, r, known);
  if (e == RUNNING)
    e = solve_stationarity (w, r, iterations (r, known != NULL), accuracy);
  return status_is_error (e) ? e : RUNNING;
}
