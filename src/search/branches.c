/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "search/branches.h"
#include "search/descent.h"
#include "search/values.h"

static const double most_moved = 0.3; /* of the way to the nearest other branch: farther it may be another one */

static const double steps_away = 4;  /* nearest x of a branch, in lengths of the way, that still tells where it is */
static const double singular = 1e-5; /* of the largest diagonal element of D2_yy g */
static const double little_moved = 0.05, most_surprise = 2; /* widths; times what the Hessian of the branch foretells */

/* The anchor of the branch nearest to x, of those LOST or not.  */
static int
nearest (const search *s, int branch, bool lost, const real *x, double *distance)
{
  int best = -1;
  *distance = INFINITY;
  for (int k = 0; k < s->anchors.count; k++) {
    if (s->anchors.branch[k] != branch || s->anchors.lost[k] != lost)
      continue;
    const double d = search_apart_x (s, anchor_x (s, k), x);
    if (d < *distance) {
      *distance = d;
      best = k;
    }
  }
  return best;
}

int
branches_nearest (const search *s, int branch, const real *x, double *distance)
{
  double d;
  return nearest (s, branch, false, x, distance ? distance : &d);
}

int
branches_at (const search *s, int branch, const real *x)
{
  double distance;
  const int k = nearest (s, branch, false, x, &distance);
  return distance == 0 ? k : -1;
}

static int
add_anchor (search *s, int branch, bool lost, const real *x, const real *y, double g)
{
  anchors *a = &s->anchors;
  if (a->count == a->most)
    return -1;
  const int k = a->count++;
  a->branch[k] = branch;
  a->lost[k] = lost;
  a->g[k] = g;
  vec_copy (s->d.n, x, anchor_x (s, k));
  vec_copy (s->d.m, y, anchor_y (s, k));
  return k;
}

int
branches_note (search *s, int branch, const real *x, const real *y, double g)
{
  return add_anchor (s, branch, false, x, y, g);
}

/* Distance in widths from the branch at y to the nearest other that is known near x, at the end of a WAY; 1 where there is none.  */
static double
room (const search *s, int branch, const real *x, double way, const real *y)
{
  double least = 1, away;
  for (int j = 0; j < s->branches; j++) {
    const int k = j == branch ? -1 : branches_nearest (s, j, x, &away);
    if (k >= 0 && away <= steps_away * way)
      least = fmin (least, search_apart_y (s, anchor_y (s, k), y));
  }
  return least;
}

/* The branch at x from y_from at x_from, halving the way where y moves too far; path_y[depth]: y at x, and *g.  */
static status
reach (search *s, int branch, const real *x_from, const real *y_from, const real *x, int depth, double *g,
       bool *reached)
{
  const size_t n = s->d.n, m = s->d.m;
  real *y = s->path_y[depth], *half = s->path_x[depth];
  descent how = { .upper = false };
  vec_copy (m, y_from, y);
  vec_copy (m * m, s->B[branch], s->W);
  TRY (search_descend (s, x, y, s->W, &how));
  const double moved = search_apart_y (s, y, y_from);
  *reached = how.solved && moved < most_moved * room (s, branch, x, search_apart_x (s, x_from, x), y_from)
             && (moved < little_moved || moved < most_surprise * how.foretold);
  if (*reached) {
    *g = how.value;
    vec_copy (m * m, s->W, s->B[branch]);
  }
  if (*reached || depth == reach_depth)
    return RUNNING;
  for (size_t i = 0; i < n; i++)
    half[i] = (real) (0.5 * ((double) x_from[i] + (double) x[i]));
  TRY (reach (s, branch, x_from, y_from, half, depth + 1, g, reached));
  if (!*reached)
    return RUNNING;
  vec_copy (m, s->path_y[depth + 1], y); /* the second half uses the deeper ones again */
  TRY (reach (s, branch, half, y, x, depth + 1, g, reached));
  vec_copy (m, s->path_y[depth + 1], y);
  return RUNNING;
}

status
branches_follow (search *s, int branch, const real *x, int *anchor)
{
  double distance, lost;
  bool reached;
  double g;
  const int from = nearest (s, branch, false, x, &distance);
  nearest (s, branch, true, x, &lost);
  *anchor = distance == 0 ? from : -1;
  if (from < 0 || distance == 0 || lost == 0)
    return RUNNING;
  TRY (reach (s, branch, anchor_x (s, from), anchor_y (s, from), x, 0, &g, &reached));
  const int k = add_anchor (s, branch, !reached, x, s->path_y[0], reached ? g : INFINITY);
  *anchor = reached ? k : -1;
  return RUNNING;
}

/* Is D2_yy g = B singular, as far as differences tell, over the free y?  Writes W.  */
static bool
is_singular (search *s, const real *y, const real *B)
{
  const size_t m = s->d.m;
  double largest = 0;
  vec_copy (m * m, B, s->W);
  for (size_t i = 0; i < m; i++)
    largest = fmax (largest, fabs ((double) B[i * m + i]));
  for (size_t i = 0; i < m; i++)
    s->W[i * m + i] -= (real) (singular * largest);
  search_free_inside (s, y);
  return !search_factorise (s, s->W);
}

/* Is the minimiser y of g (x, .) = G, with that Hessian, one of a continuum of which another is a branch at x?  */
static bool
is_of_continuum (search *s, const real *x, const real *y, double g, const real *B)
{
  for (int j = 0; j < s->branches; j++) {
    const int k = branches_at (s, j, x);
    if (k >= 0 && fabs (s->anchors.g[k] - g) <= search_tolerance (s, x) && is_singular (s, y, B)
        && is_singular (s, anchor_y (s, k), s->B[j]))
      return true;
  }
  return false;
}

status
branches_add (search *s, const real *x, const real *y, double g, int *branch)
{
  *branch = -1;
  if (s->branches == s->most_branches)
    return RUNNING;
  TRY (search_hessian (s, x, y, g, s->B[s->branches]));
  if (is_of_continuum (s, x, y, g, s->B[s->branches]))
    return RUNNING;
  if (add_anchor (s, s->branches, false, x, y, g) >= 0)
    *branch = s->branches++;
  return RUNNING;
}

int
branches_lowest (const search *s, const real *x)
{
  int best = -1;
  for (int j = 0; j < s->branches; j++) {
    const int k = branches_at (s, j, x);
    if (k >= 0 && (best < 0 || s->anchors.g[k] < s->anchors.g[best]))
      best = k;
  }
  return best;
}

status
branches_follow_all (search *s, const real *x, int *lowest)
{
  for (int j = 0; j < s->branches; j++)
    TRY (branches_follow (s, j, x, lowest));
  *lowest = branches_lowest (s, x);
  return RUNNING;
}
