/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/steps.h"

enum {
  most_products = 50, /* of one system in D2_yy g */
  least_inner = 10,
  most_inner = 50
};
static const double inner_accuracy = 0.01;
static const double system_accuracy = 1e-2; /* a step is not worth more */

void
steps_layout (steps *s, const run *r, arena *a)
{
  real **const whole[] = { &s->v, &s->Av, &s->trial, &s->base };
  for (int i = 0; i < 4; i++)
    *whole[i] = arena_array (a, r->nz, real);
  s->hx = arena_array (a, r->d.n, real);
  s->hy = arena_array (a, r->d.m, real);
  newton_cg_layout (&s->cg, r->d.m, a);
}

/* D2_yy g in: [m] -> [m] */
static status
lower_product (void *context, const real *in, real *out)
{
  run *r = ((steps *) context)->r;
  return oracle_lower_hvp (r->oracle, r->z, r->z + r->d.n, NULL, in, NULL, out);
}

static status
linearise_lower (steps *s, run *r)
{
  double g;
  s->r = r;
  return oracle_lower (r->oracle, r->z, r->z + r->d.n, &g, NULL, s->hy);
}

status
steps_lower (steps *s, run *r, double *L)
{
  TRY (linearise_lower (s, r));
  return power_norm (r->d.m, lower_product, s, s->v, s->Av, L);
}

/* L in - D2_yy g in */
static status
shifted_product (void *context, const real *in, real *out)
{
  const steps *s = context;
  const size_t m = s->r->d.m;
  TRY (lower_product (context, in, out));
  vec_scale (m, -1, out);
  vec_axpy (m, s->shift, in, out);
  return RUNNING;
}

status
steps_inner (steps *s, run *r, double *step, double *T)
{
  const options *o = r->opt;
  double L = 0, rest = 0;
  *T = o->inner_steps;
  if (o->inner_step == 0 || o->inner_steps == 0)
    TRY (steps_lower (s, r, &L));
  *step = steps_choose (o->inner_step, L);
  if (o->inner_steps > 0)
    return RUNNING;
  s->shift = L;
  TRY (power_norm (r->d.m, shifted_product, s, s->v, s->Av, &rest));
  const double shrink = *step * (L - rest); /* of the slowest error in one step */
  *T = shrink > 0 ? fmax (least_inner, fmin (most_inner, ceil (log (inner_accuracy) / log1p (-fmin (shrink, 0.9)))))
                  : most_inner;
  return RUNNING;
}

/* The derivative of the gradient along in [n + m] by a forward difference, long enough that rounding hardly shows: how the
   gradient changes over a length like that of a step is what is wanted, not a limit.  */
static status
gradient_product (void *context, const real *in, real *out)
{
  steps *s = context;
  run *r = s->r;
  const double t = sqrt (sqrt (REAL_EPS)) * fmax (1, vec_norm (r->nz, r->z)) / fmax (vec_norm (r->nz, in), REAL_TINY);
  vec_copy (r->nz, r->z, s->trial);
  vec_axpy (r->nz, t, in, s->trial);
  TRY (s->gradient (r, s->trial, out));
  vec_axpy (r->nz, -1, s->base, out);
  vec_scale (r->nz, 1 / t, out);
  return RUNNING;
}

status
steps_gradient (steps *s, run *r, gradient_map gradient, double *L)
{
  s->r = r;
  s->gradient = gradient;
  TRY (gradient (r, r->z, s->base));
  return power_norm (r->nz, gradient_product, s, s->v, s->Av, L);
}

static status
upper_gradient (run *r, const real *z, real *grad)
{
  double f;
  return oracle_upper (r->oracle, z, z + r->d.n, &f, grad, grad + r->d.n);
}

status
steps_upper (steps *s, run *r, double *L)
{
  return steps_gradient (s, r, upper_gradient, L);
}

/* out [m] = -(D2_yy g)^-1 b, as far as D2_yy g is positive definite */
static status
solve_lower (steps *s, const real *b, real *out)
{
  bool negative;
  return newton_cg (&s->cg, s->r->d.m, lower_product, s, b, system_accuracy, most_products, out, &negative);
}

/* out = P' D2 f P in: [n] -> [n]; s->v + n and s->Av + n are free */
static status
reduced_product (void *context, const real *in, real *out)
{
  steps *s = context;
  run *r = s->r;
  const size_t n = r->d.n, m = r->d.m;
  real *const direction = s->v; /* in is s->v [n] */
  vec_fill (m, 0, s->Av + n);
  TRY (oracle_lower_hvp (r->oracle, r->z, r->z + n, in, s->Av + n, NULL, s->hy));
  TRY (solve_lower (s, s->hy, direction + n));
  TRY (gradient_product (s, direction, s->Av));
  TRY (solve_lower (s, s->Av + n, direction + n));
  TRY (oracle_lower_hvp (r->oracle, r->z, r->z + n, NULL, direction + n, s->hx, s->hy));
  vec_axpy (n, 1, s->hx, out);
  return RUNNING;
}

status
steps_reduced (steps *s, run *r, double *L)
{
  s->gradient = upper_gradient;
  TRY (linearise_lower (s, r));
  TRY (upper_gradient (r, r->z, s->base));
  return power_norm (r->d.n, reduced_product, s, s->v, s->Av, L);
}

status
steps_outer (steps *s, run *r, double usual_T, double curved_g, double *T, double *inner, double *xi)
{
  const options *o = r->opt;
  double reduced = 0;
  if (o->step_size == 0)
    TRY (steps_reduced (s, r, &reduced));
  *T = o->inner_steps > 0 ? o->inner_steps : usual_T;
  *inner = steps_choose (o->inner_step, curved_g);
  *xi = steps_choose (o->step_size, reduced);
  return RUNNING;
}

double
steps_choose (double given, double L)
{
  static const double part = 0.5;
  return given > 0 ? given : L > REAL_TINY ? part / L : part;
}

double
steps_decayed (const run *r, double constant)
{
  return constant * pow ((double) r->k + 1, -r->opt->step_decay);
}

double
steps_penalty (const run *r, size_t k)
{
  const options *o = r->opt;
  const double done = fmax ((double) k / fmax (1, o->max_iter), r->oracle->ledger.total / o->max_calls);
  return o->penalty * (o->penalty_ramp > 0 ? fmin (1, done / o->penalty_ramp) : 1);
}
