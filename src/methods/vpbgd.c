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

#include "methods/gap_descent.h"
#include "methods/method.h"

typedef struct vpbgd {
  gap_descent base;
  double penalty;
} vpbgd;

static void
layout (const run *r, arena *a)
{
  vpbgd *s = r->state;
  gap_descent_layout (&s->base, r, a);
}

static void
prepare (run *r)
{
  vpbgd *s = r->state;
  r->alpha = NAN;
  s->penalty = steps_penalty (r, r->k);
  r->gamma = steps_choose (r->opt->step_size, s->base.curved_f + s->penalty * s->base.curved_q);
}

static status
measure_point (run *r)
{
  const vpbgd *s = r->state;
  measure t;
  TRY (gap_descent_evaluate (r, &t));
  t.lambda = s->penalty;
  t.rho = NAN;
  gap_descent_measure (r, &t);
  return RUNNING;
}

const method method_vpbgd = { .name = "vpbgd",
                              .source = "Shen and Chen (2023)",
                              .prepare = prepare,
                              .step = gap_descent_step,
                              .close = close_plain,
                              .state_size = sizeof (vpbgd),
                              .layout = layout,
                              .start = gap_descent_start,
                              .measure = measure_point };
