/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/random.h"
#include "problem/coupling.h"

enum { looks = 3 };
static const double times_as_long[looks] = { 1, -3, 10 }; /* the first two along one line */
static const double rounding = 16 * REAL_EPS;             /* relative to the sizes of four values */

void
coupling_layout (coupling *c, dims d, arena *a)
{
  c->u = arena_array (a, d.n + d.m, real);
  c->v = arena_array (a, d.m, real);
  c->w = arena_array (a, d.m, real);
}

void
coupling_start (coupling *c)
{
  c->f_known = c->g_known = c->x_on_f = c->y_on_f = c->x_on_y = false;
}

void
coupling_note_upper (coupling *c, dims d, const real *grad)
{
  c->x_on_f |= vec_norm (d.n, grad) > 0;
  c->y_on_f |= vec_norm (d.m, grad + d.n) > 0;
}

/* u = z + d within the bounds; false: no variable of the block has moved.  */
static bool
displace (real *u, const real *z, size_t first, size_t count, const box *b, double times, random_state *random)
{
  const double norm = vec_norm (count, z + first) / sqrt ((double) count);
  bool moved = false;
  for (size_t i = first; i < first + count; i++) {
    const double at = (double) z[i], length = at != 0 ? fabs (at) : norm > no_length ? norm : 1;
    u[i] = (real) (at + times * length * random_normal (random));
    if (b->low)
      u[i] = (real) fmin (fmax ((double) u[i], (double) b->low[i]), (double) b->high[i]);
    moved |= u[i] != z[i];
  }
  return moved;
}

/* The k-th look.  False: x or y cannot move, so that nothing can be told.  */
static bool
go_to_look (coupling *c, const oracle *o, const real *z, int k)
{
  random_state random = { UINT64_C (0xA0761D6478BD642F) + (uint64_t) (k / 2) };
  const dims d = o->d;
  const bool x = displace (c->u, z, 0, d.n, &o->diff.box, times_as_long[k], &random);
  return displace (c->u, z, d.n, d.m, &o->diff.box, times_as_long[k], &random) && x;
}

/* NaN where it is not finite.  */
static status
value (oracle *o, instance *p, const real *x, const real *y, double *phi)
{
  const status e = differences_value (&o->diff, p, x, y, phi);
  if (!isfinite (*phi))
    *phi = NAN;
  return e == STOP_NON_FINITE ? RUNNING : e;
}

static status
gradient (oracle *o, const real *x, const real *y, real *v)
{
  double g;
  const status e = oracle_lower (o, x, y, &g, NULL, v);
  if (e == STOP_NON_FINITE)
    vec_fill (o->d.m, (real) NAN, v);
  return e == STOP_NON_FINITE ? RUNNING : e;
}

/* x_on_y by one look.  */
static status
compare_lower (coupling *c, oracle *o, const real *z)
{
  const size_t n = o->d.n, m = o->d.m;
  double g[4];
  if (o->lower->order > 0) {
    TRY (gradient (o, c->u, c->u + n, c->v));
    TRY (gradient (o, z, c->u + n, c->w));
    for (size_t j = 0; j < m; j++)
      c->x_on_y |= !(c->v[j] == c->w[j]);
    return RUNNING;
  }
  for (int i = 0; i < 4; i++)
    TRY (value (o, o->lower, i % 2 ? z : c->u, i / 2 ? z + n : c->u + n, g + i));
  c->x_on_y |=
      !(fabs ((g[0] - g[1]) - (g[2] - g[3])) <= rounding * (fabs (g[0]) + fabs (g[1]) + fabs (g[2]) + fabs (g[3])));
  return RUNNING;
}

status
coupling_look_lower (coupling *c, oracle *o, const real *z)
{
  c->g_known = true;
  for (int k = 0; k < looks && !c->x_on_y; k++) {
    c->x_on_y = !go_to_look (c, o, z, k);
    if (!c->x_on_y)
      TRY (compare_lower (c, o, z));
  }
  return RUNNING;
}

status
coupling_look_upper (coupling *c, oracle *o, const real *z)
{
  const size_t n = o->d.n;
  c->f_known = true;
  for (int k = 0; k < looks && !(c->x_on_f && c->y_on_f); k++) {
    double there, old;
    if (!go_to_look (c, o, z, k)) {
      c->x_on_f = c->y_on_f = true;
      return RUNNING;
    }
    TRY (value (o, o->upper, c->u, c->u + n, &there));
    if (!c->x_on_f) {
      TRY (value (o, o->upper, z, c->u + n, &old));
      c->x_on_f = !(there == old);
    }
    if (!c->y_on_f) {
      TRY (value (o, o->upper, c->u, z + n, &old));
      c->y_on_f = !(there == old);
    }
  }
  return RUNNING;
}
