/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   F2SA, fully first-order (Kwon, Kwon, Wright, Nowak 2023, "A fully first-order method for stochastic bilevel optimization",
   without the noise).  With a second lower variable v and a penalty p that grows,

     T times   v <- v - gamma grad_y g (x, v),    y <- y - a (grad_y f (x, y) + p grad_y g (x, y))
     x <- x - xi (grad_x f (x, y) + p (grad_x g (x, y) - grad_x g (x, v)))

   An iterate is (x, y) after the T steps at x, so that the start makes them too; 3 T + 3 calls an iteration.  The history's
   stationarity is the norm of the bracket in the last line and of grad_y f + p grad_y g; lambda is the penalty p, step xi.
   Differs from the source: the automatic xi comes from the curvature of f along the lower-level solutions at the start, by
   Hessian-vector products; the penalty grows linearly and not as a power of the iteration.  */
#include "base/real.h"

#include "lower/inner.h"
#include "methods/method.h"
#include "methods/steps.h"

static const double usual_T = 10;

typedef struct f2sa {
  steps steps;
  real *v, *gv, *gx;   /* [m], [m], [n]: second lower variable, grad_y g (x, v), grad_x g (x, v) */
  real *fx;            /* [n] scratch */
  double inner, xi, T; /* gamma, xi, T */
  double curved_f, curved_g;
  double penalty;
} f2sa;

static void
layout (const run *r, arena *a)
{
  f2sa *s = r->state;
  steps_layout (&s->steps, r, a);
  s->v = arena_array (a, r->d.m, real);
  s->gv = arena_array (a, r->d.m, real);
  s->gx = arena_array (a, r->d.n, real);
  s->fx = arena_array (a, r->d.n, real);
}

/* The T steps on v and on y at the run's x */
static status
solve_lower (run *r)
{
  f2sa *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  real *y = r->z + n;
  const double a =
      r->opt->inner_step > 0 ? r->opt->inner_step : steps_choose (0, s->curved_f + s->penalty * s->curved_g);
  const box within = run_y_box (r);
  double f, g;
  TRY (inner_descend (r->oracle, &within, r->z, s->v, s->gv, false, s->T, s->inner));
  for (double t = 0; t < s->T; t++) {
    TRY (oracle_upper (r->oracle, r->z, y, &f, s->fx, r->grad_f + n));
    TRY (oracle_lower (r->oracle, r->z, y, &g, NULL, r->grad_g));
    vec_axpy (m, -a, r->grad_f + n, y);
    vec_axpy (m, -a * s->penalty, r->grad_g, y);
    box_clip (&within, y);
  }
  return RUNNING;
}

static status
start (run *r)
{
  f2sa *s = r->state;
  s->curved_f = s->curved_g = 0;
  if (r->opt->inner_step == 0) {
    TRY (steps_lower (&s->steps, r, &s->curved_g));
    TRY (steps_upper (&s->steps, r, &s->curved_f));
  }
  TRY (steps_outer (&s->steps, r, usual_T, s->curved_g, &s->T, &s->inner, &s->xi));
  s->penalty = steps_penalty (r, 0);
  vec_copy (r->d.m, r->z + r->d.n, s->v);
  return solve_lower (r);
}

static void
prepare (run *r)
{
  const f2sa *s = r->state;
  r->alpha = NAN;
  r->gamma = s->xi;
}

static status
measure_point (run *r)
{
  f2sa *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  measure t;
  double low;
  TRY (oracle_lower (r->oracle, r->z, s->v, &low, s->gx, s->gv));
  TRY (oracle_upper (r->oracle, r->z, r->z + n, &t.f, r->grad_f, r->grad_f + n));
  TRY (oracle_lower (r->oracle, r->z, r->z + n, &t.g, r->p, r->grad_g));
  measure_norms (r, &t);
  t.lambda = s->penalty;
  t.rho = t.mu = NAN;
  vec_axpy (n, -1, s->gx, r->p);
  vec_copy (m, r->grad_g, r->p + n);
  vec_scale (r->nz, s->penalty, r->p);
  vec_axpy (r->nz, 1, r->grad_f, r->p);
  measure_done (r, &t);
  return RUNNING;
}

static status
step (run *r)
{
  f2sa *s = r->state;
  vec_axpy (r->d.n, -r->gamma, r->p, r->z);
  box_clip (&r->box, r->z);
  r->moved = r->gamma * vec_norm (r->d.n, r->p);
  s->penalty = steps_penalty (r, r->k + 1);
  return solve_lower (r);
}

const method method_f2sa = { .name = "f2sa",
                             .source = "Kwon et al. (2023)",
                             .prepare = prepare,
                             .step = step,
                             .close = close_plain,
                             .state_size = sizeof (f2sa),
                             .layout = layout,
                             .start = start,
                             .measure = measure_point };
