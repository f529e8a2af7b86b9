/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "linalg/thin.h"
#include "numeric.h"

/* What thin_multiply makes of a matrix of these sides times so many COLUMNS, beside BLAS.  */
static void
check_product (size_t rows, size_t cols, size_t columns, bool transposed, crew *hands)
{
  const matrix A = { .rows = rows, .cols = cols, .val = random_vector (rows * cols) };
  const size_t inner = transposed ? rows : cols, outer = transposed ? cols : rows;
  const matrix B = { .rows = inner, .cols = columns, .val = random_vector (inner * columns) };
  real *C = random_vector (outer * columns), *expected = zeros (outer * columns), *alone = zeros (outer * columns);
  vec_copy (outer * columns, C, expected);
  vec_copy (outer * columns, C, alone);
  thin_multiply (&A, transposed, B.val, columns, C, hands, 3);
  thin_multiply (&A, transposed, B.val, columns, alone, NULL, 1);
  mat_multiply (&A, transposed, &B, false, expected);
  CHECK (memcmp (C, alone, outer * columns * sizeof *C) == 0);
  for (size_t i = 0; i < outer * columns; i++)
    CHECK_NEAR ((double) C[i], (double) expected[i], in_precision (1e-14, 1e-5) * (double) inner);
}

TEST (products_with_few_columns_are_those_of_BLAS_for_any_sides)
{
  static const size_t sides[][2] = { { 1, 1 }, { 3, 5 }, { 255, 7 }, { 257, 6 }, { 600, 13 }, { 5, 600 } };
  for (size_t s = 0; s < sizeof sides / sizeof *sides; s++)
    for (size_t columns = 1; columns <= 13; columns++)
      for (int transposed = 0; transposed < 2; transposed++)
        check_product (sides[s][0], sides[s][1], columns, transposed, NULL);
}

TEST (threads_change_no_bit_of_a_product_with_few_columns)
{
  __attribute__ ((cleanup (crew_dismiss))) crew hands;
  crew_start (&hands);
  for (size_t columns = 1; columns <= 10; columns += 3)
    for (int transposed = 0; transposed < 2; transposed++)
      check_product (1500, 157, columns, transposed, &hands);
}

TEST (large_dense_matrices_with_few_columns_are_multiplied_so)
{
  const real one = 1;
  const ptrdiff_t ends[2] = { 0, 1 };
  CHECK (thin_pays (&(matrix){ .rows = 5000, .cols = 784, .val = &one }, 10));
  CHECK (!thin_pays (&(matrix){ .rows = 5000, .cols = 784, .val = &one }, 100));
  CHECK (!thin_pays (&(matrix){ .rows = 50, .cols = 78, .val = &one }, 10));
  CHECK (!thin_pays (&(matrix){ .rows = 5000, .cols = 784, .val = &one, .ir = ends, .jc = ends }, 10));
}
