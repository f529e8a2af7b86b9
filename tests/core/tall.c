/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "linalg/tall.h"
#include "numeric.h"

enum { m = 1003, slots = 7, used = 6 };

/* B by tiles of so many ROWS, and its columns one after the other.  */
static real *
fill (tall *B, size_t rows)
{
  real *columns = random_vector (m * slots);
  LAY_OUT (tall_layout (B, m, slots, rows, a));
  for (size_t j = 0; j < slots; j++) {
    tall_set (B, j, 2, columns + j * m);
    vec_scale (m, 2, columns + j * m);
  }
  return columns;
}

static double
error_bound (void)
{
  return in_precision (1e-13, 1e-4) * m;
}

TEST (columns_come_back_from_tiles_of_any_height)
{
  for (size_t rows = 1; rows <= 2 * m; rows = 3 * rows + 1) {
    tall B, copy;
    const real *columns = fill (&B, rows);
    LAY_OUT (tall_layout (&copy, m, slots, rows, a));
    tall_copy (&B, used, &copy);
    real *column = zeros (m);
    for (size_t j = 0; j < used; j++) {
      tall_get (&copy, j, column);
      CHECK (memcmp (column, columns + j * m, m * sizeof *column) == 0);
    }
  }
}

static void
check_products (const tall *B, const real *columns, const real *r, const real *out)
{
  for (size_t j = 0; j < used; j++)
    CHECK_NEAR ((double) out[j], vec_dot (B->m, columns + j * m, r), error_bound ());
}

TEST (sums_and_products_by_tiles_and_threads_agree_with_loops)
{
  crew hands;
  crew_start (&hands);
  for (size_t rows = 3; rows <= m; rows = rows < 100 ? 2 * rows : rows + 450)
    for (int threads = 0; threads < 2; threads++) {
      tall B, C;
      const real *columns = fill (&B, rows), *others = fill (&C, rows), *a = random_vector (used),
                 *r = random_vector (m);
      real *u = random_vector (m), *expected = zeros (m), *out = zeros (slots), *column = zeros (slots);
      B.crew = threads ? &hands : NULL;
      tall_products (&B, used, r, out);
      check_products (&B, columns, r, out);
      tall_column_products (&B, used, &C, 3, r, column, out);
      check_products (&B, columns, r, out);
      check_products (&B, columns, others + 3 * m, column);
      vec_copy (m, u, expected);
      for (size_t j = 0; j < used; j++)
        vec_axpy (m, (double) a[j], columns + j * m, expected);
      tall_add (&B, used, a, u);
      for (size_t i = 0; i < m; i++)
        CHECK_NEAR ((double) u[i], (double) expected[i], error_bound ());
      vec_copy (m, r, expected);
      for (size_t j = 0; j < used; j++)
        vec_axpy (m, (double) a[j], columns + j * m, expected);
      vec_scale (m, 0.5, expected);
      tall_add_products (&B, used, a, r, 0.5, u, out, &C, 3, column);
      check_products (&B, columns, others + 3 * m, column);
      for (size_t i = 0; i < m; i++)
        CHECK_NEAR ((double) u[i], (double) expected[i], error_bound ());
      check_products (&B, columns, u, out);
    }
  crew_dismiss (&hands);
}

TEST (threads_share_a_large_matrix_and_repeat_to_the_bit)
{
  enum { large = 60000, many = 75, rows = 1024 };
  crew hands;
  crew_start (&hands);
  tall B;
  LAY_OUT (tall_layout (&B, large, many, rows, a));
  real *r = random_vector (large), *one = zeros (many), *two = zeros (many), *again = zeros (many);
  for (size_t j = 0; j < many; j++) {
    r[j] += 1;
    tall_set (&B, j, 1, r);
  }
  tall_products (&B, many, r, one);
  B.crew = &hands;
  B.threads = 2;
  tall_products (&B, many, r, two);
  CHECK (hands.hands == 1 || hands.refused);
  tall_products (&B, many, r, again);
  CHECK (memcmp (two, again, many * sizeof *two) == 0);
  for (size_t j = 0; j < many; j++)
    CHECK_NEAR ((double) two[j], (double) one[j], in_precision (1e-11, 1e-2) * fabs ((double) one[j]));
  crew_dismiss (&hands);
}
