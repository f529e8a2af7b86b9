/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "methods/bundle/bundle.h"

enum { most_steps = 150, most_looks = 60, most_directions = 2 * most_few + 2, patient_steps = 30 };
static const double by_gradients = 1e-9, by_values = 1e-7;    /* tau */
static const double enough = 0.1;                             /* of the decrease of the model: a serious step */
static const double look_length = 1e-4, by_values_longer = 3; /* in w */
static const double hull_part = 3;                            /* of sqrt (tau): the hull holds 0 */
static const double active = 1e-6;                            /* of the scale: a cut counts at x */
static const double supports = 1e-6;                          /* least weight of a piece of the support */
static const double at_zero = 1e-7;                           /* of the largest slope: s_j = 0 */
static const double better_y = 1e-9;                          /* of the scale: f at the other bound of y_j */
static const double curves = 1e-6;                            /* of the scale: F is not linear */
static const double has_moved = 0.01, slope_changes = 1e-3;   /* y_j slides: of the width; of the slope */
static const double turned_over = 0.99;                       /* of the width: y_j has jumped or gone all the way */
static const double trapezoid = 0.1, linear = 1e-6, hardly_misses = 1e-9;
static const double first_far = 0.1, farther = 2;         /* of w; of the look before: looks where F does not change */
static const double at_bound = 1e-10;                     /* of w: x is at its bound */
static const double at_limit = 0.99;                      /* of D: a step is as long as it may be */
static const double near_same = 1e-16, near_piece = 1e-6; /* squared distance in w of a piece that counts as met at x */
static const double closer = 1e-4, small_D = 1e-2;        /* in w */
static const double same_g = 2;                           /* tolerances of the lower level: two values of g agree */
static const double without_end = 1e12;                   /* of 1 + |F| at first */
static const double past_zero = 1e-6;                     /* Newton to s_j = 0 goes this part further */
static const double same_gradient = 1e-4;                 /* of the steepest */
static const double rounding = 1e-9;                      /* relative to |F|, at a look */

bundle *
bundle_layout (dims d, arena *a)
{
  if (real_is_single || d.n > most_few || d.m > most_few)
    return NULL;
  bundle *b = arena_array (a, 1, bundle);
  piece *pieces = arena_array (a, model_pieces (d), piece);
  if (b)
    b->model.pieces = pieces;
  return b;
}

bool
bundle_can (dims d, const box *z_box)
{
  bool moves = false;
  if (!z_box->low)
    return false;
  for (size_t i = 0; i < d.n + d.m; i++) {
    const bool fixed = z_box->low[i] == z_box->high[i];
    if (i < d.n)
      moves |= !fixed;
    else if (fixed || !isfinite (z_box->low[i]) || !isfinite (z_box->high[i]))
      return false;
  }
  return moves;
}

/* Every y is at a bound or at a kink of g.  */
static bool
is_corner (const bundle *b, const double *y)
{
  for (int j = 0; j < b->r.lower.m; j++)
    if (box_lower_is_free (&b->r.lower, j, y[j]))
      return false;
  return true;
}

static void
make_centre (bundle *b, int index)
{
  model_of_F *k = &b->model;
  const piece *from = model_centre (k), *to = k->pieces + index;
  b->moved = 0;
  for (int l = 0; l < k->n; l++)
    b->moved = hypot (b->moved, to->x[l] - from->x[l]);
  k->centre = index;
}

status
bundle_start (bundle *b, oracle *o, dims d, const box *z_box, double seed, const real *z, bool corners_only,
              bool *suits)
{
  const box x_box = box_part (z_box, 0, d.n), y_box = box_part (z_box, d.n, d.m);
  piece *pieces = b->model.pieces, *p = &b->trial;
  memset (b, 0, sizeof *b);
  for (size_t l = 0; l < d.n; l++)
    p->x[l] = (double) z[l];
  for (size_t j = 0; j < d.m; j++)
    p->y[j] = (double) z[d.n + j];
  reduction_start (&b->r, o, d, &x_box, &y_box, &b->qp);
  model_of_F_start (&b->model, d, &x_box, p->x, pieces, &b->qp);
  b->r.random.counter = (uint64_t) seed;
  b->tau = b->r.by_values || box_lower_by_values (&b->r.lower) ? by_values : by_gradients;
  b->other_f = b->hull = NAN;
  TRY (box_lower_solve (&b->r.lower, p->x, p->y, &p->g, p->s, suits));
  *suits &= !corners_only || (is_corner (b, p->y) && !b->r.lower.concave);
  if (!*suits)
    return RUNNING;
  TRY (reduction_test_minmax (&b->r, p->x, b->model.w));
  TRY (piece_complete (&b->r, p));
  b->model.centre = model_add (&b->model, p);
  b->start = fabs (p->F);
  return RUNNING;
}

const piece *
bundle_centre (const bundle *b)
{
  return b->model.pieces + b->model.centre;
}

/* F falls towards a bound that x_l is at.  */
static bool
is_pressed (const model_of_F *k, const piece *p, int l)
{
  return (p->x[l] <= k->low[l] && p->G[l] >= 0) || (p->x[l] >= k->high[l] && p->G[l] <= 0);
}

double
bundle_slope (const bundle *b)
{
  const model_of_F *k = &b->model;
  const piece *p = bundle_centre (b);
  double slope = 0;
  for (int l = 0; l < k->n; l++)
    slope = hypot (slope, is_pressed (k, p, l) ? 0 : p->G[l]);
  return slope;
}

void
bundle_point (const bundle *b, real *z)
{
  const model_of_F *k = &b->model;
  const piece *p = bundle_centre (b);
  for (int l = 0; l < k->n; l++)
    z[l] = (real) p->x[l];
  for (int j = 0; j < k->m; j++)
    z[k->n + j] = (real) p->y[j];
}

/* The longest part of d, in w.  */
static double
length_in_w (const model_of_F *k, const double *d)
{
  double length = 0;
  for (int l = 0; l < k->n; l++)
    length = fmax (length, fabs (d[l]) / k->w[l]);
  return length;
}

static double
square_distance (const model_of_F *k, const double *a, const double *b)
{
  double sum = 0;
  for (int l = 0; l < k->n; l++)
    sum += (a[l] - b[l]) / k->w[l] * ((a[l] - b[l]) / k->w[l]);
  return sum;
}

/* x next to a bound is at it.  */
static void
within (const model_of_F *k, double *x)
{
  for (int l = 0; l < k->n; l++) {
    if (x[l] < k->low[l] + at_bound * k->w[l])
      x[l] = k->low[l];
    if (x[l] > k->high[l] - at_bound * k->w[l])
      x[l] = k->high[l];
  }
}

/* ---- the model is stationary: is F? ---- */

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
    make_centre (b, model_add (k, p));
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
    const double part = fmin (1, closer / sqrt (square_distance (k, p->x, at->x)));
    for (int l = 0; l < k->n; l++)
      near->x[l] = at->x[l] + part * (p->x[l] - at->x[l]);
    TRY (piece_solve (&b->r, near, &ok));
    if (!ok)
      continue;
    *p = *near;
    if (p->F < at->F - b->tau * k->scale) {
      make_centre (b, far[i]);
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
    if (weight[i] > supports && square_distance (k, p->at, at->x) > least)
      far[count++] = k->cut[i];
  }
  return count;
}

/* Directions of looks, in w: against each gradient of the support, and both ways at random.  */
static int
directions (bundle *b, const double *weight, double T[][most_few])
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
    double scaled[most_few];
    if (!(weight[i] > supports))
      continue;
    for (int l = 0; l < k->n; l++)
      scaled[l] = k->G[i][l] * k->w[l];
    const double size = fmax (sqrt (small_dot (k->n, scaled, scaled)), REAL_TINY);
    for (int l = 0; l < k->n; l++)
      T[count][l] = -scaled[l] / size;
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

/* *lower: F is lower at one of the looks, which is then the trial.  */
static status
look_around (bundle *b, const bool *on, const double *weight, bool *lower)
{
  model_of_F *k = &b->model;
  const piece *at = model_centre (k);
  const bool values = b->r.by_values || box_lower_by_values (&b->r.lower);
  const double length = look_length * (values ? by_values_longer : 1);
  double T[most_directions][most_few];
  const int count = directions (b, weight, T);
  *lower = false;
  for (int i = 0; i < count && !*lower; i++) {
    piece *p = &b->trial;
    bool above = false, ok = true;
    *p = *at;
    for (int l = 0; l < k->n; l++)
      p->x[l] = fmin (fmax (at->x[l] + length * k->w[l] * T[i][l], k->low[l]), k->high[l]);
    if (square_distance (k, p->x, at->x) == 0)
      continue;
    b->looks++;
    if (b->r.minmax)
      TRY (is_above_by_pieces (b, p, on, T[i], &above));
    if (!above)
      TRY (piece_look (&b->r, p, &ok));
    *lower = !above && ok && p->F < at->F - b->tau * k->scale - rounding * fabs (at->F);
  }
  return RUNNING;
}

/* Gradients of the support that differ, in b->sides.  */
static void
note_sides (bundle *b, const double *weight)
{
  const model_of_F *k = &b->model;
  b->side_count = 0;
  for (int i = 0; i < k->cuts; i++) {
    bool known = false;
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
      within (k, p->x);
      if (p->x[l / 2] == at->x[l / 2])
        continue;
      b->looks++;
      TRY (piece_look (&b->r, p, &ok));
      *lower = ok && p->F < at->F - rounding * fabs (at->F);
    }
  return RUNNING;
}

static status
judge (bundle *b, bool lower)
{
  const bool holds = !lower && b->hull <= hull_part * sqrt (b->tau);
  TRY (note_other_y (b));
  if (!holds)
    b->end = BUNDLE_FAILED;
  else if (b->tied && !b->r.minmax)
    b->end = BUNDLE_TIE;
  else
    b->end = b->side_count > 1 ? BUNDLE_KINK : bundle_slope (b) == 0 ? BUNDLE_PRESSED : BUNDLE_SMOOTH;
  return RUNNING;
}

static status
test (bundle *b)
{
  model_of_F *k = &b->model;
  bool changed, lower, on[most_pieces], active_rows[most_few];
  double weight[most_pieces];
  int far[most_pieces];
  TRY (choose_of_ties (b, &changed));
  if (changed)
    return RUNNING;
  if (k->D < 1 && length_in_w (k, k->d) >= at_limit * k->D) {
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
  note_sides (b, weight);
  TRY (look_around (b, on, weight, &lower));
  b->flat = k->steep == 0;
  if (!lower && b->flat && b->looks < most_looks)
    TRY (look_far (b, &lower));
  if (!lower || b->looks >= most_looks)
    return judge (b, lower);
  bool ok;
  TRY (piece_solve (&b->r, &b->trial, &ok));
  if (!ok)
    return judge (b, lower);
  make_centre (b, model_add (k, &b->trial));
  return RUNNING;
}

/* ---- a step ---- */

typedef struct attempt {
  piece at;              /* the centre */
  double d[most_few];    /* the step made */
  bool jumps[most_few];  /* y_j jumps along it */
  bool any_jump, turned; /* and some y_j has gone to its other bound */
  double miss;           /* of F by the trapezoid rule */
} attempt;

/* The trial at x + d, and how y went there.  */
static status
try (bundle *b, attempt *t, bool *ok)
{
  model_of_F *k = &b->model;
  const box_lower *l = &b->r.lower;
  piece *p = &b->trial;
  t->at = *model_centre (k);
  *p = t->at;
  for (int i = 0; i < k->n; i++)
    p->x[i] = t->at.x[i] + k->d[i];
  within (k, p->x);
  TRY (piece_solve (&b->r, p, ok));
  if (!*ok)
    return RUNNING;
  double slope = 0, change = 0;
  for (int i = 0; i < k->n; i++) {
    t->d[i] = p->x[i] - t->at.x[i];
    slope += t->at.G[i] * t->d[i];
    change += (t->at.G[i] + p->G[i]) * t->d[i] / 2;
  }
  t->miss = fabs (p->F - t->at.F - change);
  pieces_jump (&b->r, &t->at, p, t->jumps);
  for (int j = 0; j < l->m; j++) {
    const double way = p->y[j] - t->at.y[j];
    const double bend = (p->s[j] - l->first[j]) * (way > 0 ? 1 : -1); /* none: y_j jumps */
    b->slides[j] |= fabs (way) > has_moved * l->width[j] && bend > slope_changes * fabs (l->first[j]);
    if (b->slides[j])
      model_drop_row (k, j);
    t->jumps[j] &= !b->slides[j];
    t->any_jump |= t->jumps[j];
    t->turned |= fabs (way) >= turned_over * l->width[j];
  }
  b->curved |= !t->turned && fabs (p->F - t->at.F - slope) > curves * k->scale;
  return RUNNING;
}

/* The rows of the y_j that jump to a higher F.  A row that was there and did not hold x back is curved: from the trial Newton's method
   goes back to s_j = 0, with y as at the centre.  *good: F is low enough there.  */
static status
hold_back (bundle *b, attempt *t, bool *good)
{
  model_of_F *k = &b->model;
  piece back = b->trial;
  bool had = false, ok;
  for (int j = 0; j < k->m; j++) {
    double a[most_few] = { 0 };
    if (!t->jumps[j])
      continue;
    const bool before = model_find_row (k, j) != NULL;
    if (b->trial.F >= t->at.F) {
      TRY (piece_slope (&b->r, &t->at, j, a));
      model_set_row (k, j, a, &t->at);
    }
    row *c = model_find_row (k, j);
    if (!before || !c)
      continue;
    had = true;
    const double square = small_dot (k->n, c->a, c->a);
    for (int i = 0; i < k->n && square > 0; i++)
      back.x[i] -= c->a[i] * b->trial.s[j] * (1 + past_zero) / square;
  }
  if (*good || !had)
    return RUNNING;
  within (k, back.x);
  memcpy (back.y, t->at.y, sizeof back.y);
  TRY (piece_solve (&b->r, &back, &ok));
  *good = ok && back.F <= t->at.F - enough * k->gain;
  if (!*good)
    return RUNNING;
  b->trial = back;
  for (int i = 0; i < k->n; i++)
    t->d[i] = back.x[i] - t->at.x[i];
  t->any_jump = t->turned = false;
  t->miss = 0;
  return RUNNING;
}

/* Of a curved min-max problem the pieces of the support, at the new centre; B is the curvature of their mean.  */
static status
renew_support (bundle *b, const attempt *t)
{
  model_of_F *k = &b->model;
  double q[most_few] = { 0 };
  for (int i = 0; i < k->cuts; i++) {
    if (!(k->weight[i] > supports))
      continue;
    piece *p = k->pieces + k->cut[i], now = *p;
    memcpy (now.x, b->trial.x, sizeof now.x);
    TRY (piece_at_x (&b->r, &now));
    for (int l = 0; l < k->n; l++)
      q[l] += k->weight[i] * (now.G[l] - p->G[l]);
    if (k->cut[i] != k->centre)
      *p = now;
  }
  model_learn (k, t->d, q);
  return RUNNING;
}

/* The rows at the new centre; B is the curvature of the Lagrangian.  */
static status
renew_rows (bundle *b, const attempt *t)
{
  model_of_F *k = &b->model;
  const piece *p = &b->trial;
  double q[most_few];
  for (int l = 0; l < k->n; l++)
    q[l] = p->G[l] - t->at.G[l];
  for (int i = 0; i < k->row_count; i++) {
    double a[most_few] = { 0 };
    TRY (piece_slope (&b->r, p, k->rows[i].j, a));
    for (int l = 0; l < k->n; l++)
      q[l] -= k->row_weight[i] * k->sign[i] * (a[l] - k->rows[i].a[l]);
    model_set_row (k, k->rows[i].j, a, p);
  }
  model_learn (k, t->d, q);
  return RUNNING;
}

static int
support (const model_of_F *k)
{
  int count = 0;
  for (int i = 0; i < k->cuts; i++)
    count += k->weight[i] > supports;
  return count;
}

/* What the step tells of curvature: nothing where it crossed a kink.  */
static status
learn (bundle *b, const attempt *t, bool good)
{
  model_of_F *k = &b->model;
  double q[most_few], Bd = 0;
  if (good && b->curved && b->r.minmax && support (k) > 1)
    return renew_support (b, t);
  if (good && b->curved && !b->r.minmax && k->row_count > 0 && !t->turned)
    return renew_rows (b, t);
  for (int l = 0; l < k->n; l++)
    q[l] = b->trial.G[l] - t->at.G[l];
  const double bend = small_dot (k->n, q, t->d);
  for (int l = 0; l < k->n; l++)
    Bd += t->d[l] * small_dot (k->n, k->B + l * k->n, t->d);
  const bool smooth = t->miss <= trapezoid * bend || (bend <= linear * Bd && t->miss <= hardly_misses * k->scale);
  if (!t->turned && !t->any_jump && smooth)
    model_learn (k, t->d, q);
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

status
bundle_challenge (bundle *b, int starts, bool *refuted, double *gap)
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
    if (!ok || memcmp (p->y, at->y, (size_t) l->m * sizeof *p->y) == 0)
      continue;
    *gap = fmax (*gap, at->g - p->g);
    if (p->g > at->g + same || (b->r.minmax && p->g >= at->g - same))
      continue;
    TRY (piece_complete (&b->r, p));
    const bool better = p->F < at->F - b->tau * b->model.scale;
    *refuted = p->g < at->g - same || (better && is_corner (b, p->y));
    if (better && !*refuted) {
      memcpy (b->other_y, p->y, sizeof b->other_y);
      b->other_f = p->F;
      b->end = BUNDLE_TIE_UNPROVEN;
      return RUNNING;
    }
  }
  if (*refuted) {
    make_centre (b, model_add (&b->model, &b->trial));
    b->end = BUNDLE_GOES_ON;
  }
  return RUNNING;
}

status
bundle_step (bundle *b)
{
  model_of_F *k = &b->model;
  attempt t = { .miss = 0 };
  bool ok;
  b->moved = 0;
  if (model_centre (k)->F < -without_end * (1 + b->start)) {
    b->end = BUNDLE_UNBOUNDED;
    return RUNNING;
  }
  if (b->steps++ == most_steps || !model_solve (k, &b->r, b->slides)) {
    b->end = BUNDLE_FAILED;
    return RUNNING;
  }
  if (k->gain <= b->tau * k->scale)
    return test (b);
  TRY (try (b, &t, &ok));
  if (!ok) {
    b->end = BUNDLE_FAILED;
    return RUNNING;
  }
  bool good = b->trial.F <= t.at.F - enough * k->gain;
  const bool jumped = t.any_jump;
  TRY (hold_back (b, &t, &good));
  TRY (learn (b, &t, good));
  const double length = length_in_w (k, t.d);
  const int index = model_add (k, &b->trial);
  if (good) {
    if (length >= at_limit * k->D)
      k->D *= 2;
    make_centre (b, index);
    return RUNNING;
  }
  double above = b->trial.F - t.at.F; /* of its cut at the centre */
  for (int l = 0; l < k->n; l++)
    above -= b->trial.G[l] * t.d[l];
  if ((above > curves * k->scale && !jumped) || (jumped && b->steps > patient_steps))
    k->D = length / 2;
  return RUNNING;
}
