/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Small quadratic programs, by their optimality conditions.  */
#include "base/real.h"

#include "linalg/small_qp.h"
#include "test.h"

/* z is feasible, H z + c = A'multiplier, multipliers are not negative and 0 where a row has slack.  */
static void
check_optimal (const small_qp *q)
{
  for (int k = 0; k < q->n; k++) {
    double rest = q->c[k] + small_dot (q->n, q->H + k * q->n, q->z);
    for (int i = 0; i < q->rows; i++)
      rest -= q->A[i * q->n + k] * q->multiplier[i];
    CHECK_MOST (fabs (rest), 1e-9);
  }
  for (int i = 0; i < q->rows; i++) {
    const double slack = small_dot (q->n, q->A + i * q->n, q->z) - q->b[i];
    CHECK_MOST (-slack, 1e-9);
    CHECK_MOST (-q->multiplier[i], 0);
    CHECK_MOST (q->multiplier[i] * slack, 1e-9);
  }
}

TEST (random_programs_satisfy_their_optimality_conditions)
{
  small_qp *q = test_memory (sizeof *q);
  for (int n = 1; n <= 8; n++)
    for (int rows = 0; rows <= 5 * n; rows += n) {
      double M[64];
      small_qp_start (q, n);
      for (int k = 0; k < n * n; k++)
        M[k] = test_random ();
      for (int k = 0; k < n; k++) {
        q->c[k] = test_random ();
        for (int j = 0; j < n; j++)
          q->H[k * n + j] = small_dot (n, M + k * n, M + j * n) + (k == j);
      }
      for (int i = 0; i < rows; i++) {
        double *a = small_qp_add (q, -fabs (test_random ()));
        for (int k = 0; k < n; k++)
          a[k] = test_random ();
      }
      CHECK (small_qp_solve (q));
      check_optimal (q);
    }
}

TEST (a_linear_program_with_a_degenerate_vertex)
{
  small_qp *q = test_memory (sizeof *q);
  small_qp_start (q, 2);
  q->c[0] = q->c[1] = 1;
  for (int i = 0; i < 4; i++) { /* all through (0, 0) */
    double *a = small_qp_add (q, 0);
    a[0] = 1 + 0.3 * i;
    a[1] = 1 - 0.2 * i;
  }
  small_qp_add (q, -1)[0] = 1;
  small_qp_add (q, -1)[1] = 1;
  CHECK (small_qp_solve (q));
  check_optimal (q);
  CHECK_NEAR (q->z[0] + q->z[1], 0, 1e-9);
}

TEST (rows_are_refused_where_there_is_no_room)
{
  small_qp *q = test_memory (sizeof *q);
  small_qp_start (q, 1);
  for (int i = 0; i < qp_most_rows; i++)
    CHECK (small_qp_add (q, 0) != NULL);
  CHECK (small_qp_add (q, 0) == NULL);
}
