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

#include "methods/gap_descent.h"
#include "methods/method.h"

typedef struct bome {
  gap_descent base;
  double xi;
} bome;

static void
layout (const run *r, arena *a)
{
  bome *s = r->state;
  gap_descent_layout (&s->base, r, a);
}

static status
start (run *r)
{
  bome *s = r->state;
  TRY (gap_descent_start (r));
  s->xi = steps_choose (r->opt->step_size, fmax (s->base.curved_f, r->opt->eta * s->base.curved_q));
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
  const bome *s = r->state;
  const gap *q = &s->base.gap;
  const options *o = r->opt;
  measure t;
  TRY (gap_descent_evaluate (r, &t));
  const double nq = vec_norm (r->nz, q->grad), along = vec_dot (r->nz, r->grad_f, q->grad);
  t.rho = o->eta * ((int) o->eta_rule == ETA_RULE_gradient ? nq * nq : q->q);
  t.lambda = nq >= sqrt (REAL_TINY) ? fmax (0, t.rho - along) / (nq * nq) : 0;
  gap_descent_measure (r, &t);
  return RUNNING;
}

const method method_bome = { .name = "bome",
                             .source = "Liu et al. (2022)",
                             .prepare = prepare,
                             .step = gap_descent_step,
                             .close = close_plain,
                             .state_size = sizeof (bome),
                             .layout = layout,
                             .start = start,
                             .measure = measure_point };
