/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/kinked.h"

enum { decades = 7, halvings = 24, long_enough = 2, most_tests = 3 };
static const double smallest = 1e3 * REAL_EPS; /* of the length of y: distances */
static const double same = 0.5;                /* ratio of two jumps that agree, at the least */
static const double gone = 0.02;               /* of the jump before: h is less than the distance of the kink */
static const double significant = real_is_single ? 1e-2 : 1e-5; /* of the largest |grad_y g| */

/* The arrays of a test, [m] each.  */
typedef struct aside {
  real *trial, *ahead, *behind;
  real *jump;   /* at the distance before */
  real *steady; /* distances in a row with the same jump */
} aside;

/* v = grad_y g at y + h s, s_j = 1 or -1 in no order, so that terms of several y do not cancel.  */
static status
gradient_aside (aside *a, model *l, const real *x, const real *y, double h, real *v)
{
  double g;
  for (size_t j = 0; j < l->d.m; j++)
    a->trial[j] = y[j] + (real) (j * j % 3 == 1 ? -h : h);
  box_clip (&l->box, a->trial);
  return model_value (l, x, a->trial, &g, v);
}

void
kinked_note (kinked *k, size_t j)
{
  if (k->count < most_kinked)
    k->index[k->count] = j;
  k->count++;
}

/* A y_j whose slope of g changes by JUMP between low and high.  */
typedef struct candidate {
  size_t j;
  double low, high, slope_low, slope_high, jump;
} candidate;

typedef struct candidates {
  candidate one[most_kinked];
  size_t count;
} candidates;

/* Is there a bound between the two sides of y_j, where the slope that counts is 0?  */
static bool
is_at_bound (const box *b, size_t j, double y, double h)
{
  return b->low && (y - h <= (double) b->low[j] || y + h >= (double) b->high[j]);
}

/* The jumps at the distance h, a tenth of that of a->jump.  Where one has stayed the same and then is gone, or has stayed to the LAST
   distance, a kink may lie between the two sides.  */
static void
compare (candidates *c, aside *a, const real *y, const box *b, size_t m, double h, bool last, double least)
{
  for (size_t j = 0; j < m; j++) {
    if (is_at_bound (b, j, (double) y[j], h)) {
      a->steady[j] = a->jump[j] = 0;
      continue;
    }
    const double now = fabs ((double) a->ahead[j] - (double) a->behind[j]), before = (double) a->jump[j];
    const bool constant = now > least && now >= same * before && same * now <= before;
    const bool ends = !constant && now <= gone * before;
    if (a->steady[j] >= long_enough && (ends || (last && constant)) && c->count < most_kinked) {
      const double reach = ends ? 10 * h : h;
      c->one[c->count++] =
          (candidate){ .j = j, .low = (double) y[j] - reach, .high = (double) y[j] + reach, .jump = before };
    }
    a->steady[j] = constant ? a->steady[j] + 1 : 0;
    a->jump[j] = (real) now;
  }
}

/* Bisection towards where the slope changes most: at a kink the change stays, of a smooth bend it goes.  */
static status
follow (kinked *k, candidates *c, aside *a, model *l, const real *x, const real *y)
{
  double g;
  for (int step = -2; step < halvings; step++) { /* at first the ends */
    vec_copy (l->d.m, y, a->trial);
    for (size_t i = 0; i < c->count; i++) {
      const candidate *q = c->one + i;
      a->trial[q->j] = (real) (step == -2 ? q->low : step == -1 ? q->high : (q->low + q->high) / 2);
    }
    box_clip (&l->box, a->trial);
    TRY (model_value (l, x, a->trial, &g, a->ahead));
    for (size_t i = 0; i < c->count; i++) {
      candidate *q = c->one + i;
      const double slope = (double) a->ahead[q->j];
      const bool in_low = step == -1 || (step >= 0 && fabs (slope - q->slope_low) >= fabs (slope - q->slope_high));
      if (in_low) {
        q->high = (double) a->trial[q->j];
        q->slope_high = slope;
      } else {
        q->low = (double) a->trial[q->j];
        q->slope_low = slope;
      }
    }
  }
  for (size_t i = 0; i < c->count; i++)
    if (fabs (c->one[i].slope_high - c->one[i].slope_low) >= same * c->one[i].jump)
      kinked_note (k, c->one[i].j);
  return RUNNING;
}

status
kinked_test (kinked *k, normal *w, model *l, const real *x, const real *y)
{
  aside a = { .trial = w->trial, .ahead = w->grad, .behind = w->r, .jump = w->u, .steady = w->start };
  candidates c = { .count = 0 };
  const size_t m = l->d.m;
  const double length = model_reach (l, y, 1e-8);
  double largest = 0, h = length / 10;
  if (k->count > 0 || k->tests == most_tests)
    return RUNNING;
  k->tests++;
  vec_fill (m, 0, a.steady);
  vec_fill (m, 0, a.jump);
  for (int d = 0; d < decades && h > smallest * length; d++, h /= 10) {
    TRY (gradient_aside (&a, l, x, y, h, a.ahead));
    TRY (gradient_aside (&a, l, x, y, -h, a.behind));
    for (size_t j = 0; j < m; j++)
      largest = fmax (largest, fmax (fabs ((double) a.ahead[j]), fabs ((double) a.behind[j])));
    compare (&c, &a, y, &l->box, m, h, d == decades - 1 || h / 10 <= smallest * length, significant * largest);
  }
  return c.count > 0 ? follow (k, &c, &a, l, x, y) : RUNNING;
}
