/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   AID, approximate implicit differentiation (as in Grazzi, Franceschi, Pontil, Salzo 2020, "On the iteration complexity of
   hypergradient computation").

     T times   y <- y - a grad_y g (x, y)
     D2_yy g v = grad_y f by conjugate gradients from the latest v
     x <- x - xi (grad_x f - D2_xy g v)

   An iterate is (x, y) after the T steps at x, so that the start makes them too; T + 2 calls and as many Hessian-vector
   products as conjugate gradients take, and two.  The history's stationarity is ||grad f - [D2_xy g; D2_yy g] v||: the
   hypergradient and the residual of v; step is xi.  A direction of curvature 0 or below ends the run: v does not exist then.
   Differs from the source by default: T = 3 (the scripts of arXiv:2504.17215: 10), and conjugate gradients until the residual is
   at rounding (10 steps); the automatic xi comes from the curvature of f along the lower-level solutions at the start.  */
#include "base/real.h"

#include "lower/inner.h"
#include "methods/method.h"
#include "methods/steps.h"

static const double usual_T = 3;
/* curvature below this part of the largest seen is none */
static const double flat = real_is_single ? 1e-5 : 1e-10;
static const double system_accuracy = real_is_single ? 1e-5 : 1e-10; /* relative to ||grad_y f|| */

typedef struct aid {
  steps steps;
  newton_cg_work cg;    /* [m] */
  real *v, *change, *b; /* [m] */
  double inner, xi, T;
  status adjoint; /* STOP_SINGULAR: v could not be had at the iterate */
  double largest; /* largest ||D2_yy g q|| / ||q|| seen */
} aid;

static void
layout (const run *r, arena *a)
{
  aid *s = r->state;
  steps_layout (&s->steps, r, a);
  newton_cg_layout (&s->cg, r->d.m, a);
  s->v = arena_array (a, r->d.m, real);
  s->change = arena_array (a, r->d.m, real);
  s->b = arena_array (a, r->d.m, real);
}

/* The T steps at the run's x */
static status
solve_lower (run *r)
{
  const aid *s = r->state;
  const box within = run_y_box (r);
  return inner_descend (r->oracle, &within, r->z, r->z + r->d.n, r->grad_g, false, s->T, s->inner);
}

static status
start (run *r)
{
  aid *s = r->state;
  s->largest = 0;
  if (r->opt->inner_step == 0)
    TRY (steps_lower (&s->steps, r, &s->largest));
  TRY (steps_outer (&s->steps, r, usual_T, s->largest, &s->T, &s->inner, &s->xi));
  vec_fill (r->d.m, 0, s->v);
  return solve_lower (r);
}

static void
prepare (run *r)
{
  const aid *s = r->state;
  r->alpha = NAN;
  r->gamma = s->xi;
}

/* out = D2_yy g in, or STOP_SINGULAR */
static status
product (void *context, const real *in, real *out)
{
  run *r = context;
  aid *s = r->state;
  const size_t m = r->d.m;
  TRY (oracle_lower_hvp (r->oracle, r->z, r->z + r->d.n, NULL, in, NULL, out));
  const double length = vec_norm (m, in);
  s->largest = fmax (s->largest, vec_norm (m, out) / length);
  return vec_dot (m, in, out) / length > flat * s->largest * length ? RUNNING : STOP_SINGULAR;
}

/* v, and p = grad f - [D2_xy g; D2_yy g] v */
static status
solve_adjoint (run *r)
{
  aid *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  const double norm_fy = vec_norm (m, r->grad_f + n);
  bool negative = false;
  vec_fill (m, 0, s->b); /* D2_yy g v - grad_y f */
  if (vec_norm (m, s->v) > 0)
    TRY (product (r, s->v, s->b));
  vec_axpy (m, -1, r->grad_f + n, s->b);
  const double rest = vec_norm (m, s->b);
  if (rest > system_accuracy * norm_fy) {
    TRY (newton_cg (&s->cg, m, product, r, s->b, system_accuracy * norm_fy / rest,
                    r->opt->cg_steps < (double) (2 * m + 10) ? (size_t) r->opt->cg_steps : 2 * m + 10, s->change,
                    &negative));
    vec_axpy (m, 1, s->change, s->v);
  }
  vec_fill (r->nz, 0, r->p);
  if (vec_norm (m, s->v) > 0)
    TRY (oracle_lower_hvp (r->oracle, r->z, r->z + n, NULL, s->v, r->p, r->p + n));
  vec_scale (r->nz, -1, r->p);
  vec_axpy (r->nz, 1, r->grad_f, r->p);
  return negative ? STOP_SINGULAR : RUNNING;
}

static status
measure_point (run *r)
{
  aid *s = r->state;
  const size_t n = r->d.n;
  measure t;
  TRY (oracle_upper (r->oracle, r->z, r->z + n, &t.f, r->grad_f, r->grad_f + n));
  TRY (oracle_lower (r->oracle, r->z, r->z + n, &t.g, NULL, r->grad_g));
  s->adjoint = solve_adjoint (r);
  if (s->adjoint != STOP_SINGULAR)
    TRY (s->adjoint);
  else
    vec_copy (r->nz, r->grad_f, r->p);
  measure_norms (r, &t);
  t.lambda = t.rho = t.mu = NAN;
  measure_done (r, &t);
  return RUNNING;
}

static status
step (run *r)
{
  aid *s = r->state;
  TRY (s->adjoint);
  vec_axpy (r->d.n, -r->gamma, r->p, r->z);
  box_clip (&r->box, r->z);
  r->moved = r->gamma * vec_norm (r->d.n, r->p);
  return solve_lower (r);
}

const method method_aid = { .name = "aid",
                            .source = "Grazzi et al. (2020)",
                            .prepare = prepare,
                            .step = step,
                            .close = close_plain,
                            .state_size = sizeof (aid),
                            .layout = layout,
                            .start = start,
                            .measure = measure_point };
