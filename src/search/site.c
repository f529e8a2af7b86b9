/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "search/branches.h"
#include "search/site.h"
#include "search/values.h"

static const double least_shift = 1e-7, most_shift = 1e-2; /* of the largest diagonal element */

status
site_fill (search *s, site *q)
{
  int k;
  q->known = false;
  q->rows = 0;
  TRY (branches_follow (s, q->branch, q->x, &k));
  if (k < 0)
    return RUNNING;
  vec_copy (s->d.m, anchor_y (s, k), q->y);
  q->G = s->anchors.g[k];
  TRY (search_f (s, q->x, q->y, &q->F));
  for (int j = 0; j < s->branches; j++) {
    if (j == q->branch)
      continue;
    TRY (branches_follow (s, j, q->x, &k));
    if (k < 0)
      continue;
    q->against[q->rows] = j;
    q->c[q->rows++] = q->G - s->anchors.g[k];
  }
  q->known = isfinite (q->F);
  return RUNNING;
}

/* A += by I */
static void
shift (search *s, real *A, double by)
{
  for (size_t i = 0; i < s->d.m; i++)
    A[i * s->d.m + i] += (real) by;
}

/* w [m] = A^-1 grad_y f over the y that no bound holds, A = D2_yy g.  Where A is singular, as where solutions form a continuum, or is by
   differences hardly positive definite, A is shifted.  */
static void
solve_adjoint (search *s, const real *y)
{
  const size_t m = s->d.m;
  double largest = 0;
  search_free_inside (s, y);
  for (size_t i = 0; i < m; i++)
    largest = fmax (largest, fabs ((double) s->W[i * m + i]));
  bool definite = search_factorise (s, s->W);
  for (double part = least_shift; !definite && part <= most_shift; part *= 10) {
    shift (s, s->W, part * largest);
    definite = search_factorise (s, s->W);
  }
  if (definite)
    search_solve (s, s->fy, s->dy);
  else
    vec_fill (m, 0, s->dy);
}

status
site_fill_slopes (search *s, site *q)
{
  const size_t n = s->d.n;
  double value = q->F, length = 0;
  TRY (search_gradient (s, true, true, q->x, q->y, &value, s->fx, s->fy));
  TRY (search_hessian (s, q->x, q->y, q->G, s->W));
  solve_adjoint (s, q->y);
  TRY (search_cross (s, q->x, q->y, s->dy, s->cross));
  for (size_t i = 0; i < n; i++) {
    q->slope[i] = s->width[i] * ((double) s->fx[i] - (double) s->cross[i]);
    length = hypot (length, q->slope[i]);
  }
  s->slope = fmax (s->slope, isfinite (length) ? length : 0);
  if (q->rows == 0)
    return RUNNING;
  value = q->G;
  TRY (search_gradient (s, false, true, q->x, q->y, &value, s->own_gx, NULL));
  for (int j = 0; j < q->rows; j++) {
    const int k = branches_at (s, q->against[j], q->x);
    value = s->anchors.g[k];
    TRY (search_gradient (s, false, true, q->x, anchor_y (s, k), &value, s->other_gx, NULL));
    for (size_t i = 0; i < n; i++)
      q->A[(size_t) j * n + i] = s->width[i] * ((double) s->own_gx[i] - (double) s->other_gx[i]);
  }
  return RUNNING;
}

double
site_violation (const site *q)
{
  double most = 0;
  for (int j = 0; j < q->rows; j++)
    most = fmax (most, q->c[j]);
  return most;
}
