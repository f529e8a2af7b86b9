/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/bounds.h"

static const double response_accuracy = 0.1;
static const double outwards = 1e-8; /* part of the response of y that is a step over a bound */

void
bounds_layout (bounds *b, dims d, arena *a)
{
  b->weak = arena_array (a, d.m, bool);
  b->held = arena_array (a, d.m, bool);
  b->free = arena_array (a, d.n + d.m, real);
  b->step = arena_array (a, d.n + d.m, real);
  b->rate = arena_array (a, d.m, real);
  b->work = arena_array (a, d.n + d.m, real);
}

typedef struct reading {
  bounds *b;
  reduced *q;
  scales *s;
  lower *l;
  const point *at;
  const box *within;
  double accuracy;
  bool *null;
} reading;

static status
solve (reading *k)
{
  return reduced_solve (k->q, k->s, k->l, k->at, k->within, k->accuracy, k->null);
}

static status
solve_with_held (reading *k)
{
  model_hold (&k->l->model, k->b->held);
  return solve (k);
}

/* -1, 1: next to the lower, the upper bound of y_i */
static int
side (const reading *k, size_t i)
{
  const size_t j = k->at->d.n + i;
  return k->at->z[j] - k->within->low[j] < k->within->high[j] - k->at->z[j] ? -1 : 1;
}

/* step = (dx, dy), dx = -D q_x, A dy = -D2_yx g dx; where A is singular along that (*null), dy = -D2_yx g dx.  */
static status
respond (reading *k, bool *null)
{
  const size_t n = k->at->d.n, m = k->at->d.m;
  const point *at = k->at;
  real *step = k->b->step, *rate = k->b->rate;
  for (size_t i = 0; i < n; i++)
    step[i] = -k->s->metric[i] * k->q->projected[i];
  vec_fill (m, 0, step + n);
  TRY (model_cross_product (&k->l->model, at->z, at->z + n, step, rate));
  *null = false;
  if (vec_norm (m, rate) > 0)
    TRY (adjoint_solve (&k->l->adjoint, &k->l->model, at->z, at->z + n, NULL, rate, response_accuracy, step + n,
                        k->b->work, k->b->work + n, null));
  if (*null) {
    vec_copy (m, rate, step + n);
    vec_scale (m, -1, step + n);
  }
  return RUNNING;
}

/* held: the weak bounds over which y would step.  */
static bool
find_outward (reading *k)
{
  bounds *b = k->b;
  const size_t n = k->at->d.n, m = k->at->d.m;
  const double small = outwards * vec_norm (m, b->step + n);
  bool any = false;
  for (size_t i = 0; i < m; i++)
    if (b->weak[i]) {
      b->held[i] = side (k, i) * (double) b->step[n + i] > small;
      any |= b->held[i];
    }
  return any;
}

/* Does grad_y g along the step press all held weak y against their bounds?  */
static status
stays_held (reading *k, bool *stays)
{
  bounds *b = k->b;
  const size_t n = k->at->d.n, m = k->at->d.m;
  bool null;
  TRY (respond (k, &null));
  if (null)
    vec_fill (m, 0, b->step + n);
  TRY (model_jacobian (&k->l->model, k->at->z, k->at->z + n, b->step, b->step + n, b->rate));
  *stays = true;
  for (size_t i = 0; i < m; i++)
    if (b->weak[i] && b->held[i] && side (k, i) * (double) b->rate[i] > 0)
      *stays = false;
  return RUNNING;
}

/* q becomes the shortest between b->free and itself, in the metric.  */
static void
shortest_between (reading *k)
{
  const size_t nz = k->at->d.n + k->at->d.m;
  real *q = k->q->projected;
  double across = 0, along = 0;
  for (size_t i = 0; i < nz; i++) {
    const double d = (double) q[i] - (double) k->b->free[i];
    across += (double) k->s->metric[i] * d * d;
    along += (double) k->s->metric[i] * d * (double) q[i];
  }
  const double t = across > 0 ? fmin (1, fmax (0, along / across)) : 0;
  vec_scale (nz, 1 - t, q);
  vec_axpy (nz, t, k->b->free, q);
  k->b->kink = true;
  reduced_measure (k->q, k->s, &k->l->model, k->at);
}

/* Where x would press y over a bound but f falls along the minimisers at this x, y moves alone.  */
static void
move_y_alone (reading *k)
{
  vec_fill (k->at->d.n, 0, k->q->projected);
  reduced_measure (k->q, k->s, &k->l->model, k->at);
}

/* Where A is singular the responses have used the directions of the multiplier: it is solved again.  */
static status
keep (reading *k)
{
  return k->q->singular ? solve (k) : RUNNING;
}

/* The weak bounds held, all or those over which y would step: is that what its own step keeps to?  */
static status
read_held (reading *k, bool free_at_rest, double small)
{
  bounds *b = k->b;
  bool stays;
  TRY (solve_with_held (k));
  if (k->q->relative <= small)
    return RUNNING;
  TRY (stays_held (k, &stays));
  if (stays)
    return keep (k);
  if (!free_at_rest) {
    shortest_between (k);
    return RUNNING;
  }
  for (size_t i = 0; i < k->at->d.m; i++)
    b->held[i] &= !b->weak[i];
  return solve_with_held (k);
}

static status
read_both (reading *k, double small)
{
  bounds *b = k->b;
  const size_t n = k->at->d.n, m = k->at->d.m;
  bool null;
  for (size_t i = 0; i < m; i++)
    b->held[i] = !b->weak[i] && k->l->model.held[i];
  TRY (solve_with_held (k));
  const bool free_at_rest = k->q->relative <= small;
  vec_copy (n + m, k->q->projected, b->free);
  if (free_at_rest) {
    for (size_t i = 0; i < m; i++)
      b->held[i] |= b->weak[i];
    return read_held (k, true, small);
  }
  TRY (respond (k, &null));
  if (!find_outward (k))
    return keep (k);
  if (k->q->singular && vec_norm (m, k->q->projected + n) > small * k->s->most_fy) {
    TRY (solve (k));
    move_y_alone (k);
    return RUNNING;
  }
  return read_held (k, false, small);
}

status
bounds_solve (bounds *b, reduced *q, scales *s, lower *l, point *at, const box *within, double accuracy, double small,
              bool *null)
{
  reading k = { b, q, s, l, at, within, accuracy, null };
  size_t weak;
  model_settle (&l->model, at->z + at->d.n, at->grad_g);
  b->kink = false;
  const status e = model_weak (&l->model, at->z, at->z + at->d.n, at->grad_g, b->weak, &weak);
  if (status_is_error (e))
    return e;
  return e == RUNNING && weak > 0 ? read_both (&k, small) : solve (&k);
}
