/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "search/branches.h"
#include "search/descent.h"
#include "search/flat.h"
#include "search/values.h"

static const double nearer = 1e-6; /* part of a way to which its end is found */

static void
between (size_t m, const real *a, const real *b, double t, real *out)
{
  for (size_t i = 0; i < m; i++)
    out[i] = (real) ((1 - t) * (double) a[i] + t * (double) b[i]);
}

/* y_try: as far from `from` to `to` as g stays below LEVEL, and *g there.  */
static status
go_far (search *s, const real *x, const real *from, const real *to, double level, double *g)
{
  double good = 0, bad = 2;
  TRY (search_g (s, x, from, g));
  while (bad - good > nearer && good < 1) {
    const double t = fmin (1, 0.5 * (good + bad));
    double value;
    between (s->d.m, from, to, t, s->y_try);
    TRY (search_g (s, x, s->y_try, &value));
    if (value <= level) {
      good = t;
      *g = value;
    } else
      bad = t;
  }
  between (s->d.m, from, to, good, s->y_try);
  return RUNNING;
}

status
flat_improve (search *s, outcome *q, bool *found)
{
  const size_t m = s->d.m;
  const real *x = q->x;
  double middle, g, f, other;
  descent how = { .upper = true, .fresh = true };
  *found = false;
  if (q->partner < 0)
    return RUNNING;
  real *const a = s->path_y[0], *const b = s->path_y[1], *const half = s->path_y[2], *const best = s->path_y[3];
  vec_copy (m, q->y, a);
  vec_copy (m, anchor_y (s, q->partner), b);
  between (m, a, b, 0.5, half);
  TRY (search_g (s, x, half, &middle));
  TRY (search_g (s, x, b, &other));
  const double level = fmin (q->G, other) + search_tolerance (s, x);
  if (!(fabs (middle - level) <= 2 * search_tolerance (s, x)))
    return RUNNING;
  vec_copy (m, half, s->y_from);
  TRY (search_descend (s, x, s->y_from, s->W, &how));
  const real *const starts[] = { half, a, b };
  double least = q->F - 1e-8 * fabs (q->F);
  for (int i = 0; i < 3; i++) {
    TRY (go_far (s, x, starts[i], s->y_from, level, &g));
    vec_copy (m, s->y_try, s->dy);
    TRY (search_f (s, x, s->dy, &f));
    if (f < least) {
      least = f;
      vec_copy (m, s->dy, best);
      q->G = g;
      *found = true;
    }
  }
  q->flat = *found;
  if (*found) {
    vec_copy (m, best, q->y);
    q->F = least;
  }
  return RUNNING;
}

status
flat_keep (search *s, int branch, const real *x, const real *y, double g, const real *other_y, double other_g,
           double least, outcome **kept)
{
  *kept = NULL;
  if (s->outcomes >= most_steps)
    return RUNNING;
  outcome *q = s->outcome + s->outcomes;
  bool flat;
  double f;
  TRY (search_f (s, x, y, &f));
  search_set_outcome (s, q, branch, x, y, f, g);
  q->partner = branches_note (s, most_branches, x, other_y, other_g);
  TRY (flat_improve (s, q, &flat));
  if (!flat || !(q->F < least))
    return RUNNING;
  s->outcomes++;
  search_note (s, q->x, q->y, q->F, q->G, 0, "flat");
  *kept = q;
  return RUNNING;
}
