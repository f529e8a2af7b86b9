/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The eigenvalues l of the symmetric part of a, in rising order.  With its eigenvectors V, and W = V'da V:

     dl = diag (W),  J'u = V diag (u) V',  dJ'u = V G V',  G_ij = W_ij (u_j - u_i) / (l_j - l_i),  0 on the diagonal

   Where two of them are equal, G has 0 for them: right where the u are equal too, as for a sum of all; else there is no second derivative.  */
#include "base/real.h"

#include "base/vec.h"
#include "objectives/tape_node.h"

static const char *
eigenvalues_fault (const tape *t, const node *n)
{
  (void) t;
  const node *a = n->a;
  if (a->sparse.jc || a->rows != a->cols || n->rows != a->rows || n->cols != 1)
    return "has a matrix that is sparse or not square, or another number of eigenvalues";
  const matrix A = { .rows = a->rows, .cols = a->cols };
  return mat_fits (&A) ? NULL : "is larger than this BLAS's integers allow";
}

/* A [m x m] becomes its symmetric part.  */
static void
symmetrise (size_t m, real *A)
{
  for (size_t j = 0; j < m; j++)
    for (size_t i = 0; i < j; i++)
      A[i + j * m] = A[j + i * m] = (A[i + j * m] + A[j + i * m]) / 2;
}

/* C = op (A) op (B), or C += with ADDED; all [m x m].  */
static void
multiply (size_t m, const real *A, bool transpose_a, const real *B, bool transpose_b, bool added, real *C)
{
  const matrix a = { .rows = m, .cols = m, .val = A }, b = { .rows = m, .cols = m, .val = B };
  if (!added)
    vec_fill (m * m, 0, C);
  mat_multiply (&a, transpose_a, &b, transpose_b, C);
}

static void
eigenvalues_apply (const tape *t, node *n, int which)
{
  const size_t m = n->rows;
  real *V = n->factor, *product = t->scratch[0];
  if (which == VALUE) {
    vec_copy (m * m, n->a->at[VALUE], V);
    symmetrise (m, V);
    if (!vec_finite (m * m, V) || !mat_eigen (m, V, n->at[VALUE], V + m * m)) {
      vec_fill (m, NAN, n->at[VALUE]);
      vec_fill (m * m, NAN, V);
    }
    return;
  }
  multiply (m, tape_tangent (t, n->a), false, V, false, false, product);
  for (size_t k = 0; k < m; k++)
    n->at[TANGENT][k] = (real) vec_dot (m, V + k * m, product + k * m);
}

static void
eigenvalues_pull (const tape *t, node *n, int which)
{
  const size_t m = n->rows;
  const real *V = n->factor;
  for (size_t k = 0; k < m; k++)
    vec_scaled (m, (double) n->at[which][k], V + k * m, t->scratch[0] + k * m);
  multiply (m, t->scratch[0], false, V, true, true, tape_target (t, n->a, which));
}

static void
eigenvalues_bend (const tape *t, node *n)
{
  const size_t m = n->rows;
  const real *V = n->factor, *l = n->at[VALUE], *u = n->at[ADJOINT];
  real *W = t->scratch[1];
  const double equal = 4 * REAL_EPS * fmax (fabs ((double) l[0]), fabs ((double) l[m - 1]));
  multiply (m, tape_tangent (t, n->a), false, V, false, false, t->scratch[0]);
  multiply (m, V, true, t->scratch[0], false, false, W);
  symmetrise (m, W);
  for (size_t j = 0; j < m; j++)
    for (size_t i = 0; i < m; i++) {
      const double apart = (double) l[j] - (double) l[i];
      W[i + j * m] *= fabs (apart) > equal ? (real) (((double) u[j] - (double) u[i]) / apart) : 0;
    }
  multiply (m, V, false, W, false, false, t->scratch[0]);
  multiply (m, t->scratch[0], false, V, true, true, tape_target (t, n->a, BENT));
}

const rules tape_eigenvalues = {
  .fault = eigenvalues_fault, .apply = eigenvalues_apply, .pull = eigenvalues_pull, .bend = eigenvalues_bend
};
