/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/vec.h"
#include "linalg/lbfgs.h"

void
lbfgs_layout (lbfgs *l, size_t n, arena *a)
{
  l->n = n;
  l->s = (real *) pgdqa_arena_take (a, n, lbfgs_most * sizeof (real));
  l->y = (real *) pgdqa_arena_take (a, n, lbfgs_most * sizeof (real));
  lbfgs_reset (l);
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
  l->newest = (l->newest + 1) % lbfgs_most;
  l->count += l->count < lbfgs_most;
  vec_copy (l->n, s, l->s + (size_t) l->newest * l->n);
  vec_copy (l->n, y, l->y + (size_t) l->newest * l->n);
  l->sy[l->newest] = sy;
  l->scale = sy / ny / ny;
  return true;
}

void
lbfgs_apply (lbfgs *l, real *v)
{
  const size_t n = l->n;
  for (int k = 0; k < l->count; k++) { /* newest to oldest */
    const int i = (l->newest - k + lbfgs_most) % lbfgs_most;
    l->a[i] = vec_dot (n, l->s + (size_t) i * n, v) / l->sy[i];
    vec_axpy (n, -l->a[i], l->y + (size_t) i * n, v);
  }
  vec_scale (n, l->scale, v);
  for (int k = l->count - 1; k >= 0; k--) { /* oldest to newest */
    const int i = (l->newest - k + lbfgs_most) % lbfgs_most;
    const double b = vec_dot (n, l->y + (size_t) i * n, v) / l->sy[i];
    vec_axpy (n, l->a[i] - b, l->s + (size_t) i * n, v);
  }
}
