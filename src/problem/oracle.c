/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "problem/oracle.h"

void
oracle_start (oracle *o, dims d, instance *upper, instance *lower, box bounds, const host *h)
{
  *o = (oracle){ .d = d, .upper = upper, .lower = lower, .pl = { NAN, NAN } }; /* fmin and fmax pass over NaN */
  ledger_start (&o->ledger, h);
  o->diff = (differences){ .d = d, .lower = lower, .ledger = &o->ledger, .box = bounds };
}

void
oracle_layout (oracle *o, arena *a)
{
  const size_t before = a->used;
  instance_layout (o->upper, a);
  instance_layout (o->lower, a);
  o->objectives_bytes = a->used - before;
  differences_layout (&o->diff,
                      o->lower->order < 2 || o->upper->order < 1 || o->upper->without_gx || o->lower->without_gx,
                      o->lower->order < 2, a);
}

/* Calls of a gradient.  */
static double
gradient_cost (const instance *p)
{
  const double n = (double) p->d.n, m = (double) p->d.m;
  return p->order < 1 ? 1 + 2 * (n + m) : p->without_gx ? 2 + 2 * n : 1;
}

double
oracle_measure_cost (const oracle *o)
{
  const double upper = gradient_cost (o->upper);
  const double lower = gradient_cost (o->lower); /* with gx, as a product by differences needs it */
  return upper + lower + (o->lower->order < 2 ? 8 * lower : 1);
}

limits
oracle_before_measure (const oracle *o)
{
  limits part = o->ledger.whole;
  part.calls -= oracle_measure_cost (o);
  return part;
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

status
oracle_upper (oracle *o, const real *x, const real *y, double *f, real *fx, real *fy)
{
  return differences_evaluate (&o->diff, o->upper, x, y, f, fx, fy);
}

status
oracle_lower (oracle *o, const real *x, const real *y, double *g, real *gx, real *gy)
{
  return differences_evaluate (&o->diff, o->lower, x, y, g, gx, gy);
}

status
oracle_upper_value (oracle *o, const real *x, const real *y, double *f)
{
  return differences_value (&o->diff, o->upper, x, y, f);
}

status
oracle_lower_value (oracle *o, const real *x, const real *y, double *g)
{
  return differences_value (&o->diff, o->lower, x, y, g);
}

status
oracle_lower_hvp (oracle *o, const real *x, const real *y, const real *vx, const real *vy, real *hx, real *hy)
{
  if (o->lower->order < 2)
    TRY (differences_product (&o->diff, x, y, vx, vy, hx, hy));
  else {
    TRY (ledger_charge (&o->ledger, CALL_hvp));
    TRY (o->lower->kind->hvp (o->lower, vx, vy, hx, hy));
    ledger_note_rows (&o->ledger, o->lower);
  }
  if (hx && !vec_finite (o->d.n, hx))
    return ledger_not_finite (&o->ledger, "a Hessian product hx of g", o->d.n, hx);
  if (!vec_finite (o->d.m, hy))
    return ledger_not_finite (&o->ledger, "a Hessian product hy of g", o->d.m, hy);
  return RUNNING;
}

status
oracle_lower_solve (oracle *o, const real *b, real *s)
{
  if (instance_solver (o->lower).user)
    TRY (ledger_charge (&o->ledger, CALL_user));
  return o->lower->kind->solve_yy (o->lower, b, s);
}

static status
charge_products (oracle *o, double count)
{
  for (double i = 0; i < count; i++)
    TRY (ledger_charge (&o->ledger, CALL_hvp));
  return RUNNING;
}

status
oracle_lower_factorise (oracle *o, const real *x, const real *y, factorised *result)
{
  const double products = instance_solver (o->lower).products;
  if (!products && !o->lower->kind->fields) /* a function of the user's */
    TRY (ledger_charge (&o->ledger, CALL_user));
  TRY (charge_products (o, products));
  *result = o->lower->kind->factorise (o->lower, x, y);
  return charge_products (o, instance_solver (o->lower).products - products);
}

status
oracle_lower_suggest (oracle *o, const real *x, const real *y, real *out, bool *given)
{
  const host *h = o->ledger.host;
  *given = false;
  if (!h->lower_suggest)
    return RUNNING;
  TRY (ledger_charge (&o->ledger, CALL_user));
  h->lower_suggest (h->self, x, y, out);
  *given = vec_finite (o->d.m, out);
  return RUNNING;
}
