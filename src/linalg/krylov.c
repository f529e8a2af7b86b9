/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/vec.h"
#include "linalg/krylov.h"

void
newton_cg_layout (newton_cg_work *w, size_t n, arena *a)
{
  w->r = arena_array (a, n, real);
  w->q = arena_array (a, n, real);
  w->Aq = arena_array (a, n, real);
}

status
newton_cg (newton_cg_work *w, size_t n, linear_map A, void *context, const real *v, double tolerance,
           size_t most_products, real *d, bool *negative)
{
  vec_fill (n, 0, d);
  vec_copy (n, v, w->r); /* r = A d + v */
  vec_copy (n, v, w->q);
  vec_scale (n, -1, w->q);
  const double nv = vec_norm (n, v);
  double nr = nv;
  *negative = false;
  for (size_t k = 0; k < most_products && nr > tolerance * nv; k++) {
    TRY (A (context, w->q, w->Aq));
    const double curvature = vec_dot (n, w->q, w->Aq);
    if (!(curvature > REAL_EPS * vec_norm (n, w->q) * vec_norm (n, w->Aq))) {
      *negative = true;
      if (k == 0)
        vec_copy (n, w->q, d);
      return RUNNING;
    }
    const double step = nr / curvature * nr;
    vec_axpy (n, step, w->q, d);
    vec_axpy (n, step, w->Aq, w->r);
    const double next = vec_norm (n, w->r), b = next / nr;
    vec_scale (n, b * b, w->q);
    vec_axpy (n, -1, w->r, w->q);
    nr = next;
  }
  return RUNNING;
}

void
lsqr_layout (lsqr_work *w, size_t rows, size_t cols, arena *a)
{
  w->u = arena_array (a, rows, real);
  w->row = arena_array (a, rows, real);
  w->v = arena_array (a, cols, real);
  w->q = arena_array (a, cols, real);
  w->col = arena_array (a, cols, real);
}

/* a *= 1 / ||a||; returns the norm */
static double
normalise (size_t n, real *a)
{
  const double norm = vec_norm (n, a);
  if (norm > REAL_TINY)
    vec_scale (n, 1 / norm, a);
  return norm;
}

status
lsqr (lsqr_work *w, size_t rows, size_t cols, linear_map A, linear_map At, void *context, const real *b,
      double slope_tolerance, double residual_tolerance, size_t most_iterations, real *x, double *residual,
      double *slope)
{
  /* Golub-Kahan bidiagonalisation started from -b */
  vec_fill (cols, 0, x);
  vec_copy (rows, b, w->u);
  vec_scale (rows, -1, w->u);
  double beta = normalise (rows, w->u);
  const double norm_b = beta;
  *residual = beta;
  *slope = INFINITY;
  if (!(beta > REAL_TINY)) {
    *slope = 0;
    return RUNNING;
  }
  TRY (At (context, w->u, w->v));
  double alpha = normalise (cols, w->v), rho_bar = alpha, phi_bar = beta, norm_A = alpha;
  *slope = alpha > 0 ? INFINITY : 0;
  vec_copy (cols, w->v, w->q);
  for (size_t k = 0; k < most_iterations; k++) {
    if (*slope <= slope_tolerance || phi_bar <= residual_tolerance * norm_b)
      break;
    TRY (A (context, w->v, w->row));
    vec_axpy (rows, -alpha, w->u, w->row);
    vec_copy (rows, w->row, w->u);
    beta = normalise (rows, w->u);
    norm_A = hypot (norm_A, hypot (alpha, beta));

    const double rho = hypot (rho_bar, beta), c = rho_bar / rho, s = beta / rho;
    TRY (At (context, w->u, w->col));
    vec_axpy (cols, -beta, w->v, w->col);
    vec_copy (cols, w->col, w->v);
    alpha = normalise (cols, w->v);

    vec_axpy (cols, c * phi_bar / rho, w->q, x);
    vec_scale (cols, -s * alpha / rho, w->q);
    vec_axpy (cols, 1, w->v, w->q);
    rho_bar = -c * alpha;
    phi_bar = s * phi_bar;
    *residual = phi_bar;
    *slope = alpha * fabs (c) / norm_A;
  }
  return RUNNING;
}
