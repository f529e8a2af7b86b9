/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   SGF, the safe gradient flow with the vector constraint (Sharifi, Abolfazli, Yazdandoost Hamedani, Fazlyab 2025, arXiv:2501.16520).

     z' = -grad f - J'l,    J z' = -alpha grad_y g,    J = [D2_yx g, D2_yy g]
     J J' l = -(J grad f - alpha grad_y g)

   by conjugate gradients on J J', two Hessian-vector products each, started from the latest l: 2 + 2 k + 3 calls a field with k
   steps, 4 fields an iteration with rk4.  The history's stationarity is ||z'||, step dt; there is no scalar multiplier.
   Differs from the source by default: alpha = 1 (0.1).  */
#include "base/real.h"

#include "methods/flow.h"
#include "methods/method.h"
#include "methods/steps.h"

/* of the residual, relative to the largest right-hand side */
static const double system_accuracy = real_is_single ? 1e-5 : 1e-12;

typedef struct sgf {
  flow flow;
  steps steps;
  newton_cg_work cg;    /* [m] */
  real *l, *change, *b; /* [m] multiplier, its correction, J p - alpha grad_y g */
  real *jx, *jy;        /* [n], [m] J'q */
  double dt, most_b;
} sgf;

static void
layout (const run *r, arena *a)
{
  sgf *s = r->state;
  flow_layout (&s->flow, r, a);
  steps_layout (&s->steps, r, a);
  newton_cg_layout (&s->cg, r->d.m, a);
  s->l = arena_array (a, r->d.m, real);
  s->change = arena_array (a, r->d.m, real);
  s->b = arena_array (a, r->d.m, real);
  s->jx = arena_array (a, r->d.n, real);
  s->jy = arena_array (a, r->d.m, real);
}

static status
start (run *r)
{
  sgf *s = r->state;
  double L = 0;
  if (r->opt->flow_step == 0)
    TRY (steps_upper (&s->steps, r, &L));
  s->dt = steps_choose (r->opt->flow_step, L);
  s->most_b = 0;
  vec_fill (r->d.m, 0, s->l);
  return RUNNING;
}

static void
prepare (run *r)
{
  const sgf *s = r->state;
  r->alpha = r->opt->alpha;
  r->gamma = s->dt;
}

/* out = J J' in */
static status
gram (void *context, const real *in, real *out)
{
  run *r = context;
  const sgf *s = r->state;
  const real *x = r->z, *y = r->z + r->d.n;
  TRY (oracle_lower_hvp (r->oracle, x, y, NULL, in, s->jx, s->jy));
  return oracle_lower_hvp (r->oracle, x, y, s->jx, s->jy, NULL, out);
}

/* p += J'in */
static status
add_transposed (run *r, const real *in)
{
  const sgf *s = r->state;
  TRY (oracle_lower_hvp (r->oracle, r->z, r->z + r->d.n, NULL, in, s->jx, s->jy));
  vec_axpy (r->d.n, 1, s->jx, r->p);
  vec_axpy (r->d.m, 1, s->jy, r->p + r->d.n);
  return RUNNING;
}

/* p = grad f + J'l */
static status
solve_multiplier (run *r)
{
  sgf *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  bool negative;
  vec_copy (r->nz, r->grad_f, r->p);
  if (vec_norm (m, s->l) > 0)
    TRY (add_transposed (r, s->l));
  TRY (oracle_lower_hvp (r->oracle, r->z, r->z + n, r->p, r->p + n, NULL, s->b));
  vec_axpy (m, -r->alpha, r->grad_g, s->b);
  const double nb = vec_norm (m, s->b);
  s->most_b = fmax (s->most_b, nb);
  if (nb <= system_accuracy * s->most_b)
    return RUNNING;
  TRY (newton_cg (&s->cg, m, gram, r, s->b, system_accuracy * s->most_b / nb,
                  r->opt->cg_steps < (double) (2 * m + 10) ? (size_t) r->opt->cg_steps : 2 * m + 10, s->change,
                  &negative));
  vec_axpy (m, 1, s->change, s->l);
  return add_transposed (r, s->change);
}

static status
measure_field (run *r)
{
  measure t;
  TRY (oracle_upper (r->oracle, r->z, r->z + r->d.n, &t.f, r->grad_f, r->grad_f + r->d.n));
  TRY (oracle_lower (r->oracle, r->z, r->z + r->d.n, &t.g, NULL, r->grad_g));
  TRY (solve_multiplier (r));
  measure_norms (r, &t);
  t.lambda = t.rho = t.mu = NAN;
  measure_done (r, &t);
  return RUNNING;
}

static status
step (run *r)
{
  sgf *s = r->state;
  return flow_advance (&s->flow, r, measure_field);
}

const method method_sgf = { .name = "sgf",
                            .source = "Sharifi et al. (2025), arXiv:2501.16520",
                            .prepare = prepare,
                            .step = step,
                            .close = close_plain,
                            .state_size = sizeof (sgf),
                            .layout = layout,
                            .start = start,
                            .measure = measure_field };
