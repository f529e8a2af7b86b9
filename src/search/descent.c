/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "search/descent.h"
#include "search/values.h"

enum { most_iterations = 50 };
static const double enough = real_is_single ? 1e-7 : 4e-12; /* decrease that is left, of the scale of g */
static const double nearly = real_is_single ? 1e-5 : 4e-9;  /* likewise where no step is shorter */
static const double first_length = 0.05;                    /* of the first step, in widths */
static const double least_step = 1e-6, decrease = 1e-4;     /* of a line search */
static const double alike = 0.3;                            /* slope and value are those of a well but for this part */

static bool
is_held (const search *s, size_t i, double y, double slope)
{
  const double low = (double) s->box.low[s->d.n + i], high = (double) s->box.high[s->d.n + i];
  return (y <= low && slope > 0) || (y >= high && slope < 0) || high <= low;
}

/* Length of the slopes a [m] in widths: ||W a||, W the widths of y.  */
static double
slope_in_widths (const search *s, const real *a)
{
  double sum = 0;
  for (size_t i = 0; i < s->d.m; i++)
    sum += pow (s->width[s->d.n + i] * (double) a[i], 2);
  return sqrt (sum);
}

/* Length of the step in widths.  */
static double
step_in_widths (const search *s)
{
  double sum = 0;
  for (size_t i = 0; i < s->d.m; i++)
    sum += pow ((double) s->step[i] / s->width[s->d.n + i], 2);
  return sqrt (sum);
}

/* B = c W^-2 */
static void
begin_hessian (const search *s, double c, real *B)
{
  const size_t m = s->d.m;
  vec_fill (m * m, 0, B);
  for (size_t i = 0; i < m; i++)
    B[i * m + i] = (real) (fmax (c, REAL_TINY) / pow (s->width[s->d.n + i], 2));
}

/* step = -B^-1 grad over the variables that are not held; *promised = -grad'step / 2.  false: B is not positive definite there.  */
static bool
newton_step (search *s, const real *y, const real *grad, const real *B, double *promised)
{
  const size_t m = s->d.m;
  s->free_count = 0;
  for (size_t i = 0; i < m; i++)
    if (!is_held (s, i, (double) y[i], (double) grad[i]))
      s->free[s->free_count++] = (int) i;
  if (!search_factorise (s, B))
    return false;
  search_solve (s, grad, s->step);
  vec_scale (m, -1, s->step);
  *promised = -0.5 * vec_dot (m, grad, s->step);
  return isfinite (*promised);
}

/* B learns that the gradient changes by dg [m] along dy [m].  */
static void
learn (search *s, bool first, const real *dy, const real *dg, real *B)
{
  const size_t m = s->d.m;
  const double sy = vec_dot (m, dy, dg);
  if (!(sy > 1e-8 * vec_norm (m, dy) * vec_norm (m, dg)))
    return;
  if (first)
    begin_hessian (s, pow (slope_in_widths (s, dg), 2) / sy, B);
  vec_fill (m, 0, s->w);
  const matrix A = { .rows = m, .cols = m, .val = B };
  mat_apply (&A, false, dy, s->w);
  const double sBs = vec_dot (m, dy, s->w);
  if (!(sBs > 0))
    return;
  for (size_t j = 0; j < m; j++)
    for (size_t i = 0; i < m; i++)
      B[j * m + i] += (real) ((double) dg[i] * (double) dg[j] / sy - (double) s->w[i] * (double) s->w[j] / sBs);
}

/* Do value and gradient at y look like those that B of the branch foretells around well K?  */
static bool
runs_into (search *s, int k, const real *y, double value, const real *grad)
{
  const size_t m = s->d.m;
  const matrix A = { .rows = m, .cols = m, .val = s->B[s->anchors.branch[k]] };
  vec_copy (m, y, s->step);
  vec_axpy (m, -1, anchor_y (s, k), s->step);
  vec_fill (m, 0, s->w);
  mat_apply (&A, false, s->step, s->w);
  const double rise = 0.5 * vec_dot (m, s->step, s->w), foretold = vec_norm (m, s->w);
  return vec_distance (m, grad, s->w) < alike * foretold && fabs (value - s->anchors.g[k] - rise) < alike * rise;
}

static int
well_met (search *s, const descent *how, const real *y, double value, const real *grad)
{
  for (int k = 0; k < how->count; k++)
    if (runs_into (s, how->wells[k], y, value, grad))
      return how->wells[k];
  return -1;
}

/* y_try: the first point on the way from y along step, projected, that lowers the value enough; *value and, where gradients are
   given, grad_try there.  false: there is none.  */
static status
line_search (search *s, bool upper, const real *x, const real *y, const real *grad, double *value, bool *found)
{
  const size_t m = s->d.m;
  const bool at_once = search_gives_gradients (s, upper);
  const double slope = vec_dot (m, grad, s->step);
  for (double t = 1; t >= least_step;) {
    double trial = 0;
    vec_copy (m, y, s->y_try);
    vec_axpy (m, t, s->step, s->y_try);
    search_clip_y (s, s->y_try);
    if (at_once)
      TRY (search_gradient (s, upper, false, x, s->y_try, &trial, NULL, s->grad_try));
    else
      TRY (upper ? search_f (s, x, s->y_try, &trial) : search_g (s, x, s->y_try, &trial));
    vec_copy (m, s->y_try, s->dy);
    vec_axpy (m, -1, y, s->dy);
    if (trial <= *value + decrease * vec_dot (m, grad, s->dy)) {
      *found = true;
      *value = trial;
      return at_once ? RUNNING : search_gradient (s, upper, true, x, s->y_try, value, NULL, s->grad_try);
    }
    const double q = slope * t, shorter = -q / 2 / (trial - *value - q);
    t *= isfinite (shorter) ? fmax (0.1, fmin (0.5, shorter)) : 0.1;
  }
  *found = false;
  return RUNNING;
}

status
search_descend (search *s, const real *x, real *y, real *B, descent *how)
{
  const size_t m = s->d.m;
  double value = 0, promised = 0;
  bool found = true;
  how->solved = false;
  how->foretold = 0;
  how->met = -1;
  search_clip_y (s, y);
  TRY (search_gradient (s, how->upper, false, x, y, &value, NULL, s->grad));
  how->value = value;
  if (!isfinite (value) || !vec_finite (m, s->grad))
    return RUNNING;
  if (how->fresh)
    begin_hessian (s, slope_in_widths (s, s->grad) / first_length, B);
  for (int k = 0; k < most_iterations; k++) {
    const double scale =
        how->scale > 0 ? how->scale : search_scale (s, x); /* which the latest values may have raised */
    if (!newton_step (s, y, s->grad, B, &promised)) {
      begin_hessian (s, slope_in_widths (s, s->grad) / first_length, B);
      newton_step (s, y, s->grad, B, &promised);
    }
    if (promised <= enough * scale) {
      vec_axpy (m, 1, s->step, y);
      search_clip_y (s, y);
      how->value = value - promised;
      how->solved = true;
      return RUNNING;
    }
    const double far = step_in_widths (s) / (2 * first_length);
    if (k == 0)
      how->foretold = 2 * first_length * far;
    if (far > 1)
      vec_scale (m, 1 / far, s->step);
    TRY (line_search (s, how->upper, x, y, s->grad, &value, &found));
    if (!found || !vec_finite (m, s->grad_try)) {
      how->solved = promised < nearly * scale;
      return RUNNING;
    }
    vec_copy (m, s->grad_try, s->change_y);
    vec_axpy (m, -1, s->grad, s->change_y);
    learn (s, how->fresh && k == 0, s->dy, s->change_y, B);
    vec_copy (m, s->y_try, y);
    vec_copy (m, s->grad_try, s->grad);
    how->value = value;
    how->met = well_met (s, how, y, value, s->grad);
    if (how->met >= 0)
      return RUNNING;
  }
  return RUNNING;
}
