/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "methods/bundle/claim.h"

enum { most_looks = 60, most_directions = 2 * most_few + 2 };
static const double look_length = 1e-4, by_values_longer = 3; /* in w */
static const double hull_part = 3;                            /* of sqrt (tau): the hull holds 0 */
static const double active = 1e-6;                            /* of the scale: a cut counts at x */
static const double at_zero = 1e-7;                           /* of the largest slope: s_j = 0 */
static const double better_y = 1e-9;                          /* of the scale: f at the other bound of y_j */
static const double first_far = 0.1, farther = 2;         /* of w; of the look before: looks where F does not change */
static const double near_same = 1e-16, near_piece = 1e-6; /* squared distance in w of a piece that counts as met at x */
static const double closer = 1e-4, small_D = 1e-2;        /* in w */
static const double inward = 1e-2, curves = 1e-3;         /* of the width; of the steepest slope over the width */
static const double same_g = 2;                           /* tolerances of the lower level: two values of g agree */
static const double same_y = 1e-4;                        /* of the width: solves of one solution end so far apart */
static const double trapezoid = 0.1;                      /* of the change of slope: what curvature leaves */
static const double alike = 0.03;                         /* likewise, where pieces are curved */
static const double same_gradient = 1e-4;                 /* of the steepest */
static const double by_differences = 3e-7;                /* of the size of f: a change of F that may be none */
static const double rounding = 1e-9;                      /* relative to |F|, at a look */

static bool
is_tied (const bundle *b, const piece *p, int j)
{
  const box_lower *l = &b->r.lower;
  return fabs (p->s[j]) * l->width[j] <= at_zero * l->largest && (p->y[j] <= l->low[j] || p->y[j] >= l->high[j]);
}

static void
turn_over (const bundle *b, piece *p, int j)
{
  const box_lower *l = &b->r.lower;
  p->y[j] = p->y[j] <= l->low[j] ? l->high[j] : l->low[j];
}

/* Where g does not tell the bounds of y_j apart and f falls to the other, y goes there.  */
static status
choose_of_ties (bundle *b, bool *changed)
{
  const box_lower *l = &b->r.lower;
  model_of_F *k = &b->model;
  piece *p = &b->trial;
  bool ok;
  *changed = false;
  if (b->r.minmax || b->looks >= most_looks)
    return RUNNING;
  *p = *model_centre (k);
  for (int j = 0; j < l->m; j++) {
    const double side = p->y[j] <= l->low[j] ? 1 : -1;
    if (is_tied (b, p, j) && p->fy[j] * side * l->width[j] < -better_y * k->scale) {
      turn_over (b, p, j);
      *changed = true;
    }
  }
  if (!*changed)
    return RUNNING;
  b->looks++;
  TRY (piece_solve (&b->r, p, &ok));
  *changed = ok && p->F < model_centre (k)->F;
  if (*changed)
    b->model.centre = model_add (k, p);
  return RUNNING;
}

/* A piece of the support that was met far from x proves little: it is taken at x, or near it.  */
static status
bring_near (bundle *b, const int *far, int count)
{
  model_of_F *k = &b->model;
  for (int i = 0; i < count; i++) {
    const piece *at = model_centre (k);
    piece *p = k->pieces + far[i], *near = &b->trial;
    bool ok;
    *near = *p;
    b->looks++;
    if (b->r.minmax) {
      memcpy (near->x, at->x, sizeof near->x);
      TRY (piece_at_x (&b->r, near));
      *p = *near;
      continue;
    }
    const double part = fmin (1, closer / sqrt (model_square_distance (k, p->x, at->x)));
    for (int l = 0; l < k->n; l++)
      near->x[l] = at->x[l] + part * (p->x[l] - at->x[l]);
    TRY (piece_solve (&b->r, near, &ok));
    if (!ok)
      continue;
    *p = *near;
    if (p->F < at->F - b->tau * k->scale) {
      b->model.centre = far[i];
      break;
    }
  }
  if (!b->r.minmax)
    k->D = fmin (k->D, small_D);
  return RUNNING;
}

/* The pieces of the support that are far from x.  */
static int
find_far (const bundle *b, const double *weight, int *far)
{
  const model_of_F *k = &b->model;
  const piece *at = k->pieces + k->centre;
  const double least = b->r.minmax ? near_same : near_piece;
  int count = 0;
  if (b->r.minmax && !k->bent)
    return 0;
  for (int i = 0; i < k->cuts; i++) {
    const piece *p = k->pieces + k->cut[i];
    if (weight[i] > supports && model_square_distance (k, p->at, at->x) > least)
      far[count++] = k->cut[i];
  }
  return count;
}

/* The steepest descent of the cuts ON without cut I and those like it, in w: F rises along it only if I is active at x.  Where that tells nothing, against
   the gradient of I.  */
static void
descend_without (bundle *b, const bool *on, const bool *active_rows, int i, double *t)
{
  model_of_F *k = &b->model;
  bool others[most_pieces], any = false;
  double weight[most_pieces], size = 0;
  for (int q = 0; q < k->cuts; q++) {
    double apart = 0;
    for (int l = 0; l < k->n; l++)
      apart = fmax (apart, fabs (k->G[q][l] - k->G[i][l]) * k->w[l]);
    others[q] = on[q] && apart > alike * k->steep;
    any |= others[q];
  }
  if (any && isfinite (model_hull (k, others, active_rows, weight))) {
    memcpy (t, k->qp->z, (size_t) k->n * sizeof *t);
    size = sqrt (small_dot (k->n, t, t));
  }
  if (!(size > hull_part * sqrt (b->tau))) {
    for (int l = 0; l < k->n; l++)
      t[l] = -k->G[i][l] * k->w[l];
    size = fmax (sqrt (small_dot (k->n, t, t)), REAL_TINY);
  }
  for (int l = 0; l < k->n; l++)
    t[l] /= size;
}

/* Directions of looks, in w: both ways at random, and for each piece of the support the descent without it.  */
static int
directions (bundle *b, const bool *on, const bool *active_rows, const double *weight, double T[][most_few])
{
  const model_of_F *k = &b->model;
  int count = 0;
  double random[most_few];
  for (int l = 0; l < k->n; l++)
    random[l] = k->n == 1 ? 1 : random_normal (&b->r.random);
  for (int side = 1; side >= -1; side -= 2, count++)
    for (int l = 0; l < k->n; l++)
      T[count][l] = side * random[l];
  for (int i = 0; i < k->cuts && k->n > 1 && count < most_directions; i++) {
    if (!(weight[i] > supports))
      continue;
    descend_without (b, on, active_rows, i, T[count]);
    count++;
  }
  return count;
}

/* In a min-max problem F is at least f (., y_j) of any known y_j: of the two pieces that rise most along t, is one no lower than F at
   p->x?  */
static status
is_above_by_pieces (bundle *b, const piece *p, const bool *on, const double *t, bool *above)
{
  const model_of_F *k = &b->model;
  const double F = k->pieces[k->centre].F;
  int tried = -1;
  *above = false;
  for (int round = 0; round < 2 && !*above; round++) {
    int best = -1;
    double most = -INFINITY, there;
    for (int i = 0; i < k->cuts; i++) {
      double rise = 0;
      for (int l = 0; l < k->n; l++)
        rise += k->G[i][l] * k->w[l] * t[l];
      if (on[i] && i != tried && rise > most) {
        most = rise;
        best = i;
      }
    }
    if (best < 0)
      return RUNNING;
    tried = best;
    TRY (reduction_upper_value (&b->r, p->x, k->pieces[k->cut[best]].y, &there));
    *above = there >= F;
  }
  return RUNNING;
}

/* *lower: F is lower at one of the looks, which is then the trial.  *all: the lower level could be solved at each.  */
static status
look_around (bundle *b, const bool *on, const bool *active_rows, const double *weight, bool *lower, bool *all)
{
  model_of_F *k = &b->model;
  const piece *at = model_centre (k);
  const bool values = b->r.by_values || box_lower_by_values (&b->r.lower);
  const double length = look_length * (values ? by_values_longer : 1);
  double T[most_directions][most_few];
  const int count = directions (b, on, active_rows, weight, T);
  *lower = false;
  *all = true;
  for (int i = 0; i < count && !*lower; i++) {
    piece *p = &b->trial;
    bool above = false, ok = true;
    *p = *at;
    for (int l = 0; l < k->n; l++)
      p->x[l] = fmin (fmax (at->x[l] + length * k->w[l] * T[i][l], k->low[l]), k->high[l]);
    if (model_square_distance (k, p->x, at->x) == 0)
      continue;
    b->looks++;
    if (b->r.minmax)
      TRY (is_above_by_pieces (b, p, on, T[i], &above));
    if (!above)
      TRY (piece_look (&b->r, p, &ok));
    *all &= ok;
    *lower = !above && ok && p->F < at->F - b->tau * k->scale - rounding * fabs (at->F);
  }
  return RUNNING;
}

/* F between the piece and the centre is what the mean of their gradients says: smooth.  */
static bool
is_smooth_between (const model_of_F *k, const piece *p)
{
  const piece *at = k->pieces + k->centre;
  double rise = 0, bend = 0;
  for (int l = 0; l < k->n; l++) {
    const double d = p->at[l] - at->at[l];
    rise += (p->G[l] + at->G[l]) / 2 * d;
    bend += (p->G[l] - at->G[l]) * d;
  }
  return fabs (p->F_at - at->F_at - rise) < trapezoid * fabs (bend);
}

/* Gradients of the support that differ, and not by curvature, in b->sides.  */
static void
note_sides (bundle *b, const double *weight)
{
  const model_of_F *k = &b->model;
  b->side_count = 0;
  for (int i = 0; i < k->cuts; i++) {
    bool known = (b->flat && b->side_count > 0) || is_smooth_between (k, k->pieces + k->cut[i]);
    if (!(weight[i] > supports) || b->side_count == 2 * most_few + 2)
      continue;
    for (int q = 0; q < b->side_count && !known; q++) {
      double most = 0;
      for (int l = 0; l < k->n; l++)
        most = fmax (most, fabs (b->sides[q][l] - k->G[i][l]) * k->w[l]);
      known = most <= same_gradient * k->steep;
    }
    if (!known)
      memcpy (b->sides[b->side_count++], k->G[i], sizeof k->G[i]);
  }
}

/* Another y that solves the lower level at x as well, and its f.  */
static status
note_other_y (bundle *b)
{
  piece *p = &b->trial;
  *p = *model_centre (&b->model);
  for (int j = 0; j < b->r.lower.m; j++)
    if (is_tied (b, p, j)) {
      turn_over (b, p, j);
      memcpy (b->other_y, p->y, sizeof b->other_y);
      return reduction_upper_value (&b->r, p->x, p->y, &b->other_f);
    }
  return RUNNING;
}

/* A change of F over w that is no more than what differences of f and of g, and the y which these give, leave open.  */
static double
hidden_change (const bundle *b)
{
  const piece *at = b->model.pieces + b->model.centre;
  const box_lower *l = &b->r.lower;
  double size = fabs (at->F);
  for (int j = 0; j < l->m; j++)
    size += fabs (at->fy[j]) * l->width[j];
  return b->r.by_values || box_lower_by_values (l) ? by_differences * size : 0;
}

/* Where F does not change at all: is it lower further away, along the variables?  Then the trial is there.  */
static status
look_far (bundle *b, bool *lower)
{
  const model_of_F *k = &b->model;
  const piece *at = k->pieces + k->centre;
  piece *p = &b->trial;
  *lower = false;
  for (double part = first_far; part <= 1 && !*lower; part *= farther)
    for (int l = 0; l < 2 * k->n && !*lower; l++) {
      bool ok;
      *p = *at;
      p->x[l / 2] += (l % 2 ? -part : part) * k->w[l / 2];
      model_within (k, p->x);
      if (p->x[l / 2] == at->x[l / 2])
        continue;
      b->looks++;
      TRY (piece_look (&b->r, p, &ok));
      *lower = ok && p->F < at->F - rounding * fabs (at->F) - hidden_change (b);
    }
  return RUNNING;
}

/* In a min-max problem by values x is at the kink only as far as differences tell: of the pieces that meet there the highest one is F.  */
static status
choose_highest (bundle *b, const double *weight)
{
  model_of_F *k = &b->model;
  for (int i = 0; i < k->cuts; i++) {
    const piece *at = model_centre (k);
    piece *p = &b->trial;
    if (!(weight[i] > supports) || k->cut[i] == k->centre)
      continue;
    *p = k->pieces[k->cut[i]];
    memcpy (p->x, at->x, sizeof p->x);
    TRY (box_lower_value (&b->r.lower, p->x, p->y, &p->g));
    if (!(p->g < at->g))
      continue;
    TRY (piece_at_x (&b->r, p));
    k->centre = model_add (k, p);
  }
  return RUNNING;
}

/* *weak: a bound holds a y_j that g leaves free to first order, and g is curved there.  As x moves y may leave the bound, by little at first: looks
   close by do not show it.  A gradient, or differences, where g is flat.  */
static status
is_held_weakly (bundle *b, bool *weak)
{
  box_lower *l = &b->r.lower;
  const piece *p = model_centre (&b->model);
  double y[most_few], s[most_few], g;
  bool any = false;
  memcpy (y, p->y, sizeof y);
  for (int j = 0; j < l->m; j++)
    if (is_tied (b, p, j)) {
      y[j] += (p->y[j] <= l->low[j] ? inward : -inward) * l->width[j];
      any = true;
    }
  *weak = false;
  if (!any)
    return RUNNING;
  TRY (box_lower_slopes (l, p->x, y, &g, s));
  for (int j = 0; j < l->m; j++)
    *weak |= is_tied (b, p, j) && (y[j] - p->y[j]) * s[j] > inward * inward * curves * l->largest;
  return RUNNING;
}

static status
judge (bundle *b, bool lower, const double *weight)
{
  bool weak;
  /* More sides than a kink needs are of pieces of a curved F that were met beside x: x may be beside the kink.  */
  const bool one_place = !b->early || b->side_count <= b->model.n + 1;
  const bool holds = !lower && one_place && (b->flat || b->hull <= hull_part * sqrt (b->tau));
  if (holds && b->r.minmax && b->r.by_values)
    TRY (choose_highest (b, weight));
  TRY (note_other_y (b));
  TRY (is_held_weakly (b, &weak));
  if (!holds)
    b->end = BUNDLE_FAILED;
  else if (b->tied && !b->r.minmax)
    b->end = BUNDLE_TIE;
  else
    b->end = b->side_count > 1                         ? BUNDLE_KINK
             : weak                                    ? BUNDLE_SMOOTH
             : b->flat || model_slope (&b->model) == 0 ? BUNDLE_PRESSED
                                                       : BUNDLE_SMOOTH;
  return RUNNING;
}

status
claim_test (bundle *b)
{
  model_of_F *k = &b->model;
  bool changed, lower, all, on[most_pieces], active_rows[most_few];
  double weight[most_pieces];
  int far[most_pieces];
  TRY (choose_of_ties (b, &changed));
  if (changed)
    return RUNNING;
  if (k->D < 1 && model_length (k, k->d) >= at_limit * k->D) {
    k->D = fmin (1, 4 * k->D);
    return RUNNING;
  }
  b->tied = false;
  model_active (k, NULL, active, on);
  for (int i = 0; i < k->row_count; i++) {
    active_rows[i] = k->left[i] * b->r.lower.width[k->rows[i].j] <= at_zero * b->r.lower.largest;
    b->tied |= active_rows[i];
  }
  b->hull = model_hull (k, on, active_rows, weight);
  const int count = find_far (b, weight, far);
  if (count > 0 && b->looks < most_looks)
    return bring_near (b, far, count);
  b->flat = k->steep <= hidden_change (b);
  note_sides (b, weight);
  TRY (look_around (b, on, active_rows, weight, &lower, &all));
  if (!lower && b->flat && b->looks < most_looks)
    TRY (look_far (b, &lower));
  if (!lower || b->looks >= most_looks)
    return judge (b, lower || !all, weight);
  bool ok;
  TRY (piece_solve (&b->r, &b->trial, &ok));
  if (!ok)
    return judge (b, lower, weight);
  b->model.centre = model_add (k, &b->trial);
  return RUNNING;
}

/* g at a y lies above its tangent at the iterate, as it does where it is convex: no lower g is to be found from there.  One value.  */
static status
is_above_tangent (bundle *b, const double *y, double same, bool *above)
{
  const piece *at = model_centre (&b->model);
  double there, tangent = at->g;
  for (int j = 0; j < b->r.lower.m; j++)
    if (!box_lower_at_kink (&b->r.lower, j, at->y[j]))
      tangent += at->s[j] * (y[j] - at->y[j]);
  TRY (box_lower_value (&b->r.lower, at->x, y, &there));
  *above = there >= tangent - same;
  return RUNNING;
}

static bool
is_same_y (const box_lower *l, const double *a, const double *b)
{
  for (int j = 0; j < l->m; j++)
    if (fabs (a[j] - b[j]) > same_y * l->width[j])
      return false;
  return true;
}

status
claim_challenge (bundle *b, int starts, bool *refuted, double *gap)
{
  const box_lower *l = &b->r.lower;
  const double same = same_g * l->tolerance * l->largest;
  *refuted = false;
  *gap = 0;
  for (int i = 0; i < starts && !*refuted; i++) {
    const piece *at = model_centre (&b->model);
    piece *p = &b->trial;
    bool ok, above = false;
    *p = *at;
    reduction_random_y (&b->r, p->y);
    if (b->r.minmax) /* f needs no look at other solutions */
      TRY (is_above_tangent (b, p->y, same, &above));
    if (above)
      continue;
    b->r.lower.solution = at->y;
    TRY (box_lower_solve (&b->r.lower, p->x, p->y, &p->g, p->s, &ok));
    b->r.lower.solution = NULL;
    if (!ok || is_same_y (l, p->y, at->y))
      continue;
    *gap = fmax (*gap, at->g - p->g);
    if (p->g > at->g + same || (b->r.minmax && p->g >= at->g - same))
      continue;
    TRY (piece_complete (&b->r, p));
    const bool better = p->F < at->F - b->tau * b->model.scale;
    *refuted = p->g < at->g - same || (better && box_lower_is_corner (&b->r.lower, p->y));
    if (better && !*refuted) {
      memcpy (b->other_y, p->y, sizeof b->other_y);
      b->other_f = p->F;
      b->end = BUNDLE_TIE_UNPROVEN;
      return RUNNING;
    }
  }
  if (*refuted) {
    b->model.centre = model_add (&b->model, &b->trial);
    b->end = BUNDLE_GOES_ON;
  }
  return RUNNING;
}
