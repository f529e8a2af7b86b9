/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   RXGF, relaxed gradient flow (Sharifi, Abolfazli, Yazdandoost Hamedani, Fazlyab 2025, arXiv:2501.16520).

     z' = -grad f - lambda grad h,    lambda = max (0, alpha (h - eps^2) - grad f . grad h) / ||grad h||^2,    h = ||grad_y g||^2
     z' = -grad f where grad h = 0

   by the Runge-Kutta scheme of order 4 with the step FlowStep: one iteration is one step, 12 calls.  The history's
   stationarity is ||z'||, lambda the multiplier, step dt.
   Differs from the source by default: eps = 0 (there 0.1, which leaves y off by up to eps over the least eigenvalue of
   D2_yy g); alpha = 1 (0.1, for which short runs end infeasible); step k is dt (k + 1)^-0.5 (constant), since with eps = 0 the
   flow is stiff near feasibility and ||grad_y g|| settles at a multiple of dt.  */
#include "base/real.h"

#include "methods/flow.h"
#include "methods/method.h"
#include "methods/steps.h"

typedef struct rxgf {
  flow flow;
  steps steps;
  double dt;
} rxgf;

static void
layout (const run *r, arena *a)
{
  rxgf *s = r->state;
  flow_layout (&s->flow, r, a);
  steps_layout (&s->steps, r, a);
}

static status
start (run *r)
{
  rxgf *s = r->state;
  double L = 0;
  if (r->opt->flow_step == 0)
    TRY (steps_upper (&s->steps, r, &L));
  s->dt = steps_choose (r->opt->flow_step, L);
  return RUNNING;
}

static void
prepare (run *r)
{
  const rxgf *s = r->state;
  r->alpha = r->opt->alpha;
  r->gamma = steps_decayed (r, s->dt);
}

/* p = -z' at z, written with u = grad h / ||grad h|| so that nothing overflows as grad h -> 0 */
static status
measure_field (run *r)
{
  measure t;
  TRY (measure_first_order (r, &t));
  const double eps = r->opt->relaxation, norm_half = vec_norm (r->nz, r->u);
  t.mu = t.lambda = t.rho = 0;
  vec_copy (r->nz, r->grad_f, r->p);
  if (norm_half >= REAL_TINY) {
    t.rho = r->alpha * (t.lower_opt - eps) * (t.lower_opt + eps);
    vec_scale (r->nz, 1 / norm_half, r->u);
    t.mu = fmax (0, t.rho / (2 * norm_half) - vec_dot (r->nz, r->grad_f, r->u));
    t.lambda = t.mu / (2 * norm_half);
    vec_axpy (r->nz, t.mu, r->u, r->p);
  }
  measure_done (r, &t);
  return RUNNING;
}

static status
step (run *r)
{
  rxgf *s = r->state;
  return flow_advance (&s->flow, r, measure_field);
}

const method method_rxgf = { .name = "rxgf",
                             .source = "Sharifi et al. (2025), arXiv:2501.16520",
                             .prepare = prepare,
                             .step = step,
                             .close = close_plain,
                             .state_size = sizeof (rxgf),
                             .layout = layout,
                             .start = start,
                             .measure = measure_field };
