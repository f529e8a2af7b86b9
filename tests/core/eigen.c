/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "linalg/eigen.h"
#include "test.h"

#include <string.h>

static void
check (int n, const double *A, double tolerance)
{
  double *B = test_memory ((size_t) (n * n) * sizeof *B), *V = test_memory ((size_t) (n * n) * sizeof *V),
         *w = test_memory ((size_t) n * sizeof *w);
  memcpy (B, A, (size_t) (n * n) * sizeof *B);
  eigen_symmetric (n, B, V, w);
  for (int j = 0; j < n; j++) {
    CHECK (j == 0 || w[j - 1] <= w[j]);
    for (int i = 0; i < n; i++) {
      double AV = 0, VV = 0;
      for (int k = 0; k < n; k++) {
        AV += A[i + k * n] * V[k + j * n];
        VV += V[k + i * n] * V[k + j * n];
      }
      CHECK_NEAR (AV, w[j] * V[i + j * n], tolerance);
      CHECK_NEAR (VV, i == j, 1e-13);
    }
  }
}

TEST (eigenvalues_and_vectors_of_random_symmetric_matrices)
{
  for (int n = 1; n <= 30; n += n < 6 ? 1 : 8) {
    double *A = test_memory ((size_t) (n * n) * sizeof *A);
    for (int i = 0; i < n; i++)
      for (int j = 0; j <= i; j++)
        A[i + j * n] = A[j + i * n] = test_random ();
    check (n, A, 1e-13 * n);
  }
}

TEST (multiple_and_zero_eigenvalues)
{
  double zero[9] = { 0 }, ones[9];
  for (int i = 0; i < 9; i++)
    ones[i] = 1;
  check (3, zero, 0);
  check (3, ones, 1e-14);
  check (2, (const double[]){ 1e-200, 2e-200, 2e-200, 1e-200 }, 1e-213);
  check (2, (const double[]){ 1e200, 1, 1, -1e200 }, 1e187);
}
