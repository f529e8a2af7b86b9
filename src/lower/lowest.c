/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "linalg/eigen.h"
#include "lower/lowest.h"

void
orthogonalise (const real *Q, size_t m, int count, real *w)
{
  for (int twice = 0; twice < 2; twice++)
    for (int k = 0; k < count; k++)
      vec_axpy (m, -vec_dot (m, Q + (size_t) k * m, w), Q + (size_t) k * m, w);
}

/* The Ritz pairs of Q'W: lowest and highest values, the lowest vector in c->trial, its residual.  Then W holds the vectors.  */
static void
ritz (certifier *c, size_t m, int k, double *low, double *high, double *residual)
{
  double T[certificate_lanczos * certificate_lanczos], V[certificate_lanczos * certificate_lanczos];
  double *const w = c->curvature;
  for (int i = 0; i < k; i++)
    for (int j = 0; j < k; j++)
      T[i + j * k] = 0.5
                     * (vec_dot (m, c->Q + (size_t) i * m, c->W + (size_t) j * m)
                        + vec_dot (m, c->Q + (size_t) j * m, c->W + (size_t) i * m));
  eigen_symmetric (k, T, V, w);
  vec_fill (m, 0, c->trial);
  vec_fill (m, 0, c->grad);
  for (int i = 0; i < k; i++) {
    vec_axpy (m, V[i], c->Q + (size_t) i * m, c->trial);
    vec_axpy (m, V[i], c->W + (size_t) i * m, c->grad);
  }
  vec_axpy (m, -w[0], c->trial, c->grad);
  for (int j = 0; j < k; j++) {
    real *const axis = c->W + (size_t) j * m;
    vec_fill (m, 0, axis);
    for (int i = 0; i < k; i++)
      vec_axpy (m, V[i + j * k], c->Q + (size_t) i * m, axis);
  }
  c->axes = k;
  *low = w[0];
  *high = w[k - 1];
  *residual = vec_norm (m, c->grad);
}

status
lowest_curvature (sounding *t, double *low, double *high, double *residual)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  const int most = m < certificate_lanczos ? (int) m : certificate_lanczos;
  for (size_t i = 0; i < m; i++)
    c->Q[i] = (real) random_normal (&c->random);
  model_project (t->l, c->Q);
  const double first = vec_norm (m, c->Q);
  if (first == 0) { /* every variable is held by a bound */
    *low = *high = INFINITY;
    *residual = 0;
    return RUNNING;
  }
  vec_scale (m, 1 / first, c->Q);
  for (int k = 0;; k++) {
    real *w = c->W + (size_t) k * m;
    TRY (model_product (t->l, t->x, t->y, c->Q + (size_t) k * m, c->hx, w));
    vec_copy (m, w, c->trial);
    orthogonalise (c->Q, m, k + 1, c->trial);
    const double length = vec_norm (m, c->trial);
    if (k == most - 1 || length <= fmax (1e-10, 10 * REAL_EPS) * t->l->H.largest) {
      ritz (c, m, k + 1, low, high, residual);
      return RUNNING;
    }
    vec_scale (m, 1 / length, c->trial);
    vec_copy (m, c->trial, c->Q + (size_t) (k + 1) * m);
  }
}
