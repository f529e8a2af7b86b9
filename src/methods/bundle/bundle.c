/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "methods/bundle/bundle.h"
#include "methods/bundle/claim.h"

enum { most_steps = 150, patient_steps = 30 };
static const double by_gradients = 1e-9, by_values = 1e-7;  /* tau */
static const double nearly_there = 1e-6;                    /* likewise, where no more steps can be made */
static const double enough = 0.1;                           /* of the decrease of the model: a serious step */
static const double curves = 1e-6;                          /* of the scale: F is not linear */
static const double has_moved = 0.01, slope_changes = 1e-3; /* y_j slides: of the width; of the slope */
static const double turned_over = 0.99;                     /* of the width: y_j has jumped or gone all the way */
static const double same_flat = 1;                          /* tolerances of the lower level: two values of g agree */
static const double trapezoid = 0.1, linear = 1e-6, hardly_misses = 1e-9;
static const double without_end = 1e12; /* of 1 + |F| at first */
static const double past_zero = 1e-6;   /* Newton to s_j = 0 goes this part further */

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

/* The first solve has ended at y that no bound holds.  A kink of g may hold it; or, where g is flat around it, a corner is as good.  */
static status
look_for_corner (bundle *b, bool *ok)
{
  box_lower *l = &b->r.lower;
  piece *p = &b->trial;
  beside found;
  double y[most_few], s[most_few], g;
  TRY (box_lower_look_beside (l, p->x, p->y, p->g, &found));
  if (found == BESIDE_kink)
    return box_lower_solve (l, p->x, p->y, &p->g, p->s, ok);
  if (found != BESIDE_flat)
    return RUNNING;
  memset (l->A, 0, sizeof l->A);
  memcpy (y, l->low, sizeof y);
  TRY (box_lower_solve (l, p->x, y, &g, s, ok));
  if (!*ok || !box_lower_is_corner (l, y) || g > p->g + same_flat * l->tolerance * l->largest) {
    *ok = true;
    return RUNNING;
  }
  memcpy (p->y, y, sizeof y);
  memcpy (p->s, s, sizeof s);
  p->g = g;
  return RUNNING;
}

/* Nothing is known of F; the trial is at z.  */
static void
begin (bundle *b, oracle *o, dims d, const box *z_box, double seed, const real *z)
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
}

status
bundle_test_minmax (bundle *b, oracle *o, dims d, const box *z_box, double seed, const real *z, bool *is)
{
  begin (b, o, d, z_box, seed, z);
  TRY (reduction_test_minmax (&b->r, b->trial.x, b->model.w));
  *is = b->r.minmax;
  return RUNNING;
}

status
bundle_start (bundle *b, oracle *o, dims d, const box *z_box, double seed, const real *z, bool corners_only,
              bool *suits)
{
  piece *p = &b->trial;
  begin (b, o, d, z_box, seed, z);
  b->tau = b->r.by_values || box_lower_by_values (&b->r.lower) ? by_values : by_gradients;
  b->other_f = b->hull = NAN;
  if (!corners_only)
    TRY (box_lower_scale (&b->r.lower, p->x));
  TRY (box_lower_solve (&b->r.lower, p->x, p->y, &p->g, p->s, suits));
  if (*suits && corners_only && !box_lower_is_corner (&b->r.lower, p->y))
    TRY (look_for_corner (b, suits));
  *suits &= !corners_only || box_lower_is_corner (&b->r.lower, p->y);
  if (!*suits)
    return RUNNING;
  TRY (reduction_test_minmax (&b->r, p->x, b->model.w));
  *suits = !corners_only || !b->r.lower.concave || b->r.minmax;
  if (!*suits)
    return RUNNING;
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
  model_within (k, p->x);
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
  model_within (k, back.x);
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

/* A corner met since the centre was solved may solve the lower level there, too: F is larger then.  */
static status
solve_centre_again (bundle *b)
{
  piece *p = &b->trial;
  bool ok;
  if (b->corners == b->r.corner_count)
    return RUNNING;
  *p = *model_centre (&b->model);
  TRY (piece_solve (&b->r, p, &ok));
  b->corners = b->r.corner_count;
  if (ok && p->g < model_centre (&b->model)->g)
    b->model.centre = model_add (&b->model, p);
  return RUNNING;
}

/* No more steps can be made.  Where the model has promised little, the point is tested as by values.  */
static status
end_early (bundle *b, double gain)
{
  model_of_F *k = &b->model;
  b->end = BUNDLE_FAILED;
  if (!(gain <= nearly_there * k->scale))
    return RUNNING;
  b->end = BUNDLE_GOES_ON;
  b->tau = by_values;
  b->early = true;
  k->gain = 0;
  memset (k->d, 0, sizeof k->d);
  return claim_test (b);
}

status
bundle_step (bundle *b)
{
  model_of_F *k = &b->model;
  attempt t = { .miss = 0 };
  bool ok;
  TRY (solve_centre_again (b));
  if (model_centre (k)->F < -without_end * (1 + b->start)) {
    b->end = BUNDLE_UNBOUNDED;
    return RUNNING;
  }
  const double gain = b->steps > 0 ? k->gain : INFINITY;
  if (b->steps++ >= most_steps || !model_solve (k, &b->r, b->slides))
    return end_early (b, gain);
  if (k->gain <= b->tau * k->scale)
    return claim_test (b);
  TRY (try (b, &t, &ok));
  if (!ok)
    return end_early (b, k->gain);
  bool good = b->trial.F <= t.at.F - enough * k->gain;
  const bool jumped = t.any_jump;
  TRY (hold_back (b, &t, &good));
  TRY (learn (b, &t, good));
  const double length = model_length (k, t.d);
  const int index = model_add (k, &b->trial);
  if (good) {
    if (length >= at_limit * k->D)
      k->D *= 2;
    b->model.centre = index;
    return RUNNING;
  }
  double above = b->trial.F - t.at.F; /* of its cut at the centre */
  for (int l = 0; l < k->n; l++)
    above -= b->trial.G[l] * t.d[l];
  if ((above > curves * k->scale && !jumped) || (jumped && b->steps > patient_steps))
    k->D = length / 2;
  return RUNNING;
}
