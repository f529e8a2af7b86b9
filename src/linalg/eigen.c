/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "linalg/eigen.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

enum { most_sweeps = 50 };

/* Rotates rows P, Q of the columns of B [n x n], or its columns P, Q.  */
static void
rotate_rows (int n, double *B, int p, int q, double c, double s)
{
  for (int k = 0; k < n; k++) {
    double *column = B + k * n;
    const double a = column[p], b = column[q];
    column[p] = c * a - s * b;
    column[q] = s * a + c * b;
  }
}

static void
rotate_columns (int n, double *B, int p, int q, double c, double s)
{
  for (int k = 0; k < n; k++) {
    const double a = B[k + p * n], b = B[k + q * n];
    B[k + p * n] = c * a - s * b;
    B[k + q * n] = s * a + c * b;
  }
}

/* Annihilates A(p, q) (Golub and Van Loan, 8.5); false if it is at most NEGLIGIBLE.  */
static bool
rotate (int n, double *A, double *V, int p, int q, double negligible)
{
  const double apq = A[p + q * n], app = A[p + p * n], aqq = A[q + q * n];
  if (!(fabs (apq) > negligible))
    return false;
  const double theta = (aqq - app) / (2 * apq);
  const double t = (theta >= 0 ? 1 : -1) / (fabs (theta) + hypot (1, theta)), c = 1 / hypot (1, t), s = t * c;
  rotate_rows (n, A, p, q, c, s);
  rotate_columns (n, A, p, q, c, s);
  rotate_columns (n, V, p, q, c, s);
  return true;
}

static void
sort (int n, double *V, double *w)
{
  for (int i = 0; i < n; i++) {
    int least = i;
    for (int j = i + 1; j < n; j++)
      if (w[j] < w[least])
        least = j;
    const double value = w[i];
    w[i] = w[least];
    w[least] = value;
    for (int k = 0; k < n; k++) {
      const double v = V[k + i * n];
      V[k + i * n] = V[k + least * n];
      V[k + least * n] = v;
    }
  }
}

void
eigen_symmetric (int n, double *A, double *V, double *w)
{
  for (int j = 0; j < n; j++)
    for (int i = 0; i < n; i++)
      V[i + j * n] = i == j;
  double negligible = DBL_MIN;
  for (int i = 0; i < n * n; i++)
    negligible = fmax (negligible, 0.1 * DBL_EPSILON * fabs (A[i]));
  bool turned = true;
  for (int sweep = 0; turned && sweep < most_sweeps; sweep++) {
    turned = false;
    for (int p = 0; p < n; p++)
      for (int q = p + 1; q < n; q++)
        turned |= rotate (n, A, V, p, q, negligible);
  }
  for (int i = 0; i < n; i++)
    w[i] = A[i + i * n];
  sort (n, V, w);
}
