/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   BOME (Liu, Ye, Wright, Stone, Liu 2022, "BOME! Bilevel optimization made easy").  With q and grad q of lower/inner.h,

     lambda = max (0, eta ||grad q||^2 - grad f . grad q) / ||grad q||^2,    lambda = 0 where grad q = 0
     z <- z - xi (grad f + lambda grad q)

   EtaRule "gap" has eta q in place of eta ||grad q||^2.  The automatic xi is 0.5 / max (L_f, eta L_q).  T + 2 calls an iteration, no Hessian-vector products.  The history's
   stationarity is ||grad f + lambda grad q||, lambda the multiplier of q, step xi.
   Differs from the source by default: step k is xi (k + 1)^-0.5 (a constant of order 1 / sqrt (K)), and T grows with the condition
   of D2_yy g: what y_T lacks of the lower-level solution is missing from grad q, and so biases x however long the run.  */
#include "base/real.h"

#include "lower/inner.h"
#include "methods/method.h"
#include "methods/steps.h"

typedef struct bome {
  gap gap;
  steps steps;
  double inner, T, xi; /* step and number of inner steps, xi */
} bome;

static void *
layout (const run *r, arena *a)
{
  bome *in_arena = arena_array (a, 1, bome), measured, *s = in_arena ? in_arena : &measured;
  gap_layout (&s->gap, r->d, a);
  steps_layout (&s->steps, r, a);
  return in_arena;
}

static status
gap_gradient (run *r, const real *z, real *grad)
{
  bome *s = r->state;
  const box within = run_y_box (r);
  double g;
  TRY (gap_evaluate (&s->gap, r->oracle, &within, z, s->T, s->inner, &g, r->grad_g));
  vec_copy (r->nz, s->gap.grad, grad);
  return RUNNING;
}

static status
start (run *r)
{
  bome *s = r->state;
  double upper = 0, curved_q = 0;
  TRY (steps_inner (&s->steps, r, &s->inner, &s->T));
  if (r->opt->step_size == 0) {
    TRY (steps_upper (&s->steps, r, &upper));
    TRY (steps_gradient (&s->steps, r, gap_gradient, &curved_q));
  }
  s->xi = steps_choose (r->opt->step_size, fmax (upper, r->opt->eta * curved_q));
  return RUNNING;
}

static void
prepare (run *r)
{
  const bome *s = r->state;
  r->alpha = NAN;
  r->gamma = steps_decayed (r, s->xi);
}

static status
measure_point (run *r)
{
  bome *s = r->state;
  const box within = run_y_box (r);
  const options *o = r->opt;
  const size_t n = r->d.n;
  measure t;
  TRY (oracle_upper (r->oracle, r->z, r->z + n, &t.f, r->grad_f, r->grad_f + n));
  TRY (gap_evaluate (&s->gap, r->oracle, &within, r->z, s->T, s->inner, &t.g, r->grad_g));
  measure_norms (r, &t);
  const double nq = vec_norm (r->nz, s->gap.grad), along = vec_dot (r->nz, r->grad_f, s->gap.grad);
  t.rho = o->eta * ((int) o->eta_rule == ETA_RULE_gradient ? nq * nq : s->gap.q);
  t.lambda = nq >= sqrt (REAL_TINY) ? fmax (0, t.rho - along) / (nq * nq) : 0;
  t.mu = NAN;
  vec_copy (r->nz, r->grad_f, r->p);
  vec_axpy (r->nz, t.lambda, s->gap.grad, r->p);
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

const method method_named (bome) = { .name = "bome",
                                     .source = "Liu et al. (2022)",
                                     .prepare = prepare,
                                     .step = step,
                                     .layout = layout,
                                     .start = start,
                                     .measure = measure_point };
