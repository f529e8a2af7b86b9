/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   V-PBGD, penalty-based descent on the value gap (Shen and Chen 2023, "On penalty-based bilevel gradient descent method").
   With q and grad q of lower/inner.h and a penalty p that grows linearly from 0 and then stays,

     z <- z - xi (grad f + p grad q)

   projected on the bounds, if any, as every iterate is.  T + 2 calls an iteration, no Hessian-vector products.  The history's
   stationarity is ||grad f + p grad q||, lambda the penalty p, step xi.
   Differs from the source: the penalty ends at 100 by default (0.2 in its script, which leaves y far from the lower-level
   solution), the automatic step follows it, xi = 0.5 / (L_f + p L_q), and T grows with the condition of D2_yy g as for bome.  */
#include "base/real.h"

#include "lower/inner.h"
#include "methods/method.h"
#include "methods/steps.h"

typedef struct vpbgd {
  gap gap;
  steps steps;
  double inner, T;           /* step and number of inner steps */
  double curved_f, curved_q; /* L_f, L_q */
  double penalty;
} vpbgd;

static void *
layout (const run *r, arena *a)
{
  vpbgd *in_arena = arena_array (a, 1, vpbgd), measured, *s = in_arena ? in_arena : &measured;
  gap_layout (&s->gap, r->d, a);
  steps_layout (&s->steps, r, a);
  return in_arena;
}

static status
gap_gradient (run *r, const real *z, real *grad)
{
  vpbgd *s = r->state;
  const box within = run_y_box (r);
  double g;
  TRY (gap_evaluate (&s->gap, r->oracle, &within, z, s->T, s->inner, &g, r->grad_g));
  vec_copy (r->nz, s->gap.grad, grad);
  return RUNNING;
}

static status
start (run *r)
{
  vpbgd *s = r->state;
  s->curved_f = s->curved_q = 0;
  TRY (steps_inner (&s->steps, r, &s->inner, &s->T));
  if (r->opt->step_size == 0) {
    TRY (steps_upper (&s->steps, r, &s->curved_f));
    TRY (steps_gradient (&s->steps, r, gap_gradient, &s->curved_q));
  }
  return RUNNING;
}

static void
prepare (run *r)
{
  vpbgd *s = r->state;
  r->alpha = NAN;
  s->penalty = steps_penalty (r, r->k);
  r->gamma = steps_choose (r->opt->step_size, s->curved_f + s->penalty * s->curved_q);
}

static status
measure_point (run *r)
{
  vpbgd *s = r->state;
  const box within = run_y_box (r);
  const size_t n = r->d.n;
  measure t;
  TRY (oracle_upper (r->oracle, r->z, r->z + n, &t.f, r->grad_f, r->grad_f + n));
  TRY (gap_evaluate (&s->gap, r->oracle, &within, r->z, s->T, s->inner, &t.g, r->grad_g));
  measure_norms (r, &t);
  t.lambda = s->penalty;
  t.rho = t.mu = NAN;
  vec_copy (r->nz, r->grad_f, r->p);
  vec_axpy (r->nz, s->penalty, s->gap.grad, r->p);
  measure_done (r, &t);
  return RUNNING;
}

static status
step (run *r)
{
  vec_axpy (r->nz, -r->gamma, r->p, r->z);
  r->moved = r->gamma * r->now.stationarity;
  return RUNNING;
}

const method method_named (vpbgd) = { .name = "vpbgd",
                                      .source = "Shen and Chen (2023)",
                                      .prepare = prepare,
                                      .step = step,
                                      .layout = layout,
                                      .start = start,
                                      .measure = measure_point };
