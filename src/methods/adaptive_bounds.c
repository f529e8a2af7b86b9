/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive" where a bound of y is active with a multiplier of about 0.  There y (x) has one derivative on
   either side: y_i is held while x moves so that y would leave, and free while it moves so that y comes in.  */
#include "base/real.h"

#include "methods/adaptive.h"

static const double answer_accuracy = 0.1;
static const double outwards = 1e-8; /* part of the answer of y that is a step over a bound */

/* -1, 1: next to the lower, the upper bound */
static int
side (const run *r, size_t i)
{
  const size_t k = r->d.n + i;
  return r->z[k] - r->box.low[k] < r->box.high[k] - r->z[k] ? -1 : 1;
}

static status
read_with (run *r, const bool *held, double accuracy, bool *null)
{
  adaptive *s = r->state;
  model_hold (&s->lower->model, held);
  return adaptive_solve_reading (r, accuracy, null);
}

/* p = (dx, dy): the steepest step in x and the answer of y to it; where A is singular along that, the slope of g that
   it leaves.  */
static status
answer (run *r, bool *null)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  real *b = s->answer, *gamma = s->now.grad_f, *rest = s->now.grad_f + n;
  for (size_t i = 0; i < n; i++)
    s->p[i] = -s->metric[i] * s->q[i];
  vec_fill (m, 0, s->p + n);
  TRY (model_answer (&s->lower->model, r->z, r->z + n, s->p, b));
  *null = false;
  if (vec_norm (m, b) > 0)
    TRY (adjoint_solve (&s->lower->adjoint, &s->lower->model, r->z, r->z + n, NULL, b, answer_accuracy, s->p + n, gamma,
                        rest, null));
  if (*null) {
    vec_copy (m, b, s->p + n);
    vec_scale (m, -1, s->p + n);
  }
  return RUNNING;
}

/* s->held: those of s->weak over which y would step.  */
static bool
find_outward (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  const double small = outwards * vec_norm (m, s->p + n);
  bool any = false;
  for (size_t i = 0; i < m; i++)
    if (s->weak[i]) {
      s->held[i] = side (r, i) * (double) s->p[n + i] > small;
      any |= s->held[i];
    }
  return any;
}

/* Does the slope of g along (dx, dy) press all of s->held that are weak against their bounds?  */
static status
stays_held (run *r, bool *stays)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  bool null;
  TRY (answer (r, &null));
  if (null)
    vec_fill (m, 0, s->p + n);
  TRY (model_jacobian (&s->lower->model, r->z, r->z + n, s->p, s->p + n, s->answer));
  *stays = true;
  for (size_t i = 0; i < m; i++)
    if (s->weak[i] && s->held[i] && side (r, i) * (double) s->answer[i] > 0)
      *stays = false;
  return RUNNING;
}

/* q becomes the shortest between s->q_free and itself, in the metric.  */
static void
shortest_between (run *r)
{
  adaptive *s = r->state;
  double across = 0, along = 0;
  for (size_t i = 0; i < r->nz; i++) {
    const double d = (double) s->q[i] - (double) s->q_free[i];
    across += (double) s->metric[i] * d * d;
    along += (double) s->metric[i] * d * (double) s->q[i];
  }
  const double t = across > 0 ? fmin (1, fmax (0, along / across)) : 0;
  vec_scale (r->nz, 1 - t, s->q);
  vec_axpy (r->nz, t, s->q_free, s->q);
  s->kink = true;
  adaptive_set_relative (s, r);
}

/* Where x would press y over a bound but f falls along the minimisers at this x, y moves alone.  */
static void
move_y_alone (run *r)
{
  adaptive *s = r->state;
  vec_fill (r->d.n, 0, s->q);
  adaptive_set_relative (s, r);
}

status
adaptive_read_bounds (run *r, double accuracy, bool *null)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  const double small = adaptive_tolerance_slow (r);
  bool flat;
  for (size_t i = 0; i < m; i++)
    s->held[i] = !s->weak[i] && s->lower->model.held[i];
  TRY (read_with (r, s->held, accuracy, null));
  const bool free_at_rest = s->relative <= small;
  vec_copy (r->nz, s->q, s->q_free);
  if (free_at_rest)
    for (size_t i = 0; i < m; i++)
      s->held[i] |= s->weak[i];
  else {
    TRY (answer (r, &flat));
    if (!find_outward (r))
      return s->singular ? adaptive_solve_reading (r, accuracy, null) : RUNNING;
    if (s->singular && vec_norm (m, s->q + n) > small * s->most_fy) {
      TRY (adaptive_solve_reading (r, accuracy, null));
      move_y_alone (r);
      return RUNNING;
    }
  }
  TRY (read_with (r, s->held, accuracy, null));
  if (s->relative > small) {
    bool stays;
    TRY (stays_held (r, &stays));
    if (stays)
      return s->singular ? adaptive_solve_reading (r, accuracy, null) : RUNNING;
    if (!free_at_rest) {
      shortest_between (r);
      return RUNNING;
    }
    for (size_t i = 0; i < m; i++)
      s->held[i] &= !s->weak[i];
    return read_with (r, s->held, accuracy, null);
  }
  return RUNNING;
}
