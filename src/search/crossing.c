/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "search/crossing.h"
#include "search/flat.h"
#include "search/values.h"

enum { most_moves = 30 };
static const double vanishes = 0.1;     /* of what it is at the ends */
static const double nearest_end = 1e-3; /* part of the way that a move goes at least */

/* g at a point of the way from the x of one anchor to that of the other: at the y of the first less that at the y of the second; and halfway
   between the two y less their mean.  */
typedef struct point {
  double t; /* part of the way */
  double g, gap, bump;
} point;

typedef struct crossing {
  search *s;
  const real *x[2], *y[2];
  real *at, *half; /* x, y */
} crossing;

static status
set_point (crossing *c, double t, point *p)
{
  double other, middle;
  for (size_t i = 0; i < c->s->d.n; i++)
    c->at[i] = (real) ((1 - t) * (double) c->x[0][i] + t * (double) c->x[1][i]);
  TRY (search_g (c->s, c->at, c->y[0], &p->g));
  TRY (search_g (c->s, c->at, c->y[1], &other));
  TRY (search_g (c->s, c->at, c->half, &middle));
  p->t = t;
  p->gap = p->g - other;
  p->bump = middle - 0.5 * (p->g + other);
  return RUNNING;
}

/* Where the gap would vanish, were it linear.  */
static double
guess (const point *a, const point *b)
{
  return a->t + (b->t - a->t) * a->gap / (a->gap - b->gap);
}

/* Were the bump linear, too, would it vanish there?  */
static bool
may_be_flat (const point *a, const point *b)
{
  const double t = guess (a, b), bump = (1 - t) * a->bump + t * b->bump;
  return fabs (bump) <= vanishes * fmax (fabs (a->bump), fabs (b->bump));
}

/* *at: a point without a gap between a and b, which move towards each other.  */
static status
find (crossing *c, point *a, point *b, point *at, bool *found)
{
  *found = false;
  for (int k = 0; k < most_moves && !*found; k++) {
    const double way = nearest_end * (b->t - a->t);
    const double t = k % 3 == 2 ? 0.5 * (a->t + b->t) : fmin (fmax (guess (a, b), a->t + way), b->t - way);
    TRY (set_point (c, t, at));
    *found = fabs (at->gap) <= search_tolerance (c->s, c->at);
    *(at->gap < 0 ? a : b) = *at;
  }
  return RUNNING;
}

status
crossing_look (search *s, int a, int b, double least)
{
  crossing c = {
    s, { anchor_x (s, a), anchor_x (s, b) }, { anchor_y (s, a), anchor_y (s, b) }, s->edge_x[0], s->edge_y[0]
  };
  point from, to, at;
  outcome *kept;
  bool found;
  for (size_t i = 0; i < s->d.m; i++)
    c.half[i] = (real) (0.5 * ((double) c.y[0][i] + (double) c.y[1][i]));
  TRY (set_point (&c, 0, &from));
  TRY (set_point (&c, 1, &to));
  if (s->outcomes >= most_steps || !(from.gap < 0 && to.gap > 0) || !may_be_flat (&from, &to))
    return RUNNING;
  TRY (find (&c, &from, &to, &at, &found));
  return found ? flat_keep (s, s->anchors.branch[a], c.at, c.y[0], at.g, c.y[1], at.g - at.gap, least, &kept) : RUNNING;
}
