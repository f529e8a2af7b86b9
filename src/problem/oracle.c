/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "problem/oracle.h"

void
oracle_layout (oracle *o, arena *a)
{
  instance_layout (o->upper, a);
  instance_layout (o->lower, a);
  size_t nz = o->d.n + o->d.m;
  if (o->lower->order < 2 || o->upper->order < 1)
    o->diff.z = arena_array (a, nz, real);
  if (o->lower->order < 2) {
    o->diff.plus = arena_array (a, nz, real);
    o->diff.minus = arena_array (a, nz, real);
    o->diff.trial = arena_array (a, nz, real);
    for (int i = 0; i < 3; i++)
      o->diff.sample[i] = arena_array (a, nz, real);
  }
}

status
oracle_charge (oracle *o, int kind)
{
  if (o->total + 1 > o->max_calls)
    return STOP_MAX_CALLS;
  if (o->deadline < INFINITY && o->host->now () > o->deadline)
    return STOP_MAX_TIME;
  if (o->host->tick)
    o->host->tick (o->host->self);
  o->calls[kind]++;
  o->total++;
  o->measured += o->measuring;
  return RUNNING;
}

double
oracle_measure_cost (const oracle *o)
{
  const double n = (double) o->d.n, m = (double) o->d.m;
  const double upper = o->upper->order < 1 ? 1 + 2 * (n + m) : 1;
  const double lower = o->lower->order < 1 ? 1 + 2 * (n + m) : 1; /* with gx, as a product by differences needs it */
  return upper + lower + (o->lower->order < 2 ? 8 * lower : 1);
}

void
oracle_note_pl (oracle *o, double norm_v, const real *hx, const real *hy)
{
  const double root = 2 * hypot (vec_norm (o->d.n, hx), vec_norm (o->d.m, hy)) / norm_v, ratio = root * root;
  if (isfinite (ratio)) {
    o->pl[0] = fmin (o->pl[0], ratio);
    o->pl[1] = fmax (o->pl[1], ratio);
  }
}

/* What one evaluation or product of a native objective has read.  */
static void
count_rows (oracle *o, const instance *p)
{
  if (p->kind->rows)
    o->passes += p->kind->rows (p);
}

static status
evaluate (oracle *o, instance *p, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  const int value = p == o->upper ? CALL_f_value : CALL_g_value;
  const bool values_only = p->order < 1;
  TRY (oracle_charge (o, values_only ? value : value + 1));
  TRY (p->kind->eval (p, x, y, phi, values_only ? NULL : gx, values_only ? NULL : gy));
  count_rows (o, p);
  if (!isfinite (*phi)) {
    o->not_finite = p == o->upper ? "a value of f" : "a value of g";
    return STOP_NON_FINITE;
  }
  if (values_only)
    TRY (oracle_gradient_by_differences (o, p, x, y, *phi, gx, gy));
  if ((!gx || vec_finite (o->d.n, gx)) && vec_finite (o->d.m, gy))
    return RUNNING;
  o->not_finite = p == o->upper ? "a gradient of f" : "a gradient of g";
  return STOP_NON_FINITE;
}

status
oracle_upper (oracle *o, const real *x, const real *y, double *f, real *fx, real *fy)
{
  return evaluate (o, o->upper, x, y, f, fx, fy);
}

status
oracle_lower (oracle *o, const real *x, const real *y, double *g, real *gx, real *gy)
{
  return evaluate (o, o->lower, x, y, g, gx, gy);
}

status
oracle_lower_hvp (oracle *o, const real *x, const real *y, const real *vx, const real *vy, real *hx, real *hy)
{
  if (o->lower->order < 2)
    TRY (oracle_hvp_by_differences (o, x, y, vx, vy, hx, hy));
  else {
    TRY (oracle_charge (o, CALL_hvp));
    TRY (o->lower->kind->hvp (o->lower, vx, vy, hx, hy));
    count_rows (o, o->lower);
  }
  if ((!hx || vec_finite (o->d.n, hx)) && vec_finite (o->d.m, hy))
    return RUNNING;
  o->not_finite = "a product with the Hessian of g";
  return STOP_NON_FINITE;
}
