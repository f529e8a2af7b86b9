/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A lower level given by a C function, with all that works on it.  x = z[0] = 1, y = z + 1.  */
#ifndef PGDQA_TEST_LOWER_H
#define PGDQA_TEST_LOWER_H

#include "lower/lower.h"
#include "numeric.h"

typedef double function (dims, const double *, double *, const double *, double *);

typedef struct set {
  bench b;
  options opt;
  lower lower;
  real x[1], *y, *v;
  double g;
} set;

/* LOW, HIGH [m] are the bounds of y; NULL: none.  */
static void
start_within (set *t, function *g, int order, size_t m, const real *y, const real *low, const real *high)
{
  const dims d = { 1, m };
  const box b = { m, low, high };
  bench_set (&t->b, d, g, 2, g, order);
  options_init (&t->opt, !is_double);
  t->opt.starts = 12;
  LAY_OUT (oracle_layout (&t->b.oracle, a); lower_layout (&t->lower, d, &t->opt, true, 200, a));
  t->x[0] = 1;
  t->y = zeros (m);
  t->v = zeros (m);
  vec_copy (m, y, t->y);
  lower_start (&t->lower, &t->b.oracle, &t->opt, &b, t->y);
  CHECK (model_value (&t->lower.model, t->x, t->y, &t->g, t->v) == RUNNING);
  t->lower.model.scale = vec_norm (m, t->v);
}

static void
start (set *t, function *g, int order, size_t m, const real *y)
{
  start_within (t, g, order, m, y, NULL, NULL);
}

/* Functions of y alone, m = 1, from their value and two derivatives.  */
#define ONE_VARIABLE(name, value, slope, bend)                                                                         \
  static double name (dims d, const double *z, double *grad, const double *v, double *Hv)                              \
  {                                                                                                                    \
    const double y = z[d.n];                                                                                           \
    if (grad)                                                                                                          \
      grad[0] = 0, grad[1] = (slope);                                                                                  \
    if (Hv)                                                                                                            \
      Hv[0] = 0, Hv[1] = (bend) *v[1];                                                                                 \
    return value;                                                                                                      \
  }

#endif
