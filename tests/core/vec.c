/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "numeric.h"

#include <limits.h>

static const size_t lengths[] = { 0, 1, 2, 7, 64, 1000 };
enum { length_count = sizeof lengths / sizeof *lengths };

TEST (dot_norm_axpy_scale_copy_and_fill_agree_with_loops)
{
  for (int t = 0; t < length_count; t++) {
    const size_t n = lengths[t];
    const real *a = random_vector (n), *b = random_vector (n);
    real *c = zeros (n);
    double dot = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
      dot += (double) a[i] * (double) b[i];
      squares += (double) a[i] * (double) a[i];
    }
    CHECK_NEAR (vec_dot (n, a, b), dot, 4 * (double) (n + 1) * REAL_EPS);
    CHECK_NEAR (vec_norm (n, a), sqrt (squares), 4 * sqrt ((double) (n + 1)) * REAL_EPS);

    vec_copy (n, b, c);
    for (size_t i = 0; i < n; i++)
      CHECK (c[i] == b[i]);
    vec_axpy (n, -0.75, a, c);
    for (size_t i = 0; i < n; i++)
      CHECK_NEAR ((double) c[i], (double) b[i] - 0.75 * (double) a[i], 2 * REAL_EPS);
    vec_copy (n, b, c);
    vec_scale (n, -4, c);
    for (size_t i = 0; i < n; i++)
      CHECK (c[i] == -4 * b[i]);
    vec_fill (n, 2.5, c);
    for (size_t i = 0; i < n; i++)
      CHECK (c[i] == (real) 2.5);
  }
}

TEST (the_norm_neither_overflows_nor_underflows)
{
  real a[4];
  const double large = in_precision (1e300, 1e30), small = in_precision (1e-300, 1e-30);
  vec_fill (4, large, a);
  CHECK_NEAR (vec_norm (4, a) / large, 2, 8 * REAL_EPS);
  vec_fill (4, small, a);
  CHECK_NEAR (vec_norm (4, a) / small, 2, 8 * REAL_EPS);
}

TEST (one_entry_that_is_not_finite_is_found_wherever_it_is)
{
  static const double wrong[] = { NAN, INFINITY, -INFINITY };
  for (int t = 0; t < length_count - 1; t++) {
    const size_t n = lengths[t];
    real *a = random_vector (n);
    CHECK (vec_finite (n, a));
    for (size_t i = 0; i < n; i++)
      for (int w = 0; w < 3; w++) {
        const real kept = a[i];
        a[i] = (real) wrong[w];
        CHECK (!vec_finite (n, a));
        a[i] = kept;
      }
  }
}

TEST (large_finite_entries_are_finite)
{
  real a[8];
  vec_fill (8, in_precision (1e308, 1e38), a);
  CHECK (vec_finite (8, a));
}

TEST (products_with_dense_and_sparse_matrices_agree_with_loops)
{
  static const size_t sizes[][2] = { { 1, 1 }, { 1, 5 }, { 6, 1 }, { 3, 4 }, { 4, 3 }, { 30, 17 } };
  for (size_t t = 0; t < sizeof sizes / sizeof *sizes; t++) {
    const size_t rows = sizes[t][0], cols = sizes[t][1];
    real *A = random_vector (rows * cols);
    for (size_t i = 0; i < rows * cols; i++)
      if (test_random () > 0.2 || (cols > 2 && i / rows == 1)) /* column 1 is empty */
        A[i] = 0;
    const matrix kinds[] = { { rows, cols, A, NULL, NULL }, sparse_copy (rows, cols, A) };
    for (int transposed = 0; transposed < 2; transposed++) {
      const size_t in = transposed ? rows : cols, out = transposed ? cols : rows;
      const real *a = random_vector (in), *start = random_vector (out);
      double *expected = test_memory (out * sizeof *expected);
      for (size_t i = 0; i < out; i++)
        expected[i] = (double) start[i];
      naive_apply (rows, cols, A, transposed, a, expected);
      for (int kind = 0; kind < 2; kind++) {
        real *b = zeros (out);
        vec_copy (out, start, b);
        mat_apply (&kinds[kind], transposed, a, b);
        for (size_t i = 0; i < out; i++)
          CHECK_NEAR ((double) b[i], expected[i], 4 * (double) (in + 1) * REAL_EPS);
      }
    }
  }
}

TEST (triangular_systems_are_solved_dense_and_sparse)
{
  static const size_t sizes[] = { 1, 2, 5, 30 };
  for (size_t t = 0; t < sizeof sizes / sizeof *sizes; t++) {
    const size_t n = sizes[t];
    real *A = random_vector (n * n);
    for (size_t j = 0; j < n; j++)
      for (size_t i = 0; i < n; i++)
        if (i > j || (i < j && (i + j) % 3 == 0))
          A[i + j * n] = 0;
        else if (i == j)
          A[i + j * n] = (real) (j % 2 ? -2 : 2) + A[i + j * n] / 2;
        else
          A[i + j * n] /= (real) n;
    const matrix kinds[] = { { n, n, A, NULL, NULL }, sparse_copy (n, n, A) };
    const real *x = random_vector (n);
    for (int kind = 0; kind < 2; kind++)
      for (int transposed = 0; transposed < 2; transposed++) {
        real *b = zeros (n);
        CHECK (mat_is_upper (&kinds[kind]));
        mat_apply (&kinds[kind], transposed, x, b);
        mat_solve_upper (&kinds[kind], transposed, b);
        CHECK_MOST (vec_distance (n, b, x), 64 * (double) n * REAL_EPS);
      }
  }
}

TEST (half_solves_multiply_to_the_inverse)
{
  enum { n = 4 };
  static const real R[n * n] = { 2, 0, 0, 0, 1, 3, 0, 0, 0, 1, 2, 0, 1, 0, 1, 4 }, order[n] = { 3, 1, 4, 2 };
  const matrix factor = { n, n, R, NULL, NULL };
  const real *b = random_vector (n);
  real scratch[n], z[n] = { 0 }, G[n * n], whole[n], sum[n] = { 0 };
  for (int k = 0; k < n; k++) {
    z[k] = 1;
    mat_solve_half (&factor, order, false, z, scratch, G + k * n);
    z[k] = 0;
  }
  mat_solve_factored (&factor, order, b, scratch, whole);
  for (int k = 0; k < n; k++) /* G G'b */
    vec_axpy (n, vec_dot (n, G + k * n, b), G + k * n, sum);
  CHECK_MOST (vec_distance (n, whole, sum), 64 * REAL_EPS);
  mat_solve_half (&factor, order, true, b, scratch, z); /* ||G'b||^2 = b'A^-1 b */
  CHECK_MOST (fabs (vec_dot (n, z, z) - vec_dot (n, b, whole)), 64 * REAL_EPS);
}

TEST (a_factor_is_made_where_there_is_one)
{
  enum { n = 3 };
  real A[n * n] = { 4, 0, 0, 2, 5, 0, 2, 3, 6 }; /* upper triangles, by columns */
  static const real R[n * n] = { 2, 0, 0, 1, 2, 0, 1, 1, 2 };
  real saddle[n * n] = { 1, 0, 0, 2, 1, 0, 0, 0, 1 };
  CHECK (mat_factorise (n, A));
  CHECK_MOST (vec_distance (n * n, A, R), 64 * REAL_EPS);
  CHECK (!mat_factorise (n, saddle));
}

TEST (what_is_no_upper_triangle_with_a_diagonal_is_told)
{
  static const real wrong[][4] = { { 1, 1, 0, 1 }, { 0, 0, 1, 1 }, { 1, 0, 1, 0 } };
  const real right[] = { 1, 0, 3, 1 };
  for (int k = 0; k < 3; k++) {
    const matrix dense = { 2, 2, wrong[k], NULL, NULL }, sparse = sparse_copy (2, 2, wrong[k]);
    CHECK (!mat_is_upper (&dense) && !mat_is_upper (&sparse));
  }
  CHECK (mat_is_upper (&(matrix){ 2, 2, right, NULL, NULL }));
  CHECK (!mat_is_upper (&(matrix){ 2, 1, right, NULL, NULL }));
  CHECK (!mat_is_upper (&(matrix){ 2, 2, NULL, NULL, NULL }));
}

TEST (a_matrix_without_values_is_zero)
{
  real a[3] = { 1, 2, 3 }, b[2] = { 4, 5 };
  const matrix zero = { 2, 3, NULL, NULL, NULL };
  mat_apply (&zero, false, a, b);
  CHECK (b[0] == 4 && b[1] == 5);
  mat_apply (&zero, true, b, a);
  CHECK (a[0] == 1 && a[1] == 2 && a[2] == 3);
}

TEST (a_dense_matrix_too_large_for_BLAS_is_refused)
{
  static const ptrdiff_t none[1] = { 0 };
  const size_t most = INT_MAX;
  CHECK (mat_fits (&(matrix){ most, 3, NULL, NULL, NULL }));
  if (sizeof (size_t) > sizeof (int)) {
    CHECK (!mat_fits (&(matrix){ most + 1, 3, NULL, NULL, NULL }));
    CHECK (!mat_fits (&(matrix){ 3, most + 1, NULL, NULL, NULL }));
    CHECK (mat_fits (&(matrix){ most + 1, 3, NULL, none, none }));
  }
}
