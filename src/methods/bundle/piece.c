/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "methods/bundle/piece.h"

enum { minmax_points = 3, most_moves = 3 };
static const double near_by = 0.1;         /* of the width of x */
static const double same = 1e-7;           /* relative: two changes agree */
static const double displaced_x = 1e-7;    /* of 1 + |x|, of the width: steps of differences */
static const double displaced_y = 1e-6;    /* likewise */
static const double kinked = 1e-3;         /* relative error of a gradient of f by differences that a kink explains */
static const double rounding = 1e-14;      /* relative to |f| */
static const double aside = 1e-5;          /* of 1 + |x|: away from a kink of f */
static const double matters = 1e-5;        /* of ||grad_y f||: its part in the free y */
static const double along_response = 1e-5; /* of the width: step of a difference along the multiplier */
static const double right_response = 1e-3; /* of ||grad_y f|| in the free y */
static const double inward = 1e-2;         /* of the width: step of a difference of grad_x g in y_j */
static const double as_wide = 0.99;        /* of the width: y_j has gone from bound to bound */
static const double no_slope = 1e-6;       /* relative to grad_y f */

void
reduction_start (reduction *r, oracle *o, dims d, const box *x_box, const box *y_box, small_qp *qp)
{
  memset (r, 0, sizeof *r);
  r->oracle = o;
  r->x_box = *x_box;
  r->by_values = o->upper->order < 1;
  box_lower_start (&r->lower, o, d, x_box, y_box, qp);
}

status
reduction_upper_value (reduction *r, const double *x, const double *y, double *f)
{
  return few_value (r->oracle, LEVEL_upper, x, y, f);
}

/* ---- is it a min-max problem? ---- */

typedef struct ratio {
  double ab, bb, aa;
} ratio;

static void
note_ratio (ratio *q, double a, double b)
{
  q->ab += a * b;
  q->aa += a * a;
  q->bb += b * b;
}

/* a = -c b, c > 0.  */
static bool
is_ratio (const ratio *q)
{
  const double c = q->bb > 0 ? -q->ab / q->bb : 0;
  return c > 0 && q->aa + 2 * c * q->ab + c * c * q->bb <= same * same * q->aa;
}

static double
within (const reduction *r, int k, double xk)
{
  const box *b = &r->x_box;
  return b->low ? fmin (fmax (xk, (double) b->low[k]), (double) b->high[k]) : xk;
}

void
reduction_random_y (reduction *r, double *y)
{
  const box_lower *l = &r->lower;
  for (int j = 0; j < l->m; j++)
    y[j] = l->low[j] + random_uniform (&r->random) * l->width[j];
}

status
reduction_test_minmax (reduction *r, const double *x, const double *width)
{
  box_lower *l = &r->lower;
  const bool values = r->by_values || box_lower_by_values (l);
  double z[most_few], y[most_few], v[most_few], f[2], g[2], fx[most_few], fy[most_few], gy[most_few];
  ratio q = { 0 };
  for (int i = 0; i < minmax_points; i++) {
    for (int k = 0; k < l->n; k++)
      z[k] = within (r, k, x[k] + near_by * width[k] * (2 * random_uniform (&r->random) - 1));
    reduction_random_y (r, y);
    reduction_random_y (r, v);
    if (values) {
      TRY (reduction_upper_value (r, z, y, &f[0]));
      TRY (reduction_upper_value (r, z, v, &f[1]));
      TRY (box_lower_value (l, z, y, &g[0]));
      TRY (box_lower_value (l, z, v, &g[1]));
      note_ratio (&q, f[0] - f[1], g[0] - g[1]);
      continue;
    }
    TRY (few_gradient (r->oracle, LEVEL_upper, z, y, &f[0], fx, fy));
    TRY (box_lower_slopes (l, z, y, &g[0], gy));
    for (int j = 0; j < l->m; j++)
      note_ratio (&q, fy[j], gy[j]);
  }
  r->minmax = is_ratio (&q);
  return RUNNING;
}

/* ---- a piece ---- */

/* p->G at p->at by forward differences; one more value tells a kink of f there: *smooth.  */
static status
differences_in_x (reduction *r, piece *p, bool *smooth)
{
  const int n = r->lower.n;
  double step[most_few], z[most_few], there, foretold = 0, square = 0;
  box_lower_steps_in_x (&r->lower, p->at, displaced_x, step);
  TRY (few_differences (r->oracle, LEVEL_upper, PART_x, p->at, p->y, p->F_at, step, p->G));
  box_lower_steps_in_x (&r->lower, p->at, -displaced_x, step);
  for (int k = 0; k < n; k++) {
    step[k] *= 0.5 + random_uniform (&r->random) / 2; /* within the bounds still */
    z[k] = p->at[k] + step[k];
    foretold += p->G[k] * step[k];
    square += step[k] * step[k];
  }
  TRY (reduction_upper_value (r, z, p->y, &there));
  *smooth =
      fabs (there - p->F_at - foretold) <= kinked * small_norm (n, p->G) * sqrt (square) + rounding * fabs (p->F_at);
  return RUNNING;
}

/* At x, or aside from a kink of f there.  */
static status
upper_in_x (reduction *r, piece *p)
{
  bool smooth;
  TRY (reduction_upper_value (r, p->x, p->y, &p->F));
  memcpy (p->at, p->x, sizeof p->at);
  p->F_at = p->F;
  TRY (differences_in_x (r, p, &smooth));
  for (int move = 0; move < most_moves && !smooth; move++) {
    for (int k = 0; k < r->lower.n; k++)
      p->at[k] = within (r, k, p->x[k] + aside * (1 + fabs (p->x[k])) * random_normal (&r->random));
    TRY (reduction_upper_value (r, p->at, p->y, &p->F_at));
    TRY (differences_in_x (r, p, &smooth));
  }
  return RUNNING;
}

static status
upper_in_y (reduction *r, piece *p)
{
  double step[most_few];
  box_lower_steps_in_y (&r->lower, p->y, displaced_y, step);
  return few_differences (r->oracle, LEVEL_upper, PART_y, p->x, p->y, p->F, step, p->fy);
}

/* Along w [m]: D2_xy g w [n], and D2_yy g w [m] of the free y, by central differences.  */
static status
second_along (reduction *r, const piece *p, const double *w, double *Cw, double *Aw)
{
  box_lower *l = &r->lower;
  double z[most_few], behind[most_few], s[most_few], length = 0;
  for (int j = 0; j < l->m; j++)
    length = hypot (length, w[j] / l->width[j]);
  const double t = along_response / length;
  for (int j = 0; j < l->m; j++)
    z[j] = p->y[j] + t * w[j];
  TRY (box_lower_gradient (l, p->x, z, Cw, Aw));
  for (int j = 0; j < l->m; j++)
    z[j] = p->y[j] - t * w[j];
  TRY (box_lower_gradient (l, p->x, z, behind, s));
  for (int k = 0; k < l->n; k++)
    Cw[k] = (Cw[k] - behind[k]) / (2 * t);
  for (int j = 0; j < l->m; j++)
    Aw[j] = box_lower_is_free (l, j, p->y[j]) ? (Aw[j] - s[j]) / (2 * t) : 0;
  return RUNNING;
}

/* What the free y add to the gradient: D2_xy g w, A w = -grad_y f.  A is learnt until it tells w.  */
static status
add_response (reduction *r, piece *p)
{
  box_lower *l = &r->lower;
  double b[most_few], w[most_few], Cw[most_few] = { 0 }, Aw[most_few];
  for (int j = 0; j < l->m; j++)
    b[j] = box_lower_is_free (l, j, p->y[j]) ? p->fy[j] : 0;
  const double free = small_norm (l->m, b);
  if (!(free > matters * small_norm (l->m, p->fy)))
    return RUNNING;
  for (int i = 0; i <= l->m; i++) {
    box_lower_respond (l, p->y, b, w);
    if (small_norm (l->m, w) == 0)
      break;
    TRY (second_along (r, p, w, Cw, Aw));
    for (int j = 0; j < l->m; j++)
      Aw[j] += b[j];
    if (small_norm (l->m, Aw) <= right_response * free)
      break;
    box_lower_learn (l, w, Aw);
  }
  for (int k = 0; k < l->n; k++)
    p->G[k] += Cw[k];
  return RUNNING;
}

status
piece_at_x (reduction *r, piece *p)
{
  if (r->by_values)
    return upper_in_x (r, p);
  TRY (few_gradient (r->oracle, LEVEL_upper, p->x, p->y, &p->F, p->G, p->fy));
  memcpy (p->at, p->x, sizeof p->at);
  p->F_at = p->F;
  return RUNNING;
}

status
piece_complete (reduction *r, piece *p)
{
  TRY (piece_at_x (r, p));
  if (r->minmax)
    return RUNNING;
  if (r->by_values)
    TRY (upper_in_y (r, p));
  return add_response (r, p);
}

static void
note_corner (reduction *r, const double *y)
{
  const size_t size = (size_t) r->lower.m * sizeof *y;
  for (int i = 0; i < r->corner_count; i++)
    if (memcmp (r->corners[i], y, size) == 0)
      return;
  if (r->corner_count < most_corners && box_lower_is_corner (&r->lower, y))
    memcpy (r->corners[r->corner_count++], y, size);
}

static status
solve (reduction *r, piece *p, bool *ok)
{
  const box_lower *l = &r->lower;
  const double *better = NULL;
  TRY (box_lower_solve (&r->lower, p->x, p->y, &p->g, p->s, ok));
  if (!*ok || !r->minmax || !l->concave)
    return RUNNING;
  double least = p->g - l->tolerance * l->largest, g;
  for (int i = 0; i < r->corner_count; i++) {
    TRY (box_lower_value (&r->lower, p->x, r->corners[i], &g));
    if (g < least) {
      least = g;
      better = r->corners[i];
    }
  }
  if (better) {
    memcpy (p->y, better, (size_t) l->m * sizeof *better);
    TRY (box_lower_solve (&r->lower, p->x, p->y, &p->g, p->s, ok));
  }
  note_corner (r, p->y);
  return RUNNING;
}

status
piece_solve (reduction *r, piece *p, bool *ok)
{
  TRY (solve (r, p, ok));
  return *ok ? piece_complete (r, p) : RUNNING;
}

status
piece_look (reduction *r, piece *p, bool *ok)
{
  TRY (solve (r, p, ok));
  return *ok ? reduction_upper_value (r, p->x, p->y, &p->F) : RUNNING;
}

status
piece_slope (reduction *r, const piece *p, int j, double *a)
{
  box_lower *l = &r->lower;
  double z[most_few], there[most_few];
  const double t = inward * l->width[j] * (p->y[j] > (l->low[j] + l->high[j]) / 2 ? -1 : 1);
  memcpy (z, p->y, sizeof z);
  z[j] += t;
  TRY (box_lower_gradient (l, p->x, p->y, a, NULL));
  TRY (box_lower_gradient (l, p->x, z, there, NULL));
  for (int k = 0; k < l->n; k++)
    a[k] = (there[k] - a[k]) / t;
  return RUNNING;
}

void
pieces_jump (const reduction *r, const piece *a, const piece *b, bool *jumps)
{
  const box_lower *l = &r->lower;
  const double size = small_norm (l->m, a->fy) + small_norm (l->m, b->fy);
  for (int j = 0; j < l->m; j++) {
    const double s = fabs (a->s[j]), sum = s + fabs (b->s[j]), part = sum > 0 ? s / sum : 0;
    const double there = (1 - part) * a->fy[j] + part * b->fy[j]; /* where s_j = 0 between them */
    jumps[j] = !r->minmax && fabs (a->y[j] - b->y[j]) >= as_wide * l->width[j] && fabs (there) > no_slope * size;
  }
}
