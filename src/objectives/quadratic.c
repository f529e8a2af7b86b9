/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   0.5 z'Qz + c'z + c0,  z = (x, y),  Q = [Qxx, Qxy; Qxy', Qyy] with Qxx and Qyy symmetric, blocks dense or sparse.
   An evaluation and a Hessian-vector product each read every block once (Qxy twice).  A Cholesky factor may come along,
   R'R = Qyy(ORDER,ORDER); a solve with Qyy then reads R twice.  */
#include "base/real.h"

#include <stdint.h>
#include <stdio.h>

#include "problem/objective.h"

enum { QXX, QXY, QYY, CX, CY, C0, R, ORDER };

static const field fields[] = {
  { "Qxx", "n", "n", false, 0, 0 }, { "Qxy", "n", "m", false, 0, 0 },         { "Qyy", "m", "m", false, 0, 0 },
  { "cx", "n", "1", false, 0, 0 },  { "cy", "m", "1", false, 0, 0 },          { "c0", "1", "1", false, 0, 0 },
  { "R", "m", "m", false, 0, 0 },   { "ORDER", "m", "1", true, 1, INFINITY }, { .name = NULL },
};

/* The bits of k, well mixed (SplitMix64).  */
static uint64_t
mixed (uint64_t k)
{
  k = (k ^ (k >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  k = (k ^ (k >> 27)) * UINT64_C (0x94d049bb133111eb);
  return k ^ (k >> 31);
}

/* Each of 1 .. m once: compared by a sum that does not depend on the order, because there is no memory yet for marks.  */
static bool
is_permutation (const matrix *order)
{
  uint64_t sum = 0;
  for (size_t i = 0; i < order->rows; i++) {
    if ((double) order->val[i] > (double) order->rows)
      return false;
    sum += mixed (i + 1) - mixed ((uint64_t) order->val[i]);
  }
  return sum == 0;
}

static status
check (const instance *o, char *message, size_t length)
{
  const matrix *r = (const matrix *) o->data + R, *order = (const matrix *) o->data + ORDER;
  if (r->val && !mat_is_upper (r)) {
    snprintf (message, length,
              "R is not upper triangular with a diagonal that is not zero, expected a Cholesky factor");
    return ERROR_VALUE;
  }
  if (order->val && !is_permutation (order)) {
    snprintf (message, length, "ORDER is no permutation, expected each of 1 to %zu once", order->rows);
    return ERROR_VALUE;
  }
  return RUNNING;
}

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

static solver
solver_of (const instance *o)
{
  const matrix *data = o->data;
  return (solver){ .how = data[R].val ? "cholesky" : NULL, .constant = data[R].val, .claimed = true };
}

static status
solve_yy (const instance *o, const real *b, real *s)
{
  const matrix *data = o->data;
  mat_solve_factored (&data[R], data[ORDER].val, b, (real *) o->work + o->d.n, s);
  return RUNNING;
}

static void
half_solve_yy (const instance *o, bool transposed, const real *z, real *s)
{
  const matrix *data = o->data;
  mat_solve_half (&data[R], data[ORDER].val, transposed, z, (real *) o->work + o->d.n, s);
}

const objective objective_quadratic = { .name = "quadratic",
                                        .fields = fields,
                                        .derived = 2,
                                        .check = check,
                                        .layout = layout,
                                        .eval = eval,
                                        .hvp = hvp,
                                        .solve_yy = solve_yy,
                                        .half_solve_yy = half_solve_yy,
                                        .solver = solver_of };
