/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   0.5 z'Qz + c'z + c0,  z = (x, y),  Q = [Qxx, Qxy; Qxy', Qyy] with Qxx and Qyy symmetric, blocks dense or sparse.
   An evaluation and a Hessian-vector product each read every block once (Qxy twice).  */
#include "base/real.h"

#include "problem/objective.h"

enum { QXX, QXY, QYY, CX, CY, C0 };

static const field fields[] = {
  { "Qxx", "n", "n", false, 0, 0 },
  { "Qxy", "n", "m", false, 0, 0 },
  { "Qyy", "m", "m", false, 0, 0 },
  { "cx", "n", "1", false, 0, 0 },
  { "cy", "m", "1", false, 0, 0 },
  { "c0", "1", "1", false, 0, 0 },
  { .name = NULL },
};

static void *
layout (const instance *o, arena *a)
{
  return arena_array (a, o->d.n + o->d.m, real);
}

/* (hx, hy) = Q (vx, vy) */
static void
apply (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  const matrix *data = o->data;
  if (hx) {
    vec_fill (o->d.n, 0, hx);
    if (vx)
      mat_apply (&data[QXX], false, vx, hx);
    mat_apply (&data[QXY], false, vy, hx);
  }
  vec_fill (o->d.m, 0, hy);
  if (vx)
    mat_apply (&data[QXY], true, vx, hy);
  mat_apply (&data[QYY], false, vy, hy);
}

static status
eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  const matrix *data = o->data;
  const size_t n = o->d.n, m = o->d.m;
  real *qx = gx ? gx : o->work, *qy = gy ? gy : (real *) o->work + n;
  apply (o, x, y, qx, qy);
  *phi = 0.5 * (vec_dot (n, x, qx) + vec_dot (m, y, qy));
  if (data[CX].val) {
    *phi += vec_dot (n, data[CX].val, x);
    vec_axpy (n, 1, data[CX].val, qx);
  }
  if (data[CY].val) {
    *phi += vec_dot (m, data[CY].val, y);
    vec_axpy (m, 1, data[CY].val, qy);
  }
  if (data[C0].val)
    *phi += (double) *data[C0].val;
  return RUNNING;
}

static status
hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  apply (o, vx, vy, hx, hy);
  return RUNNING;
}

const objective objective_quadratic = {
  .name = "quadratic", .fields = fields, .layout = layout, .eval = eval, .hvp = hvp
};
