/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/descend.h"

enum {
  most_iterations = 2000,
  most_trials = 40,    /* evaluations in one line search */
  stall_window = 10,   /* L-BFGS iterations in which ||v|| must fall by stall_factor, else Newton takes over */
  floor_window = 5     /* Newton iterations without a smaller ||v|| that mean rounding */
};
static const double stall_factor = 0.3;
static const double armijo = 1e-4, wolfe = 0.9; /* Nocedal and Wright, chapter 3 */
static const double far_away = 1e6;             /* in lengths of y: g that still falls there is called unbounded */

void
descend_layout (descend *w, size_t m, arena *a)
{
  lbfgs_layout (&w->memory, m, a);
  newton_cg_layout (&w->cg, m, a);
  w->trial = arena_array (a, m, real);
  w->grad = arena_array (a, m, real);
  w->d = arena_array (a, m, real);
  w->change = arena_array (a, m, real);
}

typedef struct search {
  descend *w;
  oracle *o;
  const real *x;
  real *y, *v;
  double *g;
  double length, start_slope; /* of y, of g at entry: to tell unboundedness */
  bool displaced;             /* the oracle's latest evaluation is not at y */
  status error;
} search;

static status
hessian (void *context, const real *in, real *out)
{
  search *s = context;
  return oracle_lower_hvp (s->o, s->x, s->y, NULL, in, NULL, out);
}

/* y + t d becomes the iterate; w->grad and g1 belong to it.  */
static void
accept (search *s, double t, double g1)
{
  descend *w = s->w;
  const size_t m = s->o->d.m;
  vec_copy (m, w->grad, w->change);
  vec_axpy (m, -1, s->v, w->change);
  vec_scale (m, t, w->d);
  lbfgs_push (&w->memory, w->d, w->change);
  vec_copy (m, w->trial, s->y);
  vec_copy (m, w->grad, s->v);
  *s->g = g1;
  s->displaced = false;
}

static status
evaluate_at (search *s, double t, double *g1)
{
  descend *w = s->w;
  const size_t m = s->o->d.m;
  vec_copy (m, s->y, w->trial);
  vec_axpy (m, t, w->d, w->trial);
  s->displaced = true;
  *g1 = NAN;
  return oracle_lower (s->o, s->x, w->trial, g1, NULL, w->grad);
}

/* Weak Wolfe line search along w->d by bisection and expansion (Lewis and Overton 2013), with the approximate condition
   of Hager and Zhang (2005) where g is flat to rounding.  On success y, *g, v are the accepted point.  */
static descended
line_search (search *s, double t)
{
  descend *w = s->w;
  const size_t m = s->o->d.m;
  const double slope = vec_dot (m, s->v, w->d), nd = vec_norm (m, w->d), g0 = *s->g;
  const double flat = 4 * REAL_EPS * fabs (g0), least = 0.5 * REAL_EPS * vec_norm (m, s->y); /* a step below it is none */
  double low = 0, high = INFINITY, g1;
  if (!(slope < 0) || !isfinite (nd))
    return DESCENDED_FLOOR;
  for (int trial = 0; trial < most_trials && t * nd > least; trial++) {
    s->error = evaluate_at (s, t, &g1);
    if (s->error == STOP_NON_FINITE) {
      s->error = RUNNING;
      if (g1 == -INFINITY)
        return DESCENDED_UNBOUNDED;
      high = t;
      t = low > 0 ? 0.5 * (low + high) : 0.1 * t;
      continue;
    }
    if (s->error != RUNNING)
      return DESCENDED_LIMIT;
    const double slope1 = vec_dot (m, w->grad, w->d);
    const bool low_enough = g1 <= g0 + armijo * t * slope
                            || (g1 <= g0 + flat && slope1 <= (2 * armijo - 1) * slope);
    if (low_enough && slope1 >= wolfe * slope) {
      accept (s, t, g1);
      return DESCENDED_SOLVED;
    }
    if (low_enough) {
      low = t;
      if (t * nd > far_away * s->length && vec_norm (m, w->grad) >= s->start_slope)
        return DESCENDED_UNBOUNDED;
    } else
      high = t;
    const double parabola = -0.5 * slope * t / ((g1 - g0) / t - slope); /* minimiser through g0, slope, g1 */
    if (high == INFINITY)
      t *= 4;
    else if (low == 0 && parabola > 0.1 * t && parabola < 0.5 * t)
      t = parabola;
    else
      t = 0.5 * (low + high);
    if (high < INFINITY && !(high - low > REAL_EPS * high))
      break;
  }
  if (low == 0)
    return DESCENDED_FLOOR;
  s->error = evaluate_at (s, low, &g1); /* not at a Wolfe point, but lower */
  if (s->error != RUNNING)
    return DESCENDED_LIMIT;
  accept (s, low, g1);
  return DESCENDED_SOLVED;
}

/* One step; *newton tells whether it was a truncated Newton step.  */
static descended
move (search *s, bool newton, double tolerance)
{
  descend *w = s->w;
  const size_t m = s->o->d.m;
  const double nv = vec_norm (m, s->v);
  double t = 1;
  if (newton) {
    bool negative;
    if (s->displaced && (s->error = oracle_lower (s->o, s->x, s->y, s->g, NULL, s->v)) != RUNNING)
      return DESCENDED_LIMIT;
    s->displaced = false;
    const double forcing = fmin (0.1, fmax (0.1 * tolerance / nv, sqrt (nv / s->start_slope)));
    s->error = newton_cg (&w->cg, m, hessian, s, s->v, forcing, 2 * m < 200 ? 2 * m : 200, w->d, &negative);
    if (s->error != RUNNING)
      return s->error == STOP_NON_FINITE ? DESCENDED_FAILED : DESCENDED_LIMIT;
    if (negative)
      t = fmax (1, 0.1 * s->length / vec_norm (m, w->d));
  } else {
    vec_copy (m, s->v, w->d);
    vec_scale (m, -1, w->d);
    if (w->memory.count)
      lbfgs_apply (&w->memory, w->d);
    else
      t = 0.1 * s->length / nv;
  }
  return line_search (s, t);
}

descended
descend_lower (descend *w, oracle *o, const real *x, real *y, double *g, real *v, double tolerance, status *error)
{
  const size_t m = o->d.m;
  search s = { .w = w, .o = o, .x = x, .y = y, .v = v, .g = g, .error = RUNNING };
  s.start_slope = vec_norm (m, v);
  s.length = fmax (vec_norm (m, y), 1);
  double best = s.start_slope, window = best;
  int since_best = 0, failures = 0;
  bool newton = false;
  descended result = DESCENDED_LIMIT;
  lbfgs_reset (&w->memory);
  for (int it = 1; it <= most_iterations; it++) {
    const double nv = vec_norm (m, v);
    if (nv <= tolerance) {
      result = DESCENDED_SOLVED;
      break;
    }
    result = move (&s, newton, tolerance);
    if (result == DESCENDED_LIMIT || result == DESCENDED_UNBOUNDED || result == DESCENDED_FAILED)
      break;
    if (result == DESCENDED_FLOOR) { /* no decrease along this direction: try the other kind once */
      if (++failures > 1)
        break;
      newton = !newton;
      lbfgs_reset (&w->memory);
      continue;
    }
    failures = 0;
    result = DESCENDED_LIMIT; /* what it is called if the iterations run out */
    const double now = vec_norm (m, v);
    since_best = now < 0.99 * best ? 0 : since_best + 1;
    best = fmin (best, now);
    if (newton && since_best >= floor_window && best <= 1e-6 * s.start_slope) {
      result = DESCENDED_FLOOR;
      break;
    }
    if (it % stall_window == 0) {
      newton = newton ? now < stall_factor * window : now > stall_factor * window;
      window = now;
    }
  }
  if (result == DESCENDED_FLOOR && !(vec_norm (m, v) <= 1e-6 * s.start_slope))
    result = DESCENDED_FAILED;
  *error = s.error;
  return result;
}
