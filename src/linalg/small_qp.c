/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "linalg/small_qp.h"

enum { most_iterations = 80 };
static const double solved = 1e-11, complementary = 1e-17; /* residuals, slack times multiplier */
static const double enough = 1e-8;                         /* of both, where rounding lets it go no further */
static const double most_worse = 1e6;                      /* than the best so far: rounding */
static const double to_boundary = 0.995;                   /* of the way to the first row that a step meets */
static const double least_pivot = 1e-30;

void
small_qp_start (small_qp *q, int n)
{
  q->n = n;
  q->rows = 0;
  memset (q->H, 0, sizeof q->H);
  memset (q->c, 0, sizeof q->c);
}

double *
small_qp_add (small_qp *q, double b)
{
  if (q->rows == qp_most_rows)
    return NULL;
  double *row = q->A + q->rows * q->n;
  memset (row, 0, (size_t) q->n * sizeof *row);
  q->b[q->rows++] = b;
  return row;
}

double
small_dot (int n, const double *a, const double *b)
{
  double sum = 0;
  for (int k = 0; k < n; k++)
    sum += a[k] * b[k];
  return sum;
}

double
small_norm (int n, const double *a)
{
  return sqrt (small_dot (n, a, a));
}

/* Cholesky factor R of the symmetric K [n x n], K = R'R, in its upper triangle.  Pivots up to TINY count as infinite: the variable stays 0.  */
static void
factorise_in_place (int n, double *K, double tiny)
{
  for (int j = 0; j < n; j++) {
    for (int i = 0; i <= j; i++) {
      double sum = K[i * n + j];
      for (int k = 0; k < i; k++)
        sum -= K[k * n + i] * K[k * n + j];
      if (i < j)
        K[i * n + j] = sum / K[i * n + i];
      else
        K[j * n + j] = sum > tiny ? sqrt (sum) : INFINITY;
    }
  }
}

static void
solve_in_place (int n, const double *R, double *b)
{
  for (int i = 0; i < n; i++) {
    for (int k = 0; k < i; k++)
      b[i] -= R[k * n + i] * b[k];
    b[i] /= R[i * n + i];
  }
  for (int i = n - 1; i >= 0; i--) {
    for (int k = i + 1; k < n; k++)
      b[i] -= R[i * n + k] * b[k];
    b[i] /= R[i * n + i];
  }
}

static double
row_times (const small_qp *q, int i, const double *z)
{
  return small_dot (q->n, q->A + i * q->n, z);
}

/* rest = H z + c - A'multiplier; the largest residual, its own and that of the rows.  */
static double
residual (small_qp *q)
{
  const int n = q->n;
  double largest = 0;
  for (int k = 0; k < n; k++) {
    q->rest[k] = q->c[k];
    for (int j = 0; j < n; j++)
      q->rest[k] += q->H[k * n + j] * q->z[j];
  }
  for (int i = 0; i < q->rows; i++) {
    for (int k = 0; k < n; k++)
      q->rest[k] -= q->A[i * n + k] * q->multiplier[i];
    largest = fmax (largest, fabs (row_times (q, i, q->z) - q->b[i] - q->slack[i]));
  }
  for (int k = 0; k < n; k++)
    largest = fmax (largest, fabs (q->rest[k]));
  return largest;
}

static double
complementarity (const small_qp *q)
{
  double sum = 0;
  for (int i = 0; i < q->rows; i++)
    sum += q->slack[i] * q->multiplier[i];
  return q->rows > 0 ? sum / q->rows : 0;
}

/* K = R'R = H + A' diag (multiplier / slack) A.  */
static void
factorise (small_qp *q)
{
  const int n = q->n;
  memcpy (q->K, q->H, (size_t) (n * n) * sizeof *q->K);
  for (int i = 0; i < q->rows; i++) {
    const double *a = q->A + i * n, weight = q->multiplier[i] / q->slack[i];
    for (int k = 0; k < n; k++)
      for (int j = k; j < n; j++)
        q->K[k * n + j] += weight * a[k] * a[j];
  }
  factorise_in_place (n, q->K, least_pivot);
}

/* The Newton step to slack .* multiplier = the target.  */
static void
newton_step (small_qp *q)
{
  const int n = q->n;
  for (int k = 0; k < n; k++)
    q->step[k] = -q->rest[k];
  for (int i = 0; i < q->rows; i++) {
    const double r = row_times (q, i, q->z) - q->b[i] - q->slack[i];
    const double change = (q->target[i] - q->slack[i] * q->multiplier[i] - q->multiplier[i] * r) / q->slack[i];
    for (int k = 0; k < n; k++)
      q->step[k] += q->A[i * n + k] * change;
  }
  solve_in_place (n, q->K, q->step);
  for (int i = 0; i < q->rows; i++) {
    const double r = row_times (q, i, q->z) - q->b[i] - q->slack[i];
    q->slack_step[i] = row_times (q, i, q->step) + r;
    q->dual_step[i] =
        (q->target[i] - q->slack[i] * q->multiplier[i] - q->multiplier[i] * q->slack_step[i]) / q->slack[i];
  }
}

/* The longest step that keeps v > 0.  */
static double
longest (int rows, const double *v, const double *step)
{
  double t = 1 / to_boundary;
  for (int i = 0; i < rows; i++)
    if (step[i] < 0)
      t = fmin (t, -v[i] / step[i]);
  return t;
}

static void
go (small_qp *q, double t)
{
  for (int k = 0; k < q->n; k++)
    q->z[k] += t * q->step[k];
  for (int i = 0; i < q->rows; i++) {
    q->slack[i] += t * q->slack_step[i];
    q->multiplier[i] += t * q->dual_step[i];
  }
}

/* A predictor to complementarity 0 tells how much centring the corrector needs.  */
static void
iterate (small_qp *q, double mu)
{
  factorise (q);
  memset (q->target, 0, sizeof q->target);
  newton_step (q);
  double reach = fmin (longest (q->rows, q->slack, q->slack_step), longest (q->rows, q->multiplier, q->dual_step));
  double after = 0;
  reach = fmin (1, reach);
  for (int i = 0; i < q->rows; i++)
    after += (q->slack[i] + reach * q->slack_step[i]) * (q->multiplier[i] + reach * q->dual_step[i]);
  const double ratio = q->rows > 0 && mu > 0 ? after / q->rows / mu : 0, centre = ratio * ratio * ratio * mu;
  for (int i = 0; i < q->rows; i++)
    q->target[i] = centre - q->slack_step[i] * q->dual_step[i];
  newton_step (q);
  reach = fmin (longest (q->rows, q->slack, q->slack_step), longest (q->rows, q->multiplier, q->dual_step));
  go (q, fmin (1, to_boundary * reach));
}

static void
copy_solution (const small_qp *q, const double *z, const double *multiplier, double *z_to, double *multiplier_to)
{
  memcpy (z_to, z, (size_t) q->n * sizeof *z);
  memcpy (multiplier_to, multiplier, (size_t) q->rows * sizeof *multiplier);
}

bool
small_qp_solve (small_qp *q)
{
  double best = INFINITY;
  memset (q->z, 0, sizeof q->z);
  for (int i = 0; i < q->rows; i++) {
    q->slack[i] = fmax (-q->b[i], 1);
    q->multiplier[i] = 1;
  }
  for (int it = 0; it < most_iterations; it++) { /* where rows meet at small angles rounding ends it */
    const double error = residual (q), mu = complementarity (q), now = fmax (error, mu);
    if (now < best)
      copy_solution (q, q->z, q->multiplier, q->best_z, q->best_multiplier);
    best = fmin (best, now);
    if (!(now <= most_worse * best) || (error <= solved && mu <= complementary))
      break;
    iterate (q, mu);
  }
  copy_solution (q, q->best_z, q->best_multiplier, q->z, q->multiplier);
  return best <= enough;
}
