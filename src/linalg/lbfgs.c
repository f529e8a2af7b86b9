/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/vec.h"
#include "linalg/lbfgs.h"

void
lbfgs_layout_pairs (lbfgs *l, size_t n, int most, arena *a)
{
  l->n = n;
  l->most = most;
  l->s = (real *) arena_take (a, n, (size_t) most * sizeof (real));
  l->y = (real *) arena_take (a, n, (size_t) most * sizeof (real));
  l->sy = arena_array (a, (size_t) most, double);
  l->a = arena_array (a, (size_t) most, double);
  l->metric = NULL;
  lbfgs_reset (l);
}

void
lbfgs_layout (lbfgs *l, size_t n, arena *a)
{
  lbfgs_layout_pairs (l, n, lbfgs_most, a);
}

void
lbfgs_reset (lbfgs *l)
{
  l->count = 0;
  l->newest = -1;
  l->scale = 1;
}

bool
lbfgs_push (lbfgs *l, const real *s, const real *y)
{
  const double sy = vec_dot (l->n, s, y), ns = vec_norm (l->n, s), ny = vec_norm (l->n, y);
  if (!(sy > 1e-10 * ns * ny))
    return false;
  l->newest = (l->newest + 1) % l->most;
  l->count += l->count < l->most;
  vec_copy (l->n, s, l->s + (size_t) l->newest * l->n);
  vec_copy (l->n, y, l->y + (size_t) l->newest * l->n);
  l->sy[l->newest] = sy;
  l->scale = sy / ny / ny;
  return true;
}

void
lbfgs_order (const lbfgs *l, int *slot)
{
  for (int i = 0; i < l->count; i++)
    slot[i] = (l->newest - i + l->most) % l->most;
}

/* v *= initial H */
static void
apply_initial (const lbfgs *l, real *v)
{
  if (!l->metric || l->count == 0) {
    vec_scale (l->n, l->scale, v);
    return;
  }
  const real *y = l->y + (size_t) l->newest * l->n;
  double yDy = 0;
  for (size_t i = 0; i < l->n; i++)
    yDy += (double) y[i] * (double) l->metric[i] * (double) y[i];
  const double scale = l->sy[l->newest] / yDy;
  for (size_t i = 0; i < l->n; i++)
    v[i] *= (real) (scale * (double) l->metric[i]);
}

void
lbfgs_apply (const lbfgs *l, real *v)
{
  const size_t n = l->n;
  for (int k = 0; k < l->count; k++) { /* newest to oldest */
    const int i = (l->newest - k + l->most) % l->most;
    l->a[i] = vec_dot (n, l->s + (size_t) i * n, v) / l->sy[i];
    vec_axpy (n, -l->a[i], l->y + (size_t) i * n, v);
  }
  apply_initial (l, v);
  for (int k = l->count - 1; k >= 0; k--) { /* oldest to newest */
    const int i = (l->newest - k + l->most) % l->most;
    const double b = vec_dot (n, l->y + (size_t) i * n, v) / l->sy[i];
    vec_axpy (n, l->a[i] - b, l->s + (size_t) i * n, v);
  }
}
