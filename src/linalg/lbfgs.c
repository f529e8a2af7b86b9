/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdint.h>
#include <string.h>

#include "base/vec.h"
#include "linalg/lbfgs.h"

void
lbfgs_layout_pairs (lbfgs *l, size_t n, size_t head, int wanted, int full, arena *a)
{
  const size_t narrow = (size_t) wanted, wide = (size_t) full;
  l->n = n;
  l->head = head;
  l->wanted = wanted;
  const bool fits = n < SIZE_MAX / (wide + 1) && head < SIZE_MAX / (narrow + 1);
  l->room = !fits ? SIZE_MAX : wide * n > narrow * head ? wide * n : narrow * head;
  l->s = arena_array (a, l->room, real);
  l->y = arena_array (a, l->room, real);
  l->sy = arena_array (a, narrow, double);
  l->a = arena_array (a, narrow, double);
  l->fit = arena_array (a, narrow, double);
  l->metric = NULL;
  l->changes = 0;
  lbfgs_reset (l);
}

void
lbfgs_layout (lbfgs *l, size_t n, arena *a)
{
  lbfgs_layout_pairs (l, n, n, lbfgs_most, lbfgs_most, a);
}

/* Pairs that fit.  */
static int
capacity (const lbfgs *l, size_t components)
{
  const size_t fit = l->room / (components > 0 ? components : 1);
  return fit < (size_t) l->wanted ? (int) fit : l->wanted;
}

void
lbfgs_reset (lbfgs *l)
{
  l->changes++;
  l->count = 0;
  l->newest = -1;
  l->scale = 1;
  l->stored = l->head;
  l->most = capacity (l, l->stored);
}

static void
widen_all (const lbfgs *l, real *a)
{
  for (size_t i = (size_t) l->count; i-- > 0;) { /* the last first: none is overwritten before it has moved */
    memmove (a + i * l->n, a + i * l->stored, l->stored * sizeof *a);
    vec_fill (l->n - l->stored, 0, a + i * l->n + l->stored);
  }
}

/* Pairs have all of their components from now on.  */
static void
widen (lbfgs *l)
{
  const int fit = capacity (l, l->n);
  if (l->count > fit || (l->count == l->most && l->most != fit)) /* the latter: the ring may start anywhere */
    lbfgs_reset (l);
  widen_all (l, l->s);
  widen_all (l, l->y);
  l->stored = l->n;
  l->most = fit;
}

static bool
is_zero (size_t n, const real *a)
{
  for (size_t i = 0; i < n; i++)
    if (a[i] != 0)
      return false;
  return true;
}

/* s = D y / c exactly where the cosine, in the metric in which units of the variables do not count, is 1.  */
static double
fit_of (const lbfgs *l, const real *s, const real *y, double ns, double ny)
{
  double sDs = 0, yDy = 0;
  if (!l->metric)
    return 0;
  for (size_t i = 0; i < l->n; i++) {
    sDs += (double) s[i] * (double) s[i] / (double) l->metric[i];
    yDy += (double) y[i] * (double) y[i] * (double) l->metric[i];
  }
  return 2 * log (ns * ny) - log (sDs) - log (yDy);
}

bool
lbfgs_push (lbfgs *l, const real *s, const real *y)
{
  const double sy = vec_dot (l->n, s, y), ns = vec_norm (l->n, s), ny = vec_norm (l->n, y);
  if (!(sy > 1e-10 * ns * ny))
    return false;
  l->changes++;
  const size_t tail = l->n - l->stored;
  if (!is_zero (tail, s + l->stored) || !is_zero (tail, y + l->stored))
    widen (l);
  l->newest = (l->newest + 1) % l->most;
  l->count += l->count < l->most;
  vec_copy (l->stored, s, l->s + (size_t) l->newest * l->stored);
  vec_copy (l->stored, y, l->y + (size_t) l->newest * l->stored);
  l->sy[l->newest] = sy;
  l->fit[l->newest] = fit_of (l, s, y, ns, ny);
  l->scale = sy / ny / ny;
  return true;
}

void
lbfgs_order (const lbfgs *l, int *slot)
{
  for (int i = 0; i < l->count; i++)
    slot[i] = (l->newest - i + l->most) % l->most;
}

/* Where there is room for a pair a variable, pairs soon tell nearly all, and the latest may be nothing but rounding.  */
static bool
fits_metric (const lbfgs *l)
{
  double sum = 0;
  if (l->head <= (size_t) l->wanted)
    return true;
  for (int i = 0; i < l->count; i++)
    sum += l->fit[i];
  return !(sum < 0);
}

/* v *= initial H */
static void
apply_initial (const lbfgs *l, real *v)
{
  if (!l->metric || l->count == 0 || !fits_metric (l)) {
    vec_scale (l->n, l->scale, v);
    return;
  }
  const real *y = l->y + (size_t) l->newest * l->stored;
  double yDy = 0;
  for (size_t i = 0; i < l->stored; i++)
    yDy += (double) y[i] * (double) l->metric[i] * (double) y[i];
  const double scale = l->sy[l->newest] / yDy;
  for (size_t i = 0; i < l->n; i++)
    v[i] *= (real) (scale * (double) l->metric[i]);
}

void
lbfgs_apply (const lbfgs *l, real *v)
{
  const size_t n = l->stored;
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
