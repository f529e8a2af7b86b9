/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   PGD-QA (Abolfazli, Sharifi, Fazlyab, Yazdandoost Hamedani 2025, arXiv:2504.17215).

     d_k = argmin_d 0.5 ||d + grad f||^2  subject to  grad h . d <= -rho,      h = ||grad_y g||^2
     z_(k+1) = z_k + gamma d_k

     regime   rho                               alpha            gamma
     pl       alpha ||grad h||^2                c_a K^(-1/3)     c_g K^(-1/3)
     general  alpha ||grad h|| ||grad_y g||     c_a K^(-1/3)     c_g K^(-2/3)

   with K the iteration budget (Schedule fixed) or k + 1 (diminishing).  measure_iterate solves the program for d.
   Differs from the source: the metric M = diag (1/s_x I, 1/s_y I) in place of the identity, s_x = s_y = 1 being the
   source; the relaxation h <= eps^2, eps = 0 being the source.  */
#include "base/real.h"

#include "methods/method.h"

static void
prepare (run *r)
{
  const options *o = r->opt;
  const double K = (int) o->schedule == SCHEDULE_fixed ? fmax (1, o->max_iter) : (double) r->k + 1;
  const double third = 1 / cbrt (K);
  r->alpha = o->alpha_scale * third;
  r->gamma = o->step_scale * ((int) o->regime == REGIME_pl ? third : third * third);
}

static status
step (run *r)
{
  const size_t n = r->d.n, m = r->d.m;
  const double tx = r->gamma * r->opt->scale_x, ty = r->gamma * r->opt->scale_y;
  vec_axpy (n, -tx, r->p, r->z);
  vec_axpy (m, -ty, r->p + n, r->z + n);
  r->moved = tx == ty ? tx * r->now.stationarity : hypot (tx * vec_norm (n, r->p), ty * vec_norm (m, r->p + n));
  return RUNNING;
}

const method method_pgdqa = { .name = "pgdqa",
                              .source = "Abolfazli et al. (2025), arXiv:2504.17215",
                              .prepare = prepare,
                              .step = step,
                              .close = close_plain };
