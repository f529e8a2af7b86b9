/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The quadratic objective against loops, and the Cholesky factor that may come with it.  */
#include "base/real.h"

#include "instances.h"
#include "registered.h"

enum { QXX, QXY, QYY, CX, CY, C0 };

TEST (the_quadratic_agrees_with_loops_whatever_blocks_are_missing)
{
  const dims d = { 4, 3 };
  for (int missing = 0; missing < 64; missing++) {
    instance o = new_instance (registered_objective ("quadratic"), 1);
    matrix *data = (matrix *) o.data;
    shape (&o, d, NULL);
    for (int block = 0; block < 6; block++)
      data[block].val = random_entries (&o.kind->fields[block], data[block].rows, data[block].cols);
    LAY_OUT (instance_layout (&o, a));
    for (int block = 0; block < 6; block++)
      if (missing >> block & 1)
        data[block].val = NULL;
    const real *x = random_vector (d.n), *y = random_vector (d.m);
    double gx[4] = { 0 }, gy[3] = { 0 }, phi = data[C0].val ? (double) *data[C0].val : 0;
    if (data[QXX].val)
      naive_apply (4, 4, data[QXX].val, false, x, gx);
    if (data[QXY].val)
      naive_apply (4, 3, data[QXY].val, false, y, gx), naive_apply (4, 3, data[QXY].val, true, x, gy);
    if (data[QYY].val)
      naive_apply (3, 3, data[QYY].val, false, y, gy);
    for (int i = 0; i < 4; i++) {
      const double c = data[CX].val ? (double) data[CX].val[i] : 0;
      phi += (gx[i] / 2 + c) * (double) x[i];
      gx[i] += c;
    }
    for (int i = 0; i < 3; i++) {
      const double c = data[CY].val ? (double) data[CY].val[i] : 0;
      phi += (gy[i] / 2 + c) * (double) y[i];
      gy[i] += c;
    }
    real fx[4], fy[3];
    double value;
    CHECK (o.kind->eval (&o, x, y, &value, fx, fy) == RUNNING);
    CHECK_NEAR (value, phi, 64 * REAL_EPS);
    for (int i = 0; i < 4; i++)
      CHECK_NEAR ((double) fx[i], gx[i], 64 * REAL_EPS);
    for (int i = 0; i < 3; i++)
      CHECK_NEAR ((double) fy[i], gy[i], 64 * REAL_EPS);
  }
}

/* ---- a Cholesky factor that comes with a quadratic ---- */

enum { FACTOR = 6, PLACES = 7, FACTOR_SIDE = 5 };

/* Upper factor of A [n x n], A(order, order) = R'R.  */
static const real *
cholesky_factor (size_t n, const real *A, const size_t *order)
{
  real *R = zeros (n * n);
  for (size_t j = 0; j < n; j++)
    for (size_t i = 0; i <= j; i++) {
      double s = (double) A[order[i] + order[j] * n];
      for (size_t k = 0; k < i; k++)
        s -= (double) R[k + i * n] * (double) R[k + j * n];
      R[i + j * n] = (real) (i == j ? sqrt (s) : s / (double) R[i + i * n]);
    }
  return R;
}

TEST (a_quadratic_with_a_factor_solves_with_Qyy)
{
  enum { QYY = 2, n = FACTOR_SIDE };
  static const size_t order[n] = { 3, 0, 4, 1, 2 };
  static const real places[n] = { 4, 1, 5, 2, 3 };
  for (int sparse = 0; sparse < 2; sparse++) {
    instance o = new_instance (registered_objective ("quadratic"), 1);
    matrix *data = (matrix *) o.data;
    const real *A = random_spd (n, 1), *b = random_vector (n);
    real *s = zeros (n), *As = zeros (n);
    o.d = (dims){ 1, n };
    data[QYY] = (matrix){ n, n, A, NULL, NULL };
    CHECK (!instance_solver (&o).how);
    data[FACTOR] = (matrix){ n, n, cholesky_factor (n, A, order), NULL, NULL };
    data[PLACES] = (matrix){ n, 1, places, NULL, NULL };
    if (sparse)
      data[FACTOR] = sparse_copy (n, n, data[FACTOR].val);
    CHECK (accepted (&o) && strcmp (instance_solver (&o).how, "cholesky") == 0);
    LAY_OUT (instance_layout (&o, a));
    CHECK (o.kind->solve_yy (&o, b, s) == RUNNING);
    mat_apply (&data[QYY], false, s, As);
    CHECK_MOST (vec_distance (n, As, b), 64 * REAL_EPS);
  }
}

TEST (a_factor_that_is_no_triangle_and_an_order_that_is_no_permutation_are_refused)
{
  static const real twice[2] = { 1, 1 }, beyond[2] = { 1, 3 }, right[2] = { 2, 1 };
  static const real full[4] = { 1, 1, 1, 1 }, triangle[4] = { 1, 0, 1, 1 };
  instance o = new_instance (registered_objective ("quadratic"), 1);
  matrix *data = (matrix *) o.data;
  o.d = (dims){ 1, 2 };
  data[FACTOR] = (matrix){ 2, 2, triangle, NULL, NULL };
  CHECK (accepted (&o));
  data[PLACES] = (matrix){ 2, 1, right, NULL, NULL };
  CHECK (accepted (&o));
  data[PLACES].val = twice;
  CHECK (!accepted (&o));
  data[PLACES].val = beyond;
  CHECK (!accepted (&o));
  data[PLACES].val = right;
  data[FACTOR].val = full;
  CHECK (!accepted (&o));
}
