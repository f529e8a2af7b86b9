/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "search/branches.h"
#include "search/descent.h"
#include "search/edges.h"
#include "search/explore.h"
#include "search/flat.h"
#include "search/phases.h"
#include "search/program.h"
#include "search/values.h"

enum {
  samples = 6,
  tries = 3, /* values for each y, and descents, at an x that is explored */
  test_samples = 24,
  test_tries = 5,    /* likewise at the best end */
  looks = 30,        /* times n */
  usual_starts = 12, /* Starts with which 4 + 3 n x are explored, or as many */
  most_starts = 1000,
  most_uses = 4, /* programs of one branch */
  most_rounds = 20
};
static const double apart_if_flat = 0.05;                   /* widths between solutions of one flat set */
static const double around_end = 0.2, around_failure = 0.1; /* widths where no other program of the branch begins */

static int
x_explored (size_t n, const options *opt)
{
  return (int) ceil (fmax (usual_starts, (double) (4 + 3 * n)) * fmin (opt->starts, most_starts) / usual_starts);
}

int
phases_most_looks (size_t n, const options *opt)
{
  return x_explored (n, opt) + 2 + looks * (int) n;
}

int
phases_test_samples (size_t m)
{
  return explore_samples (test_samples, m);
}

/* ---- explore ---- */

/* The lower-level solution that the first run has ended at, solved further, is the first branch.  */
static status
begin_branch (search *s, const result *first)
{
  descent how = { .fresh = true };
  int branch;
  vec_copy (s->d.m, first->y, s->y_from);
  vec_copy (s->d.n, first->x, s->X);
  TRY (search_descend (s, s->X, s->y_from, s->W, &how));
  return how.solved ? branches_add (s, s->X, s->y_from, how.value, &branch) : RUNNING;
}

/* Among the samples just taken at x the first that is as low as the solution at anchor K, and elsewhere; -1: none is.  */
static int
equal_sample (const search *s, int k)
{
  for (int i = 0; i < s->sampled; i++)
    if (s->sample_g[i] <= s->anchors.g[k] + search_tolerance (s, anchor_x (s, k))
        && search_apart_y (s, s->sample + (size_t) i * s->d.m, anchor_y (s, k)) > apart_if_flat)
      return i;
  return -1;
}

/* g (x, .) looks flat between the solution at anchor K and the SAMPLE: the point with the least f between them is an outcome.  */
static status
keep_flat (search *s, const real *x, int k, int sample)
{
  outcome *q;
  TRY (flat_keep (s, s->anchors.branch[k], x, anchor_y (s, k), s->anchors.g[k], s->sample + (size_t) sample * s->d.m,
                  s->sample_g[sample], INFINITY, &q));
  if (!q)
    return RUNNING;
  int branch; /* where g is flat around x, too, the point may be followed */
  for (int j = 0; j < s->branches; j++) {
    const int known = branches_at (s, j, x);
    if (known >= 0 && search_apart_y (s, anchor_y (s, known), q->y) < apart_if_flat)
      return RUNNING;
  }
  return branches_add (s, x, q->y, q->G, &branch);
}

static status
explore_one (search *s, const real *x)
{
  int k;
  double f;
  TRY (explore_at (s, x, samples, tries, false, &k));
  s->explored++;
  if (k < 0)
    return RUNNING;
  const int i = equal_sample (s, k);
  if (i >= 0)
    TRY (keep_flat (s, x, k, i));
  TRY (search_f (s, x, anchor_y (s, k), &f));
  if (!isfinite (f))
    return RUNNING;
  search_note (s, x, anchor_y (s, k), f, s->anchors.g[k], 0, "probe");
  return search_tell (s, x, anchor_y (s, k), f);
}

/* The first and the last PART of each width is taken at its bound, where answers often lie.  */
static void
move_to_bounds (const search *s, real *x, double part)
{
  for (size_t i = 0; i < s->d.n; i++) {
    const double t = ((double) x[i] - s->low[i]) / s->width[i];
    x[i] = t < part ? s->box.low[i] : t > 1 - part ? s->box.high[i] : x[i];
  }
}

static status
explore (search *s)
{
  const size_t n = s->d.n;
  const int count = x_explored (n, s->opt);
  vec_copy (n, s->p->x0, s->X + n);
  search_clip_x (s, s->X + n);
  search_spread (s, 0, n, count, s->X + 2 * n);
  for (int k = 0; k < count; k++)
    move_to_bounds (s, s->X + (size_t) (k + 2) * n, 1.0 / count);
  s->looks = count + 2;
  for (int k = 0; k < s->looks; k++)
    TRY (explore_one (s, s->X + (size_t) k * n));
  s->explored = count; /* other than the start and where the first run has ended */
  return s->branches > 0 ? explore_look (s, looks * (int) n) : RUNNING;
}

/* ---- programs ---- */

static void
note_use (search *s, int branch, const real *x, double radius)
{
  used *u = s->used + s->uses++;
  u->branch = branch;
  u->radius = radius;
  vec_copy (s->d.n, x, u->x);
}

static bool
is_used (const search *s, int branch, const real *x)
{
  for (int k = 0; k < s->uses; k++)
    if (s->used[k].branch == branch && search_apart_x (s, s->used[k].x, x) < s->used[k].radius)
      return true;
  return false;
}

static int
uses_of (const search *s, int branch)
{
  int count = 0;
  for (int k = 0; k < s->uses; k++)
    count += s->used[k].branch == branch;
  return count / 2;
}

/* The program of the branch from x; its end is kept where it is feasible.  */
static status
solve_from (search *s, int branch, const real *x)
{
  if (s->outcomes >= most_steps || s->programs == most_steps)
    return RUNNING;
  outcome *q = s->outcome + s->outcomes;
  TRY (program_solve (s, branch, x, q));
  s->programs++;
  const bool ended = q->branch >= 0 && q->feasible;
  const double radius = ended ? around_end : around_failure;
  note_use (s, branch, x, radius);
  note_use (s, branch, q->branch >= 0 ? q->x : x, radius);
  if (!ended)
    return RUNNING;
  bool flat;
  TRY (flat_improve (s, q, &flat));
  s->outcomes++;
  s->ties += q->partner >= 0;
  search_note (s, q->x, q->y, q->F, q->G, 0, flat ? "flat" : q->partner >= 0 ? "tie" : "program");
  return search_tell (s, q->x, q->y, q->F);
}

outcome *
phases_best (search *s)
{
  outcome *best = NULL;
  for (int k = 0; k < s->outcomes; k++) {
    outcome *q = s->outcome + k;
    if (q->feasible && (!best || q->F < best->F))
      best = q;
  }
  return best;
}

/* The look with the least f, raised by what it takes to become feasible, away from where programs of its branch began and ended;
   false: f cannot fall below the best on the way to the next look.  */
static bool
choose (search *s, int *branch, int *look)
{
  const outcome *best = phases_best (s);
  double least = INFINITY, most_gap = 0;
  const double reach = s->slope * pow (s->looks, -1.0 / (double) s->d.n);
  for (size_t i = 0; i < (size_t) s->looks * most_branches; i++)
    if (i % most_branches < (size_t) s->gap_branches && isfinite (s->gap[i]))
      most_gap = fmax (most_gap, s->gap[i]);
  for (int k = 0; k < s->looks; k++)
    for (int i = 0; i < s->gap_branches; i++) {
      const size_t at = (size_t) k * most_branches + (size_t) i;
      if (!isfinite (s->F[at]) || !isfinite (s->gap[at]))
        continue;
      const double merit = s->F[at] + (most_gap > 0 ? s->slope * s->gap[at] / most_gap : 0);
      if (merit >= least || uses_of (s, i) >= most_uses || is_used (s, i, s->X + (size_t) k * s->d.n))
        continue;
      least = merit;
      *branch = i;
      *look = k;
    }
  return isfinite (least) && (!best || s->programs == 0 || least - reach < best->F);
}

static status
solve_programs (search *s)
{
  int branch = -1, look = -1;
  for (int k = 0; k < 4 * s->branches && choose (s, &branch, &look); k++)
    TRY (solve_from (s, branch, s->X + (size_t) look * s->d.n));
  return RUNNING;
}

/* ---- test ---- */

status
phases_refute (search *s, const real *x, double g, bool *refuted)
{
  int k;
  TRY (branches_follow_all (s, x, &k));
  *refuted = k >= 0 && s->anchors.g[k] < g - search_tolerance (s, x);
  return RUNNING;
}

status
phases_best_sample (search *s, double least, search_point **best)
{
  bool refuted = true;
  while (refuted) {
    double f = least;
    *best = NULL;
    for (int k = 0; k < s->points; k++)
      if (strcmp (s->point[k].origin, "probe") == 0 && s->point[k].exitflag == 0 && s->point[k].f < f) {
        *best = s->point + k;
        f = s->point[k].f;
      }
    if (!*best)
      return RUNNING;
    TRY (phases_refute (s, (*best)->x, (*best)->g, &refuted));
    if (refuted)
      (*best)->exitflag = status_stop (STOP_REFUTED)->exitflag;
  }
  return RUNNING;
}

/* Programs from samples with an f below all outcomes.  */
static status
solve_from_samples (search *s)
{
  for (int k = 0; k < most_uses; k++) {
    const outcome *q = phases_best (s);
    search_point *p;
    TRY (phases_best_sample (s, q ? q->F : INFINITY, &p));
    const int lowest = p ? branches_lowest (s, p->x) : -1;
    if (lowest < 0 || is_used (s, s->anchors.branch[lowest], p->x))
      return RUNNING;
    TRY (solve_from (s, s->anchors.branch[lowest], p->x));
  }
  return RUNNING;
}

/* With branches found since, outcomes may be none: from there once more.  */
static status
solve_again (search *s)
{
  const int count = s->outcomes;
  for (int k = 0; k < count; k++) {
    outcome *q = s->outcome + k;
    double most;
    if (!q->feasible)
      continue;
    if (q->flat) {
      bool refuted;
      TRY (phases_refute (s, q->x, q->G, &refuted));
      q->feasible = !refuted;
      continue;
    }
    TRY (program_violation (s, q, &most));
    q->feasible = most <= search_tolerance (s, q->x);
    if (!q->feasible)
      TRY (solve_from (s, q->branch, q->x));
  }
  return RUNNING;
}

/* The samples, of all that were taken, that fall into a well of g as wide as that of q: it is as deep as y lies below the median of the
   latest samples.  */
static double
expected_hits (const search *s, const outcome *q)
{
  const size_t m = s->d.m;
  const double depth = s->sample_g[s->order[s->sampled / 2]] - q->G;
  double part = 1;
  for (size_t i = 0; i < m && depth > 0; i++) {
    const double bend = (double) s->B[q->branch][i * m + i], width = s->width[s->d.n + i];
    if (bend > 0)
      part *= fmin (1, 2 * sqrt (2 * depth / bend) / width);
  }
  return part * s->samples;
}

static status
test (search *s)
{
  for (int round = 0; round < most_rounds; round++) {
    outcome *best = phases_best (s);
    const int before = s->branches;
    int lowest;
    if (!best || best->tested)
      return RUNNING;
    TRY (explore_at (s, best->x, test_samples, test_tries, true, &lowest));
    best->tested = true;
    best->feasible = lowest < 0 || s->anchors.g[lowest] >= best->G - search_tolerance (s, best->x);
    best->hits = expected_hits (s, best);
    for (int j = before; j < s->branches; j++)
      TRY (solve_from (s, j, best->x));
    if (s->branches > before || !best->feasible) {
      TRY (solve_again (s));
      TRY (solve_from_samples (s));
    }
  }
  return RUNNING;
}

status
phases_learn (search *s, const real *x, const real *y, bool *learnt)
{
  descent how = { .fresh = true };
  real *const at = s->edge_x[0];
  int branch, lowest;
  *learnt = false;
  vec_copy (s->d.n, x, at);
  vec_copy (s->d.m, y, s->y_from);
  search_clip_x (s, at);
  TRY (search_descend (s, at, s->y_from, s->W, &how));
  vec_copy (s->d.m, s->y_from, s->edge_y[0]); /* following branches uses y_from */
  if (!how.solved)
    return RUNNING;
  TRY (branches_follow_all (s, at, &lowest));
  if (lowest >= 0 && how.value >= s->anchors.g[lowest] - search_tolerance (s, at))
    return RUNNING;
  TRY (branches_add (s, at, s->edge_y[0], how.value, &branch));
  *learnt = branch >= 0;
  if (!*learnt)
    return RUNNING;
  TRY (solve_again (s));
  TRY (solve_from (s, branch, at));
  TRY (solve_from_samples (s));
  return test (s);
}

lower_kind
phases_kind (search *s, const real *y, const real *A)
{
  search_free_inside (s, y);
  return search_factorise (s, A) ? LOWER_minimizer : LOWER_degenerate;
}

status
phases_run (search *s, const result *first)
{
  TRY (begin_branch (s, first));
  TRY (explore (s));
  TRY (solve_programs (s));
  const outcome *best = phases_best (s);
  TRY (edges_find (s, best ? best->F - 1e-8 * fabs (best->F) : INFINITY));
  TRY (solve_from_samples (s));
  return test (s);
}
