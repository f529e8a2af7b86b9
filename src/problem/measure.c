/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "problem/measure.h"

void
measure_layout (run *r, arena *a)
{
  r->z = arena_array (a, r->nz, real);
  r->grad_f = arena_array (a, r->nz, real);
  r->grad_g = arena_array (a, r->d.m, real);
  r->u = arena_array (a, r->nz, real);
  r->p = arena_array (a, r->nz, real);
}

/* <a, b> in the metric of gradients, M^-1 = diag (s_x I, s_y I) */
static double
inner (const run *r, const real *a, const real *b)
{
  const size_t n = r->d.n;
  return r->opt->scale_x * vec_dot (n, a, b) + r->opt->scale_y * vec_dot (r->d.m, a + n, b + n);
}

/* rho / ||grad h||, finite as grad h -> 0 except for -Inf inside the relaxed feasible set */
static double
required_decrease (const run *r, double norm_grad_h, double lower_opt)
{
  const double eps = r->opt->relaxation, slack = eps * eps - lower_opt * lower_opt;
  if (eps > 0 && slack >= 0)
    return -r->alpha * slack / norm_grad_h;
  return r->alpha * ((int) r->opt->regime == REGIME_pl ? norm_grad_h : lower_opt);
}

/* p_i = 0 where the step -p would leave the bounds, and in the y that descent on g holds at one.  */
static void
hold_within (run *r)
{
  const size_t n = r->d.n;
  const box y_box = run_y_box (r);
  box_mask (&r->box, r->z, r->p);
  for (size_t i = 0; y_box.low && i < r->d.m; i++)
    if (box_rests (&y_box, i, r->z[n + i], r->grad_g[i]))
      r->p[n + i] = 0;
}

/* The convex program min_d 0.5 ||d + M^-1 grad f||_M^2 s.t. grad h . d <= -rho in closed form, d = -M^-1 p (Abolfazli et
   al. 2025), written with u = grad h / ||grad h|| so that nothing overflows near feasibility.  On entry u = grad h / 2.  */
static void
solve_program (run *r, measure *t)
{
  const size_t n = r->d.n;
  const double norm_half =
      hypot (sqrt (r->opt->scale_x) * vec_norm (n, r->u), sqrt (r->opt->scale_y) * vec_norm (r->d.m, r->u + n));
  t->mu = t->lambda = t->rho = 0;
  vec_copy (r->nz, r->grad_f, r->p);
  if (norm_half >= REAL_TINY) {
    const double norm_grad_h = 2 * norm_half, required = required_decrease (r, norm_grad_h, t->lower_opt);
    vec_scale (r->nz, 1 / norm_half, r->u);
    t->mu = fmax (0, required - inner (r, r->grad_f, r->u));
    t->rho = required * norm_grad_h;
    t->lambda = t->mu / norm_grad_h;
    vec_axpy (r->nz, t->mu, r->u, r->p);
  } else
    vec_fill (r->nz, 0, r->u);
  hold_within (r);
}

void
measure_norms (run *r, measure *t)
{
  t->norm_grad_f = vec_norm (r->nz, r->grad_f);
  t->lower_opt = t->violation = vec_norm (r->d.m, r->grad_g);
}

void
measure_done (run *r, measure *t)
{
  t->stationarity = vec_norm (r->nz, r->p);
  t->kkt_residual = hypot (t->stationarity, t->violation);
  r->now = *t;
}

status
measure_first_order (run *r, measure *t)
{
  const size_t n = r->d.n;
  const real *x = r->z, *y = r->z + n;
  const double eps = r->opt->relaxation;
  TRY (oracle_upper (r->oracle, x, y, &t->f, r->grad_f, r->grad_f + n));
  TRY (oracle_lower (r->oracle, x, y, &t->g, NULL, r->grad_g));
  const box y_box = run_y_box (r);
  box_mask (&y_box, y, r->grad_g);
  measure_norms (r, t);
  t->violation = sqrt (fmax (0, t->lower_opt - eps)) * sqrt (t->lower_opt + eps);
  if (t->lower_opt > 0) {
    TRY (oracle_lower_hvp (r->oracle, x, y, NULL, r->grad_g, r->u, r->u + n));
    oracle_note_pl (r->oracle, t->lower_opt, r->u, r->u + n);
  } else
    vec_fill (r->nz, 0, r->u);
  return RUNNING;
}

status
measure_iterate (run *r)
{
  measure t;
  TRY (measure_first_order (r, &t));
  solve_program (r, &t);
  measure_done (r, &t);
  return RUNNING;
}
