/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "search/branches.h"
#include "search/crossing.h"
#include "search/descent.h"
#include "search/edges.h"
#include "search/flat.h"
#include "search/values.h"

enum { most_edges = 6, most_bisections = 60 };
static const double near_enough = 1e-9; /* widths */
static const double a_little = 1e-4;    /* likewise */
static const double one = 0.5;          /* part of the jump in y within which a y belongs to a side */

/* A side of the edge.  */
typedef struct side {
  real *x, *y;
  double g;
} side;

static void
set_side (const search *s, side *out, const real *x, const real *y, double g)
{
  vec_copy (s->d.n, x, out->x);
  vec_copy (s->d.m, y, out->y);
  out->g = g;
}

/* The lower of the ends of descents at x from the y of both sides, in s->path_y[2]; *solved: there is one.  */
static status
solve_from_both (search *s, const side *a, const side *b, const real *x, double *g, bool *solved)
{
  const side *const from[] = { a, b };
  *solved = false;
  *g = INFINITY;
  for (int i = 0; i < 2; i++) {
    descent how = { .fresh = true };
    vec_copy (s->d.m, from[i]->y, s->y_from);
    TRY (search_descend (s, x, s->y_from, s->W, &how));
    if (how.solved && how.value < *g) {
      *g = how.value;
      *solved = true;
      vec_copy (s->d.m, s->y_from, s->path_y[2]);
    }
  }
  return RUNNING;
}

/* a and b move towards each other; *jump: they end next to each other, and y still jumps.  */
static status
bisect (search *s, side *a, side *b, bool *jump)
{
  const size_t n = s->d.n;
  const double first = search_apart_y (s, a->y, b->y);
  real *middle = s->path_x[2];
  *jump = false;
  for (int k = 0; k < most_bisections && search_apart_x (s, a->x, b->x) > near_enough; k++) {
    double g;
    bool solved;
    for (size_t i = 0; i < n; i++)
      middle[i] = (real) (0.5 * ((double) a->x[i] + (double) b->x[i]));
    TRY (solve_from_both (s, a, b, middle, &g, &solved));
    if (!solved)
      return RUNNING;
    const bool nearer_a = search_apart_y (s, s->path_y[2], a->y) <= search_apart_y (s, s->path_y[2], b->y);
    set_side (s, nearer_a ? a : b, middle, s->path_y[2], g);
    if (search_apart_y (s, a->y, b->y) < one * first) /* y is continuous */
      return RUNNING;
  }
  *jump = true;
  return RUNNING;
}

/* Does f rise from the side, away from the edge?  With one x.  */
static status
rises (search *s, const side *a, const side *b, double f, bool *yes)
{
  descent how = { .fresh = true };
  double inside;
  real *x = s->path_x[2];
  *yes = false;
  x[0] = (real) ((double) a->x[0] + copysign (a_little * s->width[0], (double) a->x[0] - (double) b->x[0]));
  search_clip_x (s, x);
  vec_copy (s->d.m, a->y, s->y_from);
  TRY (search_descend (s, x, s->y_from, s->W, &how));
  TRY (search_f (s, x, s->y_from, &inside));
  *yes = how.solved && inside > f;
  return RUNNING;
}

/* The side a of the edge as an outcome, whose partner is an anchor at b.  */
static status
keep (search *s, const side *a, const side *b, int branch_a, int branch_b, double least)
{
  if (s->outcomes >= most_steps)
    return RUNNING;
  outcome *q = s->outcome + s->outcomes;
  bool flat, minimum = false;
  double f;
  TRY (search_f (s, a->x, a->y, &f));
  search_set_outcome (s, q, branch_a, a->x, a->y, f, a->g);
  q->partner = branches_note (s, branch_b, b->x, b->y, b->g);
  search_set_inward (s, q, b->x);
  TRY (flat_improve (s, q, &flat));
  if (!(q->F < least))
    return RUNNING;
  if (!flat && s->d.n == 1)
    TRY (rises (s, a, b, q->F, &minimum));
  if (minimum)
    q->residual = q->promised = 0;
  s->outcomes++;
  s->ties++;
  search_note (s, q->x, q->y, q->F, q->G, 0, flat ? "flat" : "tie");
  return RUNNING;
}

/* Explored points with no other of theirs nearer to both.  */
static bool
are_neighbours (const search *s, const search_point *p, const search_point *q)
{
  const double d = search_apart_x (s, p->x, q->x);
  if (d == 0)
    return false;
  for (int k = 0; k < s->points; k++) {
    const search_point *r = s->point + k;
    if (r != p && r != q && strcmp (r->origin, "probe") == 0 && search_apart_x (s, r->x, p->x) < d
        && search_apart_x (s, r->x, q->x) < d)
      return false;
  }
  return true;
}

status
edges_find (search *s, double least)
{
  const int points = s->points;
  int edges = 0;
  for (int i = 0; i < points; i++)
    for (int j = 0; j < i && edges < most_edges; j++) {
      const search_point *p = s->point + i, *q = s->point + j;
      if (strcmp (p->origin, "probe") != 0 || strcmp (q->origin, "probe") != 0 || !are_neighbours (s, p, q))
        continue;
      const int k = branches_lowest (s, p->x), l = branches_lowest (s, q->x);
      if (k < 0 || l < 0)
        continue;
      const int a_branch = s->anchors.branch[k], b_branch = s->anchors.branch[l];
      if (a_branch == b_branch)
        continue;
      TRY (crossing_look (s, k, l, least));
      if (branches_at (s, a_branch, q->x) >= 0 || branches_at (s, b_branch, p->x) >= 0)
        continue;
      side a = { s->edge_x[0], s->edge_y[0], 0 }, b = { s->edge_x[1], s->edge_y[1], 0 };
      bool jump;
      edges++;
      set_side (s, &a, p->x, anchor_y (s, k), s->anchors.g[k]);
      set_side (s, &b, q->x, anchor_y (s, l), s->anchors.g[l]);
      TRY (bisect (s, &a, &b, &jump));
      if (!jump)
        continue;
      TRY (keep (s, &a, &b, a_branch, b_branch, least));
      TRY (keep (s, &b, &a, b_branch, a_branch, least));
    }
  return RUNNING;
}
