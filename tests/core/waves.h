/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A Lagrangian u'c (x, v) as an objective of x and (v, u), for the tests of composed objectives:
   c_i = cos (t_i), t_i = i + sum_j w_ij z_j, w_ij = sin (1 + i + 3 j), z = (x, v).  Included after numeric.h.  */
#ifndef PGDQA_TEST_WAVES_H
#define PGDQA_TEST_WAVES_H

#include "numeric.h"

enum { most_waves = 8 };

typedef struct waves {
  size_t count; /* of u */
  double z[most_variables], sine[most_waves],
      cosine[most_waves]; /* the latest point (z, u), sin (t) and cos (t) there */
} waves;

static double
wave_weight (size_t i, size_t j)
{
  return sin (1 + (double) i + 3 * (double) j);
}

static status
waves_eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  waves *w = (waves *) o->data;
  const size_t n = o->d.n, nz = n + o->d.m - w->count;
  for (size_t j = 0; j < n + o->d.m; j++)
    w->z[j] = (double) (j < n ? x[j] : y[j - n]);
  *phi = 0;
  for (size_t i = 0; i < w->count; i++) {
    double t = (double) i;
    for (size_t j = 0; j < nz; j++)
      t += wave_weight (i, j) * w->z[j];
    w->sine[i] = sin (t);
    w->cosine[i] = cos (t);
    *phi += w->z[nz + i] * w->cosine[i];
    if (gy)
      gy[nz - n + i] = (real) w->cosine[i];
  }
  for (size_t j = 0; j < nz; j++) {
    double slope = 0;
    for (size_t i = 0; i < w->count; i++)
      slope -= w->z[nz + i] * w->sine[i] * wave_weight (i, j);
    if (j < n ? gx != NULL : gy != NULL)
      *(j < n ? gx + j : gy + j - n) = (real) slope;
  }
  return RUNNING;
}

static status
waves_hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  const waves *w = o->data;
  const size_t n = o->d.n, nz = n + o->d.m - w->count;
  double turn[most_waves]; /* of the slope u_i dc_i / dt_i */
  for (size_t i = 0; i < w->count; i++) {
    double t = 0;
    for (size_t j = 0; j < nz; j++)
      t += wave_weight (i, j) * (j >= n ? (double) vy[j - n] : vx ? (double) vx[j] : 0);
    turn[i] = -w->z[nz + i] * w->cosine[i] * t - w->sine[i] * (double) vy[nz - n + i];
    hy[nz - n + i] = (real) (-w->sine[i] * t);
  }
  for (size_t j = hx ? 0 : n; j < nz; j++) {
    double sum = 0;
    for (size_t i = 0; i < w->count; i++)
      sum += turn[i] * wave_weight (i, j);
    *(j < n ? hx + j : hy + j - n) = (real) sum;
  }
  return RUNNING;
}

static const objective waves_objective = { .name = "waves", .eval = waves_eval, .hvp = waves_hvp };

/* COUNT waves of x [n] and v; in memory of the test.  */
static instance *
new_waves (size_t n, size_t v, size_t count)
{
  waves *w = test_memory (sizeof *w);
  instance *o = test_memory (sizeof *o);
  w->count = count;
  *o = (instance){
    .kind = &waves_objective, .level = "tested", .data = w, .parts = 1, .d = { n, v + count }, .order = 2
  };
  return o;
}

#endif
