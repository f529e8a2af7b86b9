/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "linalg/eigen.h"
#include "methods/bundle/box_lower.h"

enum { most_steps = 60, before_kinks = 2 };
static const double by_gradients = 1e-9, by_values = 1e-6; /* tolerance of slopes */
static const double displaced = 1e-6;                      /* of the width (of 1 + |x|): step of a difference */
static const double central = 1e-5;                        /* likewise, of a central one */
static const double far_from_rounding = 10;                /* times rounding_of_g: a bend that is none of rounding */
static const double few_roundings = 30;                    /* of g, in a slope */
static const double as_sharp = 0.7;                        /* of the change of slope, in a quarter of the way: a kink */
static const double aside = 1e-3;                          /* likewise, away from a maximum */
static const double rounding_of_g = 1e-14;                 /* relative */
static const double same_place = 1e-9, snap = 1e-10;       /* of the width */
static const double same_slope = 1e-6;                     /* relative: a slope has stayed what it was */
static const double seen = 1e-7;                           /* of the width: a move that tells two slopes apart */
static const double significant = 1e-8;                    /* SR1: of the product of the norms */
static const double clear = 1e-3;                          /* relative: not rounding */
static const double indefinite = 1e-8;                     /* of the largest eigenvalue */
static const double regular = 1e-10;                       /* likewise, added where a step is computed */
static const double least_eigenvalue = 1e-9;               /* likewise, of those that are inverted */

void
box_lower_start (box_lower *l, oracle *o, dims d, const box *x_box, const box *y_box, small_qp *qp)
{
  memset (l, 0, sizeof *l);
  l->qp = qp;
  l->oracle = o;
  l->n = (int) d.n;
  l->m = (int) d.m;
  l->tolerance = box_lower_by_values (l) ? by_values : by_gradients;
  for (int k = 0; k < l->n; k++) {
    l->x_low[k] = x_box->low ? (double) x_box->low[k] : -INFINITY;
    l->x_high[k] = x_box->low ? (double) x_box->high[k] : INFINITY;
  }
  for (int j = 0; j < l->m; j++) {
    l->low[j] = (double) y_box->low[j];
    l->high[j] = (double) y_box->high[j];
    l->width[j] = l->high[j] - l->low[j];
  }
}

bool
box_lower_by_values (const box_lower *l)
{
  return l->oracle->lower->order < 1;
}

status
box_lower_value (box_lower *l, const double *x, const double *y, double *g)
{
  return few_value (l->oracle, LEVEL_lower, x, y, g);
}

status
box_lower_slopes (box_lower *l, const double *x, const double *y, double *g, double *s)
{
  double step[most_few];
  if (!box_lower_by_values (l))
    return few_gradient (l->oracle, LEVEL_lower, x, y, g, NULL, s);
  TRY (box_lower_value (l, x, y, g));
  box_lower_steps_in_y (l, y, displaced, step);
  return few_differences (l->oracle, LEVEL_lower, PART_y, x, y, *g, step, s);
}

void
box_lower_steps_in_x (const box_lower *l, const double *x, double part, double *step)
{
  for (int k = 0; k < l->n; k++) {
    step[k] = part * (1 + fabs (x[k]));
    if (x[k] + step[k] > l->x_high[k] || x[k] + step[k] < l->x_low[k])
      step[k] = -step[k];
  }
}

void
box_lower_steps_in_y (const box_lower *l, const double *y, double part, double *step)
{
  for (int j = 0; j < l->m; j++) {
    step[j] = part * l->width[j];
    if (y[j] + step[j] > l->high[j])
      step[j] = -step[j];
  }
}

status
box_lower_gradient (box_lower *l, const double *x, const double *y, double *gx, double *s)
{
  double step[most_few], g;
  if (!box_lower_by_values (l))
    return few_gradient (l->oracle, LEVEL_lower, x, y, &g, gx, s);
  if (s)
    TRY (box_lower_slopes (l, x, y, &g, s));
  else
    TRY (box_lower_value (l, x, y, &g));
  box_lower_steps_in_x (l, x, displaced, step);
  return few_differences (l->oracle, LEVEL_lower, PART_x, x, y, g, step, gx);
}

bool
box_lower_at_kink (const box_lower *l, int j, double yj)
{
  for (int i = 0; i < l->kinks[j]; i++)
    if (fabs (yj - l->kink[j][i]) <= same_place * l->width[j])
      return true;
  return false;
}

bool
box_lower_is_free (const box_lower *l, int j, double yj)
{
  return yj > l->low[j] && yj < l->high[j] && !box_lower_at_kink (l, j, yj);
}

bool
box_lower_is_corner (const box_lower *l, const double *y)
{
  for (int j = 0; j < l->m; j++)
    if (box_lower_is_free (l, j, y[j]))
      return false;
  return true;
}

static bool
has_curvature (const box_lower *l)
{
  for (int k = 0; k < l->m * l->m; k++)
    if (l->A[k] != 0)
      return true;
  return false;
}

/* ---- what a solve knows ---- */

typedef struct descent {
  box_lower *l;
  const double *x;
  double *y, *s, g;
  double a[most_few], b[most_few];       /* y_j stays in [a, b] in the next step: between kinks */
  bool on[most_few], hold[most_few];     /* y_j is at a kink; g rises to both sides of it */
  double y1[most_few], s1[most_few], g1; /* the point before, */
  double s2[most_few];                   /* the slopes of the one before that */
  bool on1[most_few];
  int known; /* points before */
} descent;

/* s at y, where y_j is at a kink the slope of the side that g falls to; and how far y may go.  */
static status
look (descent *k)
{
  box_lower *l = k->l;
  double side[most_few], below[most_few], g;
  bool any = false;
  memcpy (side, k->y, (size_t) l->m * sizeof *side);
  for (int j = 0; j < l->m; j++) {
    k->on[j] = box_lower_at_kink (l, j, k->y[j]);
    any |= k->on[j];
    k->hold[j] = false;
    k->a[j] = l->low[j];
    k->b[j] = l->high[j];
    for (int i = 0; i < l->kinks[j]; i++) {
      const double e = l->kink[j][i];
      if (!k->on[j] && e < k->y[j])
        k->a[j] = fmax (k->a[j], e);
      if (!k->on[j] && e > k->y[j])
        k->b[j] = fmin (k->b[j], e);
    }
    if (k->on[j])
      side[j] = k->y[j] + displaced * l->width[j];
  }
  TRY (box_lower_slopes (l, k->x, side, &k->g, k->s));
  if (!any)
    return RUNNING;
  for (int j = 0; j < l->m; j++)
    side[j] = k->on[j] ? k->y[j] - displaced * l->width[j] : k->y[j];
  TRY (box_lower_slopes (l, k->x, side, &g, below));
  for (int j = 0; j < l->m; j++) {
    const double rounding = l->tolerance * l->largest / l->width[j];
    if (!k->on[j])
      continue;
    k->hold[j] = k->s[j] >= -rounding && below[j] <= rounding;
    if (k->hold[j])
      continue;
    if (below[j] > 0) {
      k->s[j] = below[j];
      k->b[j] = k->y[j];
    } else
      k->a[j] = k->y[j];
  }
  return RUNNING;
}

/* Is a y at a kink?  Then g is known beside y alone.  */
static bool
is_any (const descent *k, const bool *on)
{
  for (int j = 0; j < k->l->m; j++)
    if (on[j])
      return true;
  return false;
}

/* From the point before y_j alone has moved, and g is known there.  */
static bool
knows_before (const descent *k, int j)
{
  for (int i = 0; i < k->l->m; i++)
    if (i != j && k->y[i] != k->y1[i])
      return false;
  return !is_any (k, k->on1);
}

/* The tangents of both sides of component j meet in *e, and g is there what they say.  Y_MOVED: k->g is that of before.  */
static status
find_kink (descent *k, int j, bool y_moved, double *e, bool *is)
{
  box_lower *l = k->l;
  double z[most_few], before = k->g1, after = k->g, there;
  memcpy (z, k->y, (size_t) l->m * sizeof *z);
  z[j] = k->y1[j];
  if (!knows_before (k, j))
    TRY (box_lower_value (l, k->x, z, &before));
  z[j] = k->y[j];
  if (y_moved || is_any (k, k->on))
    TRY (box_lower_value (l, k->x, z, &after));
  *e = (after - before + k->s1[j] * k->y1[j] - k->s[j] * k->y[j]) / (k->s1[j] - k->s[j]);
  *is = *e > l->low[j] && *e < l->high[j];
  const double size = fabs (before - after) + fabs (k->s1[j] * (k->y[j] - k->y1[j]));
  *is &= same_slope * size > rounding_of_g * (fabs (before) + fabs (after)); /* else rounding would pass the test */
  for (int half = l->concave; half >= 0 && *is; half--) { /* there, and where g need not be convex halfway, too */
    z[j] = half ? (*e + k->y1[j]) / 2 : *e;
    TRY (box_lower_value (l, k->x, z, &there));
    *is = fabs (there - before - k->s1[j] * (z[j] - k->y1[j])) <= same_slope * size;
  }
  return RUNNING;
}

static bool
seems_kink (const descent *k, int j)
{
  const bool as_before = fabs (k->s[j] - k->s2[j]) < same_slope * fabs (k->s[j])
                         || fabs (k->s1[j] - k->s2[j]) < same_slope * fabs (k->s1[j]);
  return k->known >= before_kinks && !k->on[j] && !k->on1[j] && k->s1[j] * k->s[j] < 0 && as_before
         && fabs (k->y[j] - k->y1[j]) > seen * k->l->width[j];
}

static void
note_kink (box_lower *l, int j, double at)
{
  l->kink[j][l->kinks[j]++] = at;
  memset (l->A, 0, sizeof l->A); /* what it was taken for */
}

/* *found: y has gone to kinks of g found between the latest two points.  */
static status
look_for_kinks (descent *k, bool *found)
{
  box_lower *l = k->l;
  *found = false;
  for (int j = 0; j < l->m; j++) {
    double e;
    bool is;
    if (!seems_kink (k, j) || l->kinks[j] == most_kinks)
      continue;
    TRY (find_kink (k, j, *found, &e, &is));
    if (!is)
      continue;
    note_kink (l, j, e);
    k->y[j] = e;
    *found = true;
  }
  return RUNNING;
}

/* g bends down, and clearly so: along a way that rounding and kinks do not explain.  */
static bool
bends_down (const descent *k)
{
  const box_lower *l = k->l;
  double bend = 0, way = 0, change = 0;
  for (int j = 0; j < l->m; j++) {
    const double dy = k->y[j] - k->y1[j], q = k->s[j] - k->s1[j];
    bend += dy * q;
    way = fmax (way, fabs (dy) / l->width[j]);
    change = fmax (change, fabs (q) * l->width[j]);
  }
  return way > clear && change > clear * l->largest && bend < -clear * way * change;
}

/* SR1; a model that is indefinite is none.  */
static void
learn (descent *k)
{
  box_lower *l = k->l;
  const int m = l->m;
  double dy[most_few], r[most_few], c = 0, largest = 0, A[most_few * most_few], V[most_few * most_few], w[most_few];
  l->concave |= bends_down (k);
  for (int i = 0; i < m; i++)
    dy[i] = k->on[i] || k->on1[i] ? 0 : k->y[i] - k->y1[i]; /* a slope at a kink is of one side */
  for (int i = 0; i < m; i++) {
    r[i] = k->on[i] || k->on1[i] ? 0 : k->s[i] - k->s1[i];
    for (int j = 0; j < m && !(k->on[i] || k->on1[i]); j++)
      r[i] -= l->A[i * m + j] * dy[j];
    c += r[i] * dy[i];
    largest = fmax (largest, fabs (r[i]) * l->width[i]);
  }
  if (!(fabs (c) > significant * small_norm (m, r) * small_norm (m, dy)) || !(largest > l->tolerance * l->largest))
    return;
  for (int i = 0; i < m; i++)
    for (int j = 0; j < m; j++)
      l->A[i * m + j] += r[i] * r[j] / c;
  memcpy (A, l->A, sizeof A);
  eigen_symmetric (m, A, V, w);
  if (w[0] < -indefinite * fmax (fabs (w[0]), fabs (w[m - 1])))
    memset (l->A, 0, sizeof l->A);
}

static bool
is_solved (const descent *k)
{
  const box_lower *l = k->l;
  for (int j = 0; j < l->m; j++) {
    const double s = k->s[j] * l->width[j], rounding = l->tolerance * l->largest;
    const bool rests = (k->y[j] <= l->low[j] && s >= 0) || (k->y[j] >= l->high[j] && s <= 0);
    if (!k->hold[j] && !rests && fabs (s) > rounding)
      return false;
  }
  return true;
}

/* To the corner that the slopes point to, or to the minimiser of the model within the box.  */
static void
step (descent *k)
{
  box_lower *l = k->l;
  const int m = l->m;
  small_qp *q = l->qp;
  double largest = 0, slope = 0;
  const bool linear = !has_curvature (l);
  for (int j = 0; j < m; j++)
    largest = fmax (largest, fabs (l->A[j * m + j]) * l->width[j] * l->width[j]);
  for (int j = 0; j < m; j++)
    slope = fmax (slope, fabs (k->s[j]) * l->width[j]);
  small_qp_start (q, m);
  for (int j = 0; !linear && j < m; j++) {
    const double size = fmax (largest, slope);
    for (int i = 0; i < m; i++)
      q->H[i * m + j] = k->hold[i] || k->hold[j] ? 0 : l->A[i * m + j] * l->width[i] * l->width[j] / size;
    q->H[j * m + j] += regular;
    q->c[j] = k->hold[j] ? 0 : k->s[j] * l->width[j] / size;
    small_qp_add (q, k->hold[j] ? -1 : (k->a[j] - k->y[j]) / l->width[j])[j] = 1;
    small_qp_add (q, k->hold[j] ? -1 : (k->y[j] - k->b[j]) / l->width[j])[j] = -1;
  }
  const bool modelled = !linear && small_qp_solve (q);
  for (int j = 0; j < m; j++) {
    if (k->hold[j])
      continue;
    if (modelled)
      k->y[j] += q->z[j] * l->width[j];
    else if (fabs (k->s[j]) * l->width[j] > l->tolerance * l->largest)
      k->y[j] = k->s[j] > 0 ? k->a[j] : k->b[j];
    if (k->y[j] < k->a[j] + snap * l->width[j])
      k->y[j] = k->a[j];
    if (k->y[j] > k->b[j] - snap * l->width[j])
      k->y[j] = k->b[j];
  }
}

/* Slopes of the free y by central differences, 0 of the others; *down: g is lower on both sides of that y_j, -1: of none.  */
static status
central_slopes (const descent *k, double *slope, int *down)
{
  box_lower *l = k->l;
  double step[most_few], behind[most_few];
  for (int j = 0; j < l->m; j++) {
    step[j] = fmin (central * l->width[j], fmin (k->y[j] - k->a[j], k->b[j] - k->y[j]));
    if (!box_lower_is_free (l, j, k->y[j]) || step[j] <= displaced * l->width[j])
      step[j] = 0;
  }
  TRY (few_differences (l->oracle, LEVEL_lower, PART_y, k->x, k->y, k->g, step, slope));
  for (int j = 0; j < l->m; j++)
    step[j] = -step[j];
  TRY (few_differences (l->oracle, LEVEL_lower, PART_y, k->x, k->y, k->g, step, behind));
  *down = -1;
  for (int j = 0; j < l->m; j++) {
    const double rounded = rounding_of_g * fabs (k->g), fall = slope[j] * step[j], fall_behind = -behind[j] * step[j];
    if (fall > rounded && fall_behind > rounded)
      *down = j;
    slope[j] = (slope[j] + behind[j]) / 2;
  }
  return RUNNING;
}

/* y += t w, by little.  */
static void
move_free (descent *k, double t, const double *w)
{
  for (int j = 0; j < k->l->m; j++)
    if (fabs (t * w[j]) <= central * k->l->width[j])
      k->y[j] = fmin (fmax (k->y[j] + t * w[j], k->a[j]), k->b[j]);
}

/* By values.  A forward difference puts a free y aside by half its step, which f shows to first order.  From the central one a step by A,
   and then by the secant along it, goes to the solution.  *solved: it is no maximum, from which y has gone aside.  */
static status
centre_free (descent *k, bool *solved)
{
  const box_lower *l = k->l;
  double slope[most_few], there[most_few], w[most_few];
  int down;
  TRY (central_slopes (k, slope, &down));
  *solved = down < 0 || is_any (k, k->on);
  if (!*solved) {
    const double way = fmin (aside * l->width[down], fmin (k->y[down] - k->a[down], k->b[down] - k->y[down]));
    k->y[down] += slope[down] > 0 ? -way : way;
    return RUNNING;
  }
  box_lower_respond (l, k->y, slope, w);
  if (small_norm (l->m, w) == 0)
    return RUNNING;
  move_free (k, 1, w);
  TRY (central_slopes (k, there, &down));
  const double left = small_dot (l->m, there, w), bend = left - small_dot (l->m, slope, w);
  if (bend > 0)
    move_free (k, -left / bend, w);
  return RUNNING;
}

status
box_lower_scale (box_lower *l, const double *x)
{
  double y[most_few], s[most_few], g;
  for (int j = 0; j < l->m; j++)
    y[j] = l->low[j] + l->width[j] / 2;
  TRY (box_lower_slopes (l, x, y, &g, s));
  for (int j = 0; j < l->m; j++)
    l->largest = fmax (l->largest, fabs (s[j]) * l->width[j]);
  return RUNNING;
}

/* What rounding of g makes of a slope times the width.  */
static double
slope_of_rounding (const box_lower *l, double g)
{
  return few_roundings * REAL_EPS * fabs (g) / (box_lower_by_values (l) ? displaced : 1);
}

static status
solve_by_steps (box_lower *l, const double *x, double *y, double *g, double *s, bool *ok)
{
  const size_t bytes = (size_t) l->m * sizeof *y;
  descent k = { .l = l, .x = x, .y = y, .s = s };
  *ok = false;
  for (int it = 0; it < most_steps; it++) {
    bool found;
    TRY (look (&k));
    if (k.known > 0) {
      TRY (look_for_kinks (&k, &found));
      if (found) {
        k.known = 0;
        continue;
      }
      learn (&k);
    }
    if (it == 0)
      memcpy (l->first, s, bytes);
    for (int j = 0; j < l->m; j++)
      l->largest = fmax (l->largest, fabs (s[j]) * l->width[j]);
    l->largest = fmax (l->largest, slope_of_rounding (l, k.g) / l->tolerance);
    *g = k.g;
    *ok = is_solved (&k);
    if (*ok && box_lower_by_values (l))
      TRY (centre_free (&k, ok));
    if (*ok)
      return RUNNING;
    if (is_solved (&k)) { /* at a maximum */
      memset (l->A, 0, sizeof l->A);
      k.known = 0;
      continue;
    }
    memcpy (k.s2, k.known > 0 ? k.s1 : s, bytes);
    memcpy (k.s1, s, bytes);
    memcpy (k.y1, y, bytes);
    k.g1 = k.g;
    memcpy (k.on1, k.on, sizeof k.on);
    k.known++;
    step (&k);
    *ok = l->solution && memcmp (y, l->solution, bytes) == 0;
    if (*ok)
      return RUNNING;
  }
  return RUNNING;
}

/* The slopes of the free y to both sides, H of the width beside y; 0 of the others.  */
static status
slopes_beside (box_lower *l, const double *x, const double *y, double g, double h, double *right, double *left)
{
  double step[most_few], at[most_few], there;
  for (int sign = 1; sign >= -1; sign -= 2) {
    double *s = sign > 0 ? right : left;
    for (int j = 0; j < l->m; j++)
      step[j] = box_lower_is_free (l, j, y[j]) ? sign * h * l->width[j] : 0;
    if (box_lower_by_values (l)) {
      TRY (few_differences (l->oracle, LEVEL_lower, PART_y, x, y, g, step, s));
      continue;
    }
    for (int j = 0; j < l->m; j++)
      at[j] = fmin (fmax (y[j] + step[j], l->low[j]), l->high[j]);
    TRY (box_lower_slopes (l, x, at, &there, s));
    for (int j = 0; j < l->m; j++)
      s[j] = step[j] != 0 ? s[j] : 0;
  }
  return RUNNING;
}

/* Is the bend of component j, the change of its slope, more than rounding and a smooth g make of it?  */
static bool
is_sharp (const box_lower *l, int j, double bend, double g)
{
  return fabs (bend) * l->width[j] > clear * l->largest
         && fabs (bend) * central * l->width[j] > far_from_rounding * rounding_of_g * fabs (g);
}

status
box_lower_look_beside (box_lower *l, const double *x, const double *y, double g, beside *found)
{
  double right[most_few], left[most_few], bend[most_few];
  bool sharp = false, flat = true;
  *found = BESIDE_smooth;
  TRY (box_lower_scale (l, x));
  TRY (slopes_beside (l, x, y, g, central, right, left));
  for (int j = 0; j < l->m; j++) {
    bend[j] = right[j] - left[j];
    sharp |= is_sharp (l, j, bend[j], g);
    flat &= fmax (fabs (right[j]), fabs (left[j])) * l->width[j] <= same_slope * l->largest;
  }
  if (flat)
    *found = BESIDE_flat;
  if (!sharp)
    return RUNNING;
  TRY (slopes_beside (l, x, y, g, central / 4, right, left));
  for (int j = 0; j < l->m; j++)
    if (is_sharp (l, j, bend[j], g) && fabs (right[j] - left[j]) > as_sharp * fabs (bend[j])
        && l->kinks[j] < most_kinks) {
      note_kink (l, j, y[j]);
      *found = BESIDE_kink;
    }
  return RUNNING;
}

/* What was learnt may be wrong: a kink that rounding feigned between points close together holds y back ever after.  */
status
box_lower_solve (box_lower *l, const double *x, double *y, double *g, double *s, bool *ok)
{
  double start[most_few];
  memcpy (start, y, (size_t) l->m * sizeof *y);
  TRY (solve_by_steps (l, x, y, g, s, ok));
  if (*ok)
    return RUNNING;
  memcpy (y, start, (size_t) l->m * sizeof *y);
  memset (l->kinks, 0, sizeof l->kinks);
  memset (l->A, 0, sizeof l->A);
  return solve_by_steps (l, x, y, g, s, ok);
}

void
box_lower_respond (const box_lower *l, const double *y, const double *b, double *w)
{
  const int m = l->m;
  int index[most_few], count = 0;
  double A[most_few * most_few], V[most_few * most_few], eigenvalue[most_few];
  memset (w, 0, (size_t) m * sizeof *w);
  for (int j = 0; j < m; j++)
    if (box_lower_is_free (l, j, y[j]))
      index[count++] = j;
  for (int i = 0; i < count; i++)
    for (int j = 0; j < count; j++)
      A[i * count + j] = l->A[index[i] * m + index[j]];
  eigen_symmetric (count, A, V, eigenvalue);
  for (int e = 0; e < count; e++) {
    double along = 0;
    if (!(eigenvalue[e] > least_eigenvalue * eigenvalue[count - 1]))
      continue;
    for (int i = 0; i < count; i++)
      along += V[e * count + i] * b[index[i]];
    for (int i = 0; i < count; i++)
      w[index[i]] -= V[e * count + i] * along / eigenvalue[e];
  }
}

void
box_lower_learn (box_lower *l, const double *w, const double *e)
{
  const int m = l->m;
  const double c = small_dot (m, e, w);
  if (fabs (c) > significant * small_norm (m, e) * small_norm (m, w))
    for (int i = 0; i < m; i++)
      for (int j = 0; j < m; j++)
        l->A[i * m + j] += e[i] * e[j] / c;
}
