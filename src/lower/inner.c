/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/inner.h"

status
inner_descend (oracle *o, const box *within, const real *x, real *y, real *v, bool known, double steps, double step)
{
  double g;
  for (double t = 0; t < steps; t++) {
    if (t > 0 || !known)
      TRY (oracle_lower (o, x, y, &g, NULL, v));
    vec_axpy (o->d.m, -step, v, y);
    box_clip (within, y);
  }
  return RUNNING;
}

void
gap_layout (gap *w, dims d, arena *a)
{
  w->y = arena_array (a, d.m, real);
  w->v = arena_array (a, d.m, real);
  w->low_x = arena_array (a, d.n, real);
  w->grad = arena_array (a, d.n + d.m, real);
}

status
gap_evaluate (gap *w, oracle *o, const box *within, const real *z, double steps, double step, double *g, real *grad_g)
{
  const size_t n = o->d.n, m = o->d.m;
  double low;
  TRY (oracle_lower (o, z, z + n, g, w->grad, grad_g));
  vec_copy (m, grad_g, w->grad + n);
  vec_copy (m, grad_g, w->v);
  vec_copy (m, z + n, w->y);
  TRY (inner_descend (o, within, z, w->y, w->v, true, steps, step));
  TRY (oracle_lower (o, z, w->y, &low, w->low_x, w->v));
  vec_axpy (n, -1, w->low_x, w->grad);
  w->q = *g - low;
  return RUNNING;
}
