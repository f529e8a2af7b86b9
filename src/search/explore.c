/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "search/branches.h"
#include "search/descent.h"
#include "search/explore.h"
#include "search/values.h"

enum { most_samples = 600 };
static const double most_tail = 20; /* range of g over the distance of its median from its least value */
static const double same = 1e-3;    /* widths within which two minimisers are one */

int
explore_samples (int samples, size_t m)
{
  return (int) fmin (most_samples, (double) samples * (double) m);
}

/* ORDER [count] of rising VALUES.  */
static void
sort (int count, const double *values, int *order)
{
  for (int k = 0; k < count; k++) {
    int at = k;
    for (; at > 0 && values[order[at - 1]] > values[k]; at--)
      order[at] = order[at - 1];
    order[at] = k;
  }
}

/* The anchors at x of all branches that reach it.  */
static status
follow_all (search *s, const real *x, int *count)
{
  *count = 0;
  for (int j = 0; j < s->branches; j++) {
    int k;
    TRY (branches_follow (s, j, x, &k));
    if (k >= 0)
      s->here[(*count)++] = k;
  }
  return RUNNING;
}

/* Is g halfway between y, where it is G, and the nearest of the wells above both?  */
static status
is_parted (search *s, const real *x, const real *y, double g, int count, bool *parted)
{
  int near = -1;
  double least = INFINITY, middle;
  *parted = true;
  for (int k = 0; k < count; k++) {
    const double d = search_apart_y (s, anchor_y (s, s->here[k]), y);
    if (d < least) {
      least = d;
      near = s->here[k];
    }
  }
  if (near < 0)
    return RUNNING;
  for (size_t i = 0; i < s->d.m; i++)
    s->y_try[i] = (real) (0.5 * ((double) anchor_y (s, near)[i] + (double) y[i]));
  TRY (search_g (s, x, s->y_try, &middle));
  *parted = middle > fmax (g, s->anchors.g[near]);
  return RUNNING;
}

/* The least g of the wells.  */
static double
least_of (const search *s, int count)
{
  double least = INFINITY;
  for (int k = 0; k < count; k++)
    least = fmin (least, s->anchors.g[s->here[k]]);
  return least;
}

/* From the sample y down; a minimiser that is none of the wells becomes a branch.  */
static status
descend_from (search *s, const real *x, const real *y, int *count)
{
  descent how = { .fresh = true, .wells = s->here, .count = *count };
  vec_copy (s->d.m, y, s->y_from);
  TRY (search_descend (s, x, s->y_from, s->W, &how));
  bool known = how.met >= 0 || !how.solved;
  for (int k = 0; k < *count; k++)
    known |= search_apart_y (s, anchor_y (s, s->here[k]), s->y_from) < same;
  if (known)
    return RUNNING;
  int branch;
  TRY (branches_add (s, x, s->y_from, how.value, &branch));
  if (branch >= 0)
    s->here[(*count)++] = branches_at (s, branch, x);
  return RUNNING;
}

/* Every second sample moves onto a line through the lowest solution known at x, along one of the y: of a sum over the y the wells are
   seen there.  */
static void
move_to_lines (search *s, const real *x, int count)
{
  const size_t m = s->d.m;
  const int lowest = branches_lowest (s, x);
  for (int k = 1; lowest >= 0 && k < count; k += 2)
    for (size_t i = 0; i < m; i++)
      if (i != (size_t) (k / 2) % m)
        s->sample[(size_t) k * m + i] = anchor_y (s, lowest)[i];
}

/* The range of g at x by COUNT samples, sorted by s->order, and the solution at the anchor LOWEST, -1: none is known.  A few huge values, as
   an exponential has, do not count: they would hide how g changes near its minima.  */
static void
note_scale (search *s, const real *x, int count, int lowest)
{
  double low = lowest < 0 ? INFINITY : s->anchors.g[lowest], high = low < INFINITY ? low : -INFINITY;
  for (int k = 0; k < count; k++)
    if (isfinite (s->sample_g[k])) {
      low = fmin (low, s->sample_g[k]);
      high = fmax (high, s->sample_g[k]);
    }
  const double median = count > 0 ? s->sample_g[s->order[count / 2]] : INFINITY;
  if (isfinite (median) && median > low)
    high = fmin (high, low + most_tail * (median - low));
  search_note_scale (s, x, low, high);
}

status
explore_at (search *s, const real *x, int samples, int tries, bool lines, int *lowest)
{
  int count = 0;
  const int most = s->sampled = explore_samples (samples, s->d.m);
  search_spread (s, s->d.n, s->d.m, most, s->sample);
  if (lines && s->d.m > 1)
    move_to_lines (s, x, most);
  for (int k = 0; k < most; k++)
    TRY (search_g (s, x, s->sample + (size_t) k * s->d.m, &s->sample_g[k]));
  s->samples += most;
  TRY (follow_all (s, x, &count));
  sort (most, s->sample_g, s->order);
  for (int k = 0; k < (most + 1) / 2 && tries > 0; k++) {
    const real *y = s->sample + (size_t) s->order[k] * s->d.m;
    const double g = s->sample_g[s->order[k]];
    bool parted = isfinite (g)
                  && g < least_of (s, count) - search_tolerance (s, x); /* then the wells are not all, or not minima */
    if (isfinite (g) && !parted)
      TRY (is_parted (s, x, y, g, count, &parted));
    if (!parted)
      continue;
    TRY (descend_from (s, x, y, &count));
    tries--;
  }
  *lowest = branches_lowest (s, x);
  note_scale (s, x, most, *lowest);
  return RUNNING;
}

/* Every g (x, y_i) less the least of them, and f at that.  */
static status
look_at (search *s, int k)
{
  const real *x = s->X + (size_t) k * s->d.n;
  double *gap = s->gap + (size_t) k * most_branches, *F = s->F + (size_t) k * most_branches, least = INFINITY;
  int lowest = -1;
  for (int i = 0; i < s->branches; i++) {
    TRY (search_g (s, x, anchor_y (s, branches_nearest (s, i, x, NULL)), &gap[i]));
    F[i] = INFINITY;
    if (gap[i] < least) {
      least = gap[i];
      lowest = i;
    }
  }
  for (int i = 0; i < s->branches; i++)
    gap[i] = lowest < 0 ? INFINITY : gap[i] - least;
  return lowest < 0 ? RUNNING : search_f (s, x, anchor_y (s, branches_nearest (s, lowest, x, NULL)), &F[lowest]);
}

/* f also where the branch may be the lowest on the way to the next look.  */
static status
look_nearby (search *s, int i)
{
  const double part = pow (s->looks, -1.0 / (double) s->d.n);
  double low = INFINITY, high = 0;
  for (int k = 0; k < s->looks; k++) {
    const double gap = s->gap[(size_t) k * most_branches + (size_t) i];
    low = fmin (low, gap);
    high = isfinite (gap) ? fmax (high, gap) : high;
  }
  for (int k = 0; k < s->looks; k++) {
    const size_t at = (size_t) k * most_branches + (size_t) i;
    const real *x = s->X + (size_t) k * s->d.n;
    if (isinf (s->F[at]) && s->gap[at] <= part * (high - low))
      TRY (search_f (s, x, anchor_y (s, branches_nearest (s, i, x, NULL)), &s->F[at]));
  }
  return RUNNING;
}

status
explore_look (search *s, int count)
{
  search_spread (s, 0, s->d.n, count, s->X + (size_t) s->looks * s->d.n);
  s->looks += count;
  s->gap_branches = s->branches;
  for (int k = 0; k < s->looks; k++)
    TRY (look_at (s, k));
  for (int i = 0; i < s->branches; i++)
    TRY (look_nearby (s, i));
  return RUNNING;
}
