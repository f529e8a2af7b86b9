/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/newton_test.h"
#include "lower/trust.h"

enum { samples = 8, most_looks = 8, most_calls = 300 /* times those of a measure */ };
static const double least_tau = real_is_single ? 1e-3 : 1e-6, most_tau = 1e-3;
static const double by_values = 1e-6; /* what differences of values of g leave of q, relative to its terms */
static const double rounding_of_q = 450 * REAL_EPS; /* likewise */
static const double rounding_of_f = 450 * REAL_EPS; /* relative to |f| + |grad f|'|z| */
static const double rounding_of_v = 45 * REAL_EPS;  /* relative to ||A|| ||y|| */
static const double part_of_V = 1e-6;               /* what may be wrong with f */
static const double look_part = 0.1;                /* of the length of x, or of y */
static const double look_accuracy = 1e-6;           /* of the lower level there, relative to ||A|| ||dy|| */
static const double zero_x = 1e-6;                  /* x is 0: this part of the step by which y moves its own length */
static const double least_compliance = 1e-12;       /* of x in the metric, relative to the largest */
static const double in_range = real_is_single ? 1e-4 : 1e-9; /* ||grad_y f + A w||, relative to ||grad_y f|| */
static const double same_bend = 2;                           /* ratio of two curvatures that agree, at the most */

void
trust_layout (trust *t, dims d, const options *o, arena *a)
{
  const size_t n = o->starts > 0 ? d.n : 0, m = o->starts > 0 ? d.m : 0;
  t->z = arena_array (a, n + m, real);
  t->v = arena_array (a, m, real);
  t->grad_f = arena_array (a, n + m, real);
  t->p = arena_array (a, n + m, real);
  t->d = arena_array (a, m, real);
  t->scratch = arena_array (a, n + m, real);
}

typedef struct look {
  bool known;         /* f and y (x) could be had */
  double slope, rise; /* of F along the step, at the point and to its end */
  double bend;        /* rise - slope */
} look;

static bool
by_differences (const oracle *o)
{
  return o->lower->order < 1 && !o->diff.use_complex_step;
}

static double
tau_of (const run *r, double tolerance)
{
  const double shown = by_differences (r->oracle) ? fmax (least_tau, by_values) : least_tau;
  return fmin (fmax (tolerance, shown), fmax (most_tau, shown));
}

static double
rounding_at (const run *r)
{
  double size = fabs (r->now.f);
  for (size_t i = 0; i < r->nz; i++)
    size += fabs ((double) r->grad_f[i] * (double) r->z[i]);
  return rounding_of_f * size;
}

/* Every part of q is at the rounding of its own terms.  */
static bool
is_rounding (const run *r)
{
  const real *q = r->multiplier->q;
  const double level = by_differences (r->oracle) ? fmax (by_values, rounding_of_q) : rounding_of_q;
  for (size_t i = 0; i < r->d.n; i++) {
    const double fx = (double) r->grad_f[i], terms = fabs (fx) + fabs ((double) q[i] - fx);
    if (!(fabs ((double) q[i]) <= level * terms))
      return false;
  }
  return true;
}

/* ---- steps ---- */

/* The metric of x needs to know how every part of x acts on y.  */
static status
learn_metric (const run *r)
{
  adjoint *s = &r->lower->adjoint; /* scratch */
  model *l = &r->lower->model;
  random_state random = { UINT64_C (0xBF58476D1CE4E5B9) };
  for (int k = 0; k < samples; k++) {
    for (size_t i = 0; i < r->d.m; i++)
      s->q[i] = (real) random_normal (&random);
    model_project (l, s->q);
    if (vec_norm (r->d.m, s->q) == 0)
      break;
    TRY (model_product (l, r->z, r->z + r->d.n, s->q, s->hx, s->hy));
  }
  return RUNNING;
}

/* t->p = -D q in x (D 1 where q = 0) and the response of y, of the length of a look.  False: bounds hold all x.  */
static status
step_in_x (trust *t, const run *r, bool *some)
{
  model *l = &r->lower->model;
  const multiplier *w = r->multiplier;
  const size_t n = r->d.n, m = r->d.m;
  const bool sloped = vec_norm (n, w->q) > 0;
  real *dy = t->d, *cross = t->scratch;
  model_metric (l, least_compliance, t->p);
  for (size_t i = 0; i < n; i++)
    t->p[i] *= w->held[i] ? 0 : sloped ? -w->q[i] : 1;
  vec_fill (m, 0, t->p + n);
  const double np = vec_norm (n, t->p), nx = vec_norm (n, r->z);
  *some = np > 0 && isfinite (np);
  if (!*some)
    return RUNNING;
  TRY (model_cross_product (l, r->z, r->z + n, t->p, cross));
  curvature_apply (&l->H, cross, dy);
  model_project (l, dy);
  const double by_y = model_reach (l, r->z + n, 1e-8) * np / vec_norm (m, dy); /* y would move by its length */
  const double length = isfinite (by_y) && nx < zero_x * by_y ? by_y : nx > no_length ? nx : 1;
  vec_copy (m, dy, t->p + n);
  vec_scale (m, -1, t->p + n);
  vec_scale (n + m, look_part * length / np, t->p);
  return RUNNING;
}

/* t->p = -(0, grad_y f + A w), likewise; false: that is 0, for w solves its equations.  */
static bool
step_in_y (trust *t, const run *r)
{
  const size_t n = r->d.n, m = r->d.m;
  const double nq = vec_norm (m, r->multiplier->q + n);
  if (r->multiplier->rest <= in_range || nq <= rounding_of_q * vec_norm (m, r->grad_f + n))
    return false;
  vec_fill (n, 0, t->p);
  vec_copy (m, r->multiplier->q + n, t->p + n);
  vec_scale (m, -look_part * model_reach (&r->lower->model, r->z + n, 1e-8) / nq, t->p + n);
  return true;
}

/* ---- looks ---- */

/* y solves the lower level at the x of t->z: *ok.  */
static status
solve_there (trust *t, const run *r, double a, bool *ok)
{
  lower *l = r->lower;
  model *k = &l->model;
  const size_t n = r->d.n, m = r->d.m;
  const double moved = look_accuracy * a * vec_norm (m, t->p + n), floor = rounding_of_v * vec_norm (m, t->z + n);
  double g;
  status e;
  TRY (model_value (k, t->z, t->z + n, &g, t->v));
  *ok = isfinite (g);
  if (!*ok)
    return RUNNING;
  const descended how = lower_solve (l, t->z, t->z + n, &g, t->v, k->stiffness * fmax (moved, floor), &e);
  k->unbounded = false; /* at another x */
  *ok = how == DESCENDED_SOLVED || how == DESCENDED_FLOOR;
  return e == STOP_NON_FINITE ? RUNNING : e;
}

/* F a step A p away, as f + w'v there tells.  */
static status
look_at (trust *t, const run *r, double a, look *out)
{
  const size_t n = r->d.n, m = r->d.m;
  const real *w = r->multiplier->w, *q = r->multiplier->q;
  double f;
  *out = (look){ .known = false };
  vec_copy (r->nz, r->z, t->z);
  vec_axpy (r->nz, a, t->p, t->z);
  box_clip (&r->box, t->z);
  TRY (solve_there (t, r, a, &out->known));
  if (!out->known)
    return RUNNING;
  const status e = oracle_upper (r->oracle, t->z, t->z + n, &f, t->grad_f, t->grad_f + n);
  out->known = e == RUNNING;
  if (e != RUNNING)
    return e == STOP_NON_FINITE ? RUNNING : e;
  for (size_t i = 0; i < r->nz; i++)
    out->slope += (double) q[i] * ((double) t->z[i] - (double) r->z[i]);
  out->rise = f - r->now.f + vec_dot (m, w, t->v) - vec_dot (m, w, r->grad_g);
  out->bend = out->rise - out->slope;
  return RUNNING;
}

static bool
is_lower (const look *k, double rounding)
{
  return k->known && k->rise < -(part_of_V * fabs (k->bend) + rounding);
}

/* NARROW is half of WIDE: F is a parabola along it.  */
static bool
agree (const look *wide, const look *narrow, double rounding)
{
  const double ratio = 4 * narrow->bend / wide->bend;
  return wide->known && narrow->known && narrow->bend > rounding && wide->bend > 0 && ratio * same_bend >= 1
         && ratio <= same_bend;
}

/* Along t->p: *falls refutes the point; *expected is E and *variation V, where that is not 0.  */
static status
look_along (trust *t, const run *r, bool *falls, double *expected, double *variation)
{
  const double rounding = rounding_at (r);
  look wide = { .known = false }, narrow;
  double a = 1;
  *falls = false;
  *expected = INFINITY;
  *variation = 0;
  for (int k = 0; k < most_looks && !*falls && *variation == 0; k++, a /= 2) {
    TRY (look_at (t, r, a, &narrow));
    *falls = is_lower (&narrow, rounding);
    if (agree (&wide, &narrow, rounding)) {
      *expected = wide.slope * wide.slope / (4 * wide.bend);
      *variation = fmax (wide.rise, 0);
    }
    wide = narrow;
  }
  return RUNNING;
}

/* ---- the tests ---- */

/* *change: of f, by d.  t->p is the step of the look, if there is SOME.  */
static status
test_lower (trust *t, const run *r, bool some, bool *solved, double *change)
{
  newton_test k = { .z = r->z, .v = r->grad_g, .d = t->d, .next = t->z, .v_next = t->v, .scratch = t->scratch };
  lower *l = r->lower;
  const size_t n = r->d.n;
  double f;
  *change = 0;
  *solved = vec_norm (r->d.m, r->grad_g) == 0;
  if (*solved)
    return RUNNING;
  TRY (newton_test_step (&k, l));
  TRY (newton_test_noise (&k, l, true, solved));
  if (*solved || !(k.energy > 0))
    return RUNNING;
  TRY (newton_test_try (&k, l, some ? t->p : NULL));
  if (!newton_test_holds (&k, tau_of (r, r->opt->tol_lower)))
    return RUNNING;
  TRY (oracle_upper (r->oracle, t->z, t->z + n, &f, t->grad_f, t->grad_f + n));
  *change = fabs (f - r->now.f);
  *solved = true;
  return RUNNING;
}

static status
test_along (trust *t, const run *r, bool rounding, bool *passed, double *variation)
{
  const double tau = tau_of (r, r->opt->tol_kkt);
  double expected, along;
  bool falls;
  TRY (look_along (t, r, &falls, &expected, &along));
  *passed = !falls && (rounding || (along > 0 && expected <= tau * tau * along));
  *variation = fmax (*variation, along);
  return RUNNING;
}

static status
test_point (trust *t, run *r, bool *passed)
{
  double change, variation = 0;
  bool some, ok;
  TRY (learn_metric (r));
  TRY (step_in_x (t, r, &some));
  TRY (test_lower (t, r, some, &ok, &change));
  if (ok && some)
    TRY (test_along (t, r, is_rounding (r), &ok, &variation));
  if (ok && step_in_y (t, r))
    TRY (test_along (t, r, false, &ok, &variation));
  *passed = ok && change <= part_of_V * variation + rounding_at (r);
  return RUNNING;
}

status
trust_test (trust *t, run *r, bool *passed)
{
  ledger *l = &r->oracle->ledger;
  const double enough = l->total + most_calls * oracle_measure_cost (r->oracle);
  *passed = false;
  if (isnan (r->multiplier->hypergradient))
    return RUNNING;
  model_settle (&r->lower->model, r->z + r->d.n, r->grad_g);
  const limits before = ledger_limit (l, (limits){ fmin (l->whole.calls, enough), l->whole.deadline, true });
  const status e = test_point (t, r, passed);
  ledger_limit (l, before);
  return e;
}
