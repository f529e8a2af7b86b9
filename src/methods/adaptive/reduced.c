/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/reduced.h"

static const double first_accuracy = 0.1, tighter = 0.1, relaxed = 2;
/* relative stationarity below which the secants need more accurate gradients */
static const double near_end = 1e-5, late_accuracy = 0.01;

void
reduced_layout (reduced *q, dims d, arena *a)
{
  const size_t nz = d.n + d.m;
  q->w = arena_array (a, d.m, real);
  q->Aw = arena_array (a, d.m, real);
  q->gradient = arena_array (a, nz, real);
  q->projected = arena_array (a, nz, real);
  q->correction = arena_array (a, d.m, real);
  q->z = arena_array (a, nz, real);
}

void
reduced_start (reduced *q, dims d)
{
  vec_fill (d.m, 0, q->w);
  vec_fill (d.m, 0, q->Aw);
  q->accuracy = first_accuracy;
  q->known = false;
}

/* w <- w - H r, r = grad_y f + A w with the A w of the point before: exact if A has not changed.  */
static void
predict (reduced *q, lower *l, const point *at)
{
  const size_t m = at->d.m;
  if (!curvature_knows (&l->model.H) || !adjoint_trusts (&l->adjoint, &l->model) || !(vec_norm (m, q->w) > 0)
      || !(vec_norm (m, q->Aw) > 0))
    return;
  vec_axpy (m, 1, at->grad_f + at->d.n, q->Aw);
  l->adjoint.predicted = vec_norm (m, q->Aw);
  curvature_apply (&l->model.H, q->Aw, q->correction);
  vec_axpy (m, -1, q->correction, q->w);
}

void
reduced_measure (reduced *q, scales *s, const model *l, const point *at)
{
  q->relative = scales_relative (s, l, at, q->gradient, q->projected, q->singular);
}

status
reduced_solve (reduced *q, scales *s, lower *l, const point *at, const box *bounds, double accuracy, bool *null)
{
  const size_t n = at->d.n, m = at->d.m;
  q->known = false;
  predict (q, l, at);
  const status e = adjoint_solve (&l->adjoint, &l->model, at->z, at->z + n, at->grad_f, at->grad_f + n, accuracy, q->w,
                                  q->gradient, q->gradient + n, null);
  if (status_is_error (e) || e == STOP_NON_FINITE)
    return e;
  q->singular = *null || l->model.singular;
  q->residual = vec_norm (m, q->gradient + n);
  vec_copy (m, q->gradient + n, q->Aw);
  vec_axpy (m, -1, at->grad_f + n, q->Aw);
  if (!q->singular)
    vec_fill (m, 0, q->gradient + n);
  vec_copy (n + m, q->gradient, q->projected);
  box_mask (bounds, at->z, q->projected);
  if (q->singular)
    q->residual = vec_norm (m, q->projected + n);
  reduced_measure (q, s, &l->model, at);
  return e;
}

double
reduced_residual_along (const reduced *q, const point *at, const real *y)
{
  const size_t n = at->d.n;
  double sum = 0;
  for (size_t i = 0; i < at->d.m; i++)
    sum += ((double) q->Aw[i] + (double) at->grad_f[n + i]) * ((double) y[i] - (double) at->z[n + i]);
  return sum;
}

void
reduced_tighten (reduced *q)
{
  q->accuracy *= tighter;
}

void
reduced_relax (reduced *q)
{
  q->accuracy = fmin (q->relative <= near_end ? late_accuracy : first_accuracy, relaxed * q->accuracy);
}

bool
reduced_is_pressed (const reduced *q, dims d)
{
  for (size_t i = 0; i < d.n; i++)
    if (!(q->projected[i] == 0 && q->gradient[i] != 0))
      return false;
  return true;
}

bool
reduced_is_known (const reduced *q, const point *at)
{
  return q->known && point_is_at (at, q->z);
}
