/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The state of Schedule adaptive for two formulas, at a point, for tests of its parts.  */
#ifndef PGDQA_TEST_ADAPTIVE_H
#define PGDQA_TEST_ADAPTIVE_H

#include "methods/adaptive/state.h"
#include "numeric.h"

typedef double function (dims, const double *, double *, const double *, double *);

typedef struct scene {
  bench b;
  options opt;
  lower lower;
  warm_start warm;
  coupling coupling;
  run r;
  adaptive *s;
} scene;

/* LOW, HIGH [n + m] are bounds; NULL: none.  f and g are known at Z.  */
static void
set_scene (scene *t, dims d, function *f, function *g, const real *z, const real *low, const real *high)
{
  memset (t, 0, sizeof *t);
  bench_set (&t->b, d, f, 2, g, 2);
  options_init (&t->opt, !is_double);
  t->opt.starts = 12;
  t->r = (run){ .opt = &t->opt, .oracle = &t->b.oracle, .d = d, .nz = d.n + d.m, .lower = &t->lower, .warm = &t->warm };
  t->r.coupling = &t->coupling;
  t->r.vectors = 200;
  t->r.box = (box){ t->r.nz, low, high };
  t->r.state = t->s = test_memory (sizeof *t->s);
  LAY_OUT (oracle_layout (&t->b.oracle, a); measure_layout (&t->r, a);
           lower_layout (&t->lower, d, &t->opt, true, 200, a); coupling_layout (&t->coupling, d, a);
           state_layout (&t->r, a));
  vec_copy (t->r.nz, z, t->r.z);
  const box y_box = run_y_box (&t->r);
  lower_start (&t->lower, &t->b.oracle, &t->opt, &y_box, t->r.z + d.n);
  t->s->restart = (restart){ .made = 0 };
  t->s->verdict = (verdict){ .small = false };
  t->s->best.f_known = false;
  t->s->bounds.kink = false;
  t->s->first_lower = NAN;
  t->s->evidence.calls = 0;
  state_start (t->s, &t->r);
  CHECK (know_point (t->s) == RUNNING);
}

/* ---- in one x and one y: f or g and their derivatives by z = (x, y) ---- */

#define TWO_VARIABLES(name, value, by_x, by_y, by_xx, by_xy, by_yy)                                                    \
  static double name (dims d, const double *z, double *grad, const double *v, double *Hv)                              \
  {                                                                                                                    \
    const double x = z[0], y = z[d.n];                                                                                 \
    (void) x;                                                                                                          \
    (void) y;                                                                                                          \
    if (grad)                                                                                                          \
      grad[0] = (by_x), grad[1] = (by_y);                                                                              \
    if (Hv)                                                                                                            \
      Hv[0] = (by_xx) *v[0] + (by_xy) *v[1], Hv[1] = (by_xy) *v[0] + (by_yy) *v[1];                                    \
    return value;                                                                                                      \
  }

#endif
