/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/wells.h"

enum { most_steps = 5 };
static const double first_part = 0.5; /* of the step that the widths of another well tell */
static const double least_part = 0.25, most_part = 4;
static const double deep_enough = 0.1;                         /* of the depth at y: a descent leads on */
static const double most_noise = real_is_single ? 1e-3 : 1e-6; /* of the depth at y: the background is quadratic */
static const double least_curvature = 1e-4; /* of the largest: no width is more than 100 times another */
static const double rounding_of_g = 10 * REAL_EPS;
static const double beyond_noise = 10; /* times the error of the background */

void
wells_layout (wells *w, dims d, arena *a)
{
  w->m = d.m;
  w->bend = (real *) arena_take (a, d.m, d.m * sizeof (real));
  real **const vectors[] = { &w->base, &w->slope, &w->d, &w->r, &w->ahead, &w->step, &w->towards, &w->trial, &w->grad };
  for (size_t k = 0; k < sizeof vectors / sizeof *vectors; k++)
    *vectors[k] = arena_array (a, d.m, real);
}

int
wells_begin_calls (const wells *w)
{
  return (int) w->m + 2;
}

/* By how much g = G lies below the background at y; r [m]: its slope.  */
static double
depth_at (wells *w, const real *y, double g, const real *v, real *r)
{
  const size_t m = w->m;
  vec_copy (m, y, w->d);
  vec_axpy (m, -1, w->base, w->d);
  vec_fill (m, 0, r);
  for (size_t j = 0; j < m; j++)
    vec_axpy (m, w->d[j], w->bend + j * m, r);
  const double background = w->value + vec_dot (m, w->slope, w->d) + 0.5 * vec_dot (m, r, w->d);
  vec_axpy (m, 1, w->slope, r);
  vec_scale (m, -1, r);
  vec_axpy (m, 1, v, r);
  return background - g;
}

static double
width (const wells *w, double bend)
{
  return sqrt (w->bottom / fmax (bend, w->least_curvature));
}

void
wells_widen (const wells *w, double power, real *d)
{
  const size_t m = w->m;
  const double across = pow (width (w, w->between), power);
  vec_scale (m, across, d);
  for (int i = 0; i < w->axes.count; i++) {
    const real *q = w->axes.Q + (size_t) i * m;
    vec_axpy (m, (pow (width (w, w->axes.curvature[i]), power) / across - 1) * vec_dot (m, q, d), q, d);
  }
}

double
wells_distance (wells *w, const real *a, const real *b)
{
  vec_copy (w->m, a, w->d);
  vec_axpy (w->m, -1, b, w->d);
  wells_widen (w, -1, w->d);
  return vec_norm (w->m, w->d);
}

/* w->slope, w->bend and w->value at w->base: y + FAR on the side of SIGN, and from there as far along each variable.  */
static status
know_background (wells *w, model *l, const real *x, const real *y, double far)
{
  const size_t m = w->m;
  vec_copy (m, y, w->base);
  for (size_t j = 0; j < m; j++)
    w->base[j] += (real) far;
  TRY (model_value (l, x, w->base, &w->value, w->slope));
  vec_copy (m, w->base, w->trial);
  for (size_t j = 0; j < m; j++) {
    double g;
    real *const column = w->bend + j * m;
    w->trial[j] = (real) ((double) w->base[j] + far);
    TRY (model_value (l, x, w->trial, &g, column));
    vec_axpy (m, -1, w->slope, column);
    vec_scale (m, 1 / ((double) w->trial[j] - (double) w->base[j]), column);
    w->trial[j] = w->base[j];
  }
  return RUNNING;
}

void
wells_guess (wells *w, double usual, axes A)
{
  double logs = 0;
  w->bottom = usual;
  w->axes = A;
  w->least_curvature = least_curvature * A.curvature[A.count - 1];
  for (int i = 0; i < A.count; i++)
    logs += log (fmax (A.curvature[i], w->least_curvature));
  w->between = exp (logs / A.count);
}

/* |r| in change of g over a width.  */
static double
steepness (wells *w, const real *r)
{
  vec_copy (w->m, r, w->d);
  wells_widen (w, 1, w->d);
  return vec_norm (w->m, w->d);
}

status
wells_begin (wells *w, model *l, const real *x, const real *y, double g, const real *v, double far, double usual,
             axes A, bool *quadratic)
{
  const size_t m = w->m;
  double there;
  TRY (know_background (w, l, x, y, far));
  for (size_t j = 0; j < m; j++)
    w->trial[j] = (real) (2 * (double) y[j] - (double) w->base[j]);
  TRY (model_value (l, x, w->trial, &there, w->grad));
  wells_guess (w, usual, A);
  w->bottom = depth_at (w, y, g, v, w->r);
  *quadratic = w->bottom > 0 && isfinite (w->bottom);
  if (*quadratic) {
    const double wrong = fabs (depth_at (w, w->trial, there, w->grad, w->r));
    const double rounded = rounding_of_g * fmax (fabs (there), fabs (w->value));
    w->noise = beyond_noise * fmax (fmax (wrong, steepness (w, w->r)), rounded);
    *quadratic = w->noise <= most_noise * w->bottom;
  }
  if (!*quadratic)
    w->bottom = usual;
  return RUNNING;
}

/* w->step [m]: PART of the step of Newton's method on -log depth, at y with w->r.  */
static void
towards_bottom (wells *w, double depth, double part)
{
  vec_copy (w->m, w->r, w->step);
  wells_widen (w, 2, w->step);
  vec_scale (w->m, -part / depth, w->step);
}

bool
wells_foretell (wells *w, const real *y, double g, const real *v, real *z)
{
  const double depth = depth_at (w, y, g, v, w->r);
  if (!(depth > w->noise && steepness (w, w->r) > w->noise))
    return false;
  towards_bottom (w, depth, 1);
  vec_copy (w->m, y, z);
  vec_axpy (w->m, 1, w->step, z);
  return true;
}

status
wells_follow (wells *w, model *l, const real *x, real *y, double *g, real *v, int most, int *calls, bool *arrived)
{
  const size_t m = w->m;
  double part = first_part, depth = depth_at (w, y, *g, v, w->r), there;
  *arrived = false;
  for (int k = 0; k < most_steps && *calls < most && depth < deep_enough * w->bottom; k++) {
    towards_bottom (w, depth, part);
    vec_copy (m, y, w->trial);
    vec_axpy (m, 1, w->step, w->trial);
    box_clip (&l->box, w->trial);
    TRY (model_value (l, x, w->trial, &there, w->grad));
    ++*calls;
    const double deeper = depth_at (w, w->trial, there, w->grad, w->ahead);
    if (!(deeper > depth))
      return RUNNING;
    const double slope = vec_dot (m, w->step, w->r) / depth; /* of -log depth along the step */
    const double bend = vec_dot (m, w->step, w->ahead) / deeper - slope;
    part = bend > 0 ? fmin (fmax (-part * slope / bend, least_part), most_part) : most_part;
    vec_copy (m, w->trial, y);
    vec_copy (m, w->grad, v);
    vec_copy (m, w->ahead, w->r);
    *g = there;
    depth = deeper;
  }
  *arrived = depth >= deep_enough * w->bottom;
  return RUNNING;
}
