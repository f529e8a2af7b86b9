/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "linalg/krylov.h"
#include "numeric.h"

/* A dense matrix as an operator that counts its products and can refuse one.  */
typedef struct map {
  matrix A;
  size_t products, refused; /* the number of the product that returns STOP_MAX_CALLS; 0: none */
} map;

static status
apply (map *o, bool transposed, const real *in, real *out)
{
  if (++o->products == o->refused)
    return STOP_MAX_CALLS;
  vec_fill (transposed ? o->A.cols : o->A.rows, 0, out);
  mat_apply (&o->A, transposed, in, out);
  return RUNNING;
}

static status
forward (void *o, const real *in, real *out)
{
  return apply (o, false, in, out);
}

static status
backward (void *o, const real *in, real *out)
{
  return apply (o, true, in, out);
}

/* ---- newton_cg ---- */

/* d of newton_cg on A d = -v in memory of exactly its size */
static status
run_cg (map *o, const real *v, double tolerance, size_t most, real *d, bool *negative)
{
  newton_cg_work w;
  LAY_OUT (newton_cg_layout (&w, o->A.rows, a));
  return newton_cg (&w, o->A.rows, forward, o, v, tolerance, most, d, negative);
}

static double
cg_residual (const map *o, const real *v, const real *d)
{
  real *r = zeros (o->A.rows);
  vec_copy (o->A.rows, v, r);
  mat_apply (&o->A, false, d, r);
  return vec_norm (o->A.rows, r);
}

TEST (newton_cg_solves_a_positive_definite_system_in_n_products)
{
  for (size_t n = 1; n <= 8; n++) {
    map o = { .A = { n, n, random_spd (n, 1), NULL, NULL } };
    const real *v = random_vector (n);
    real *d = random_vector (n);
    bool negative = true;
    CHECK (run_cg (&o, v, in_precision (1e-12, 1e-5), 3 * n, d, &negative) == RUNNING);
    CHECK (!negative);
    CHECK_MOST (cg_residual (&o, v, d), in_precision (1e-11, 1e-4) * vec_norm (n, v));
    CHECK_MOST ((double) o.products, (double) n + 1);
  }
}

TEST (newton_cg_stops_at_its_tolerance_and_at_its_number_of_products)
{
  enum { n = 12 };
  const real *A = random_spd (n, 0.01), *v = random_vector (n);
  real *d = zeros (n);
  bool negative;
  map o = { .A = { n, n, A, NULL, NULL } };
  CHECK (run_cg (&o, v, 0.3, 100, d, &negative) == RUNNING);
  CHECK_MOST (cg_residual (&o, v, d), 0.3 * vec_norm (n, v) * (1 + 100 * REAL_EPS));
  CHECK (o.products > 0 && o.products < n);
  for (size_t most = 0; most < 4; most++) {
    map p = { .A = { n, n, A, NULL, NULL } };
    CHECK (run_cg (&p, v, 0, most, d, &negative) == RUNNING);
    CHECK (p.products == most);
  }
}

TEST (newton_cg_flags_negative_curvature_and_keeps_a_descent_direction)
{
  const real diagonal[3][9] = {
    { -1, 0, 0, 0, -2, 0, 0, 0, -3 },  /* at once: the direction is -v */
    { 2, 0, 0, 0, 3, 0, 0, 0, -0.1f }, /* later */
    { 0, 0, 0, 0, 0, 0, 0, 0, 0 },     /* none at all counts as negative */
  };
  const real v[3] = { 1, 2, (real) 0.1 };
  for (int t = 0; t < 3; t++) {
    map o = { .A = { 3, 3, diagonal[t], NULL, NULL } };
    real d[3];
    bool negative = false;
    CHECK (run_cg (&o, v, 1e-3, 20, d, &negative) == RUNNING);
    CHECK (negative);
    CHECK (vec_dot (3, v, d) < 0);
    if (t != 1)
      CHECK (d[0] == -v[0] && d[1] == -v[1] && d[2] == -v[2]);
    else
      CHECK (o.products > 1);
  }
}

TEST (newton_cg_hands_up_what_its_operator_returns)
{
  const real A[4] = { 2, 1, 1, 3 }, v[2] = { 1, 5 };
  real d[2];
  bool negative;
  for (size_t refused = 1; refused <= 2; refused++) {
    map o = { .A = { 2, 2, A, NULL, NULL }, .refused = refused };
    CHECK (run_cg (&o, v, 0, 10, d, &negative) == STOP_MAX_CALLS);
    CHECK (o.products == refused);
    CHECK (vec_finite (2, d));
  }
}

TEST (newton_cg_on_a_zero_right_hand_side_makes_no_product)
{
  const real A[4] = { 2, 1, 1, 3 }, v[2] = { 0, 0 };
  real d[2] = { 7, 7 };
  bool negative;
  map o = { .A = { 2, 2, A, NULL, NULL } };
  CHECK (run_cg (&o, v, 0, 10, d, &negative) == RUNNING);
  CHECK (o.products == 0 && d[0] == 0 && d[1] == 0 && !negative);
}

/* ---- lsqr ---- */

typedef struct least_squares {
  status s;
  real *x;
  double residual, slope;
} least_squares;

static least_squares
run_lsqr (map *o, const real *b, double slope_tolerance, double residual_tolerance, size_t most)
{
  least_squares l;
  lsqr_work w;
  LAY_OUT (lsqr_layout (&w, o->A.rows, o->A.cols, a));
  l.x = random_vector (o->A.cols);
  l.s = lsqr (&w, o->A.rows, o->A.cols, forward, backward, o, b, slope_tolerance, residual_tolerance, most, l.x,
              &l.residual, &l.slope);
  return l;
}

/* ||b + A x||, and ||A'(b + A x)|| if SLOPE */
static double
true_residual (const map *o, const real *b, const real *x, double *slope)
{
  real *r = zeros (o->A.rows), *t = zeros (o->A.cols);
  vec_copy (o->A.rows, b, r);
  mat_apply (&o->A, false, x, r);
  mat_apply (&o->A, true, r, t);
  *slope = vec_norm (o->A.cols, t);
  return vec_norm (o->A.rows, r);
}

TEST (lsqr_agrees_with_the_normal_equations)
{
  static const size_t sizes[][2] = { { 1, 1 }, { 8, 5 }, { 5, 5 }, { 20, 3 } };
  for (size_t t = 0; t < sizeof sizes / sizeof *sizes; t++) {
    const size_t rows = sizes[t][0], cols = sizes[t][1];
    real *A = random_vector (rows * cols), *b = random_vector (rows);
    for (size_t i = 0; i < cols; i++)
      A[i + i * rows] += 2;
    double *N = test_memory (cols * cols * sizeof *N), *x = test_memory (cols * sizeof *x);
    for (size_t i = 0; i < cols; i++) {
      x[i] = 0;
      for (size_t k = 0; k < rows; k++)
        x[i] -= (double) A[k + i * rows] * (double) b[k];
      for (size_t j = 0; j < cols; j++) {
        N[i + j * cols] = 0;
        for (size_t k = 0; k < rows; k++)
          N[i + j * cols] += (double) A[k + i * rows] * (double) A[k + j * rows];
      }
    }
    naive_solve (cols, N, x);
    map o = { .A = { rows, cols, A, NULL, NULL } };
    least_squares l = run_lsqr (&o, b, in_precision (1e-13, 1e-6), in_precision (1e-13, 1e-6), 4 * cols);
    CHECK (l.s == RUNNING);
    for (size_t i = 0; i < cols; i++)
      CHECK_NEAR ((double) l.x[i], x[i], in_precision (1e-10, 1e-3));
    double slope;
    CHECK_NEAR (l.residual, true_residual (&o, b, l.x, &slope), in_precision (1e-12, 1e-5));
    CHECK_MOST (slope, in_precision (1e-11, 1e-4) * vec_norm (rows, b));
  }
}

TEST (lsqr_of_a_consistent_system_reaches_residual_zero)
{
  enum { rows = 9, cols = 4 };
  real *A = random_vector (rows * cols), *b = zeros (rows), *x = random_vector (cols);
  map o = { .A = { rows, cols, A, NULL, NULL } };
  mat_apply (&o.A, false, x, b);
  vec_scale (rows, -1, b);
  least_squares l = run_lsqr (&o, b, 0, in_precision (1e-13, 1e-5), 30);
  CHECK_MOST (l.residual, in_precision (1e-12, 1e-4) * vec_norm (rows, b));
  for (size_t i = 0; i < cols; i++)
    CHECK_NEAR ((double) l.x[i], (double) x[i], in_precision (1e-10, 1e-2));
}

TEST (lsqr_of_a_rank_deficient_matrix_gives_the_shortest_solution)
{
  enum { rows = 6, cols = 3 };
  real *A = random_vector (rows * cols), *b = random_vector (rows);
  vec_copy (rows, A, A + rows);     /* columns 0 and 1 are equal */
  vec_fill (rows, 0, A + 2 * rows); /* column 2 is zero */
  double ab = 0, aa = 0, bb = 0;
  for (size_t i = 0; i < rows; i++) {
    ab += (double) A[i] * (double) b[i];
    aa += (double) A[i] * (double) A[i];
    bb += (double) b[i] * (double) b[i];
  }
  map o = { .A = { rows, cols, A, NULL, NULL } };
  least_squares l = run_lsqr (&o, b, in_precision (1e-12, 1e-5), 0, 30);
  CHECK_NEAR ((double) l.x[0], -ab / aa / 2, in_precision (1e-12, 1e-4));
  CHECK_NEAR ((double) l.x[1], -ab / aa / 2, in_precision (1e-12, 1e-4));
  CHECK_NEAR ((double) l.x[2], 0, in_precision (1e-14, 1e-5));
  CHECK_NEAR (l.residual, sqrt (bb - ab * ab / aa), in_precision (1e-12, 1e-4));
}

TEST (lsqr_of_a_right_hand_side_out_of_reach_stays_at_zero)
{
  const real A[4] = { 1, 0, 0, 0 }; /* 4 x 1 */
  const real across[4] = { 0, 2, 0, 0 }, none[4] = { 0, 0, 0, 0 };
  map o = { .A = { 4, 1, A, NULL, NULL } };
  least_squares l = run_lsqr (&o, across, 1e-6, 0, 10);
  CHECK (l.s == RUNNING && l.x[0] == 0 && l.residual == 2 && l.slope == 0);
  l = run_lsqr (&o, none, 1e-6, 0, 10);
  CHECK (l.s == RUNNING && l.x[0] == 0 && l.residual == 0 && l.slope == 0);
}

TEST (lsqr_of_a_zero_matrix_stays_at_zero)
{
  const map zero = { .A = { 4, 2, NULL, NULL, NULL } };
  const real b[4] = { 0, 2, 0, 0 };
  map o = zero;
  least_squares l = run_lsqr (&o, b, 1e-6, 0, 10);
  CHECK (l.s == RUNNING && l.x[0] == 0 && l.x[1] == 0);
  CHECK_NEAR (l.residual, 2, 0);
}

TEST (lsqr_ended_by_its_operator_leaves_the_last_whole_iteration)
{
  enum { rows = 8, cols = 6 };
  const real *A = random_vector (rows * cols), *b = random_vector (rows);
  for (size_t refused = 1; refused <= 9; refused++) {
    map o = { .A = { rows, cols, A, NULL, NULL }, .refused = refused };
    least_squares l = run_lsqr (&o, b, 0, 0, 100);
    double slope;
    CHECK (l.s == STOP_MAX_CALLS && o.products == refused);
    const double residual = true_residual (&o, b, l.x, &slope);
    CHECK_NEAR (l.residual, residual, in_precision (1e-13, 1e-5));
    CHECK_MOST (residual, vec_norm (rows, b) * (1 + 4 * REAL_EPS));
    CHECK (isinf (l.slope) == (refused <= 3)); /* one product before the iterations, two in each */
  }
}

TEST (lsqr_reports_the_slope_it_reached)
{
  enum { rows = 10, cols = 7 };
  const real *A = random_vector (rows * cols), *b = random_vector (rows);
  const double norm_A = vec_norm (rows * cols, A); /* Frobenius; lsqr has an estimate */
  for (size_t most = 1; most < cols; most++) {
    map o = { .A = { rows, cols, A, NULL, NULL } };
    least_squares l = run_lsqr (&o, b, 0, 0, most);
    double slope;
    const double residual = true_residual (&o, b, l.x, &slope);
    CHECK (o.products == 1 + 2 * most);
    CHECK_MOST (slope, 1.5 * l.slope * norm_A * residual);
    CHECK_MOST (l.slope * norm_A * residual, 10 * slope);
  }
}
