/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Stand-in derivatives.  A central difference with step t has truncation error O(t^2) and rounding error O(e/t), e the
   relative accuracy of what is differenced, so t ~ e^(1/3) balances them.  */
#include "base/real.h"

#include <stdio.h>

#include "problem/oracle.h"

static const double rounding = 16 * REAL_EPS; /* of a gradient */

static status
displaced_value (oracle *o, instance *p, size_t j, double zj, double *phi)
{
  TRY (oracle_charge (o, p == o->upper ? CALL_f_value : CALL_g_value));
  o->diff.z[j] = (real) zj;
  TRY (p->kind->eval (p, o->diff.z, o->diff.z + o->d.n, phi, NULL, NULL));
  return isfinite (*phi) ? RUNNING : STOP_NON_FINITE;
}

/* At a bound, of the parabola through z_j, z_j + t and z_j + 2 t, t < 0 at the upper one.  */
static status
one_sided_slope (oracle *o, instance *p, size_t j, double t, double *slope)
{
  const double zj = o->diff.z[j];
  const real near = (real) (zj + t), far = (real) (zj + 2 * t);
  double f1, f2;
  TRY (displaced_value (o, p, j, near, &f1));
  TRY (displaced_value (o, p, j, far, &f2));
  o->diff.z[j] = (real) zj;
  const double a = (double) near - zj, b = (double) far - zj;
  *slope = (b / a * (f1 - o->diff.phi) - a / b * (f2 - o->diff.phi)) / (b - a);
  return RUNNING;
}

static status
central_slope (oracle *o, instance *p, size_t j, double *slope)
{
  const double zj = o->diff.z[j], t = cbrt (REAL_EPS) * fmax (1, fabs (zj));
  const box *b = &o->box;
  if (b->low && zj + t > (double) b->high[j] && zj - 2 * t >= (double) b->low[j])
    return one_sided_slope (o, p, j, -t, slope);
  if (b->low && zj - t < (double) b->low[j] && zj + 2 * t <= (double) b->high[j])
    return one_sided_slope (o, p, j, t, slope);
  const real up = (real) (zj + t), down = (real) (zj - t);
  double plus, minus;
  TRY (displaced_value (o, p, j, up, &plus));
  TRY (displaced_value (o, p, j, down, &minus));
  o->diff.z[j] = (real) zj;
  *slope = (plus - minus) / ((double) up - (double) down);
  return RUNNING;
}

/* One slope by a complex step; the first gradient of each level in x and in y is compared with differences, because code that
   conjugates (x', norm, abs) gives wrong values silently.  */
static status
complex_slope (oracle *o, instance *p, const real *x, const real *y, size_t j, double *slope)
{
  TRY (oracle_charge (o, p == o->upper ? CALL_f_value : CALL_g_value));
  TRY (p->kind->complex_step (p, x, y, j, slope));
  if (o->diff.checked[p == o->lower][j >= o->d.n])
    return RUNNING;
  double other;
  TRY (central_slope (o, p, j, &other));
  if (!(fabs (*slope - other) <= sqrt (sqrt (REAL_EPS)) * (1 + fabs (other)))) {
    snprintf (o->message, sizeof o->message,
              "%s-level objective: its complex-step derivative in component %zu of (x, y) is %g, expected %g by "
              "differences; "
              "use .' for ', sum (x.^2) for norm (x)^2, and no abs",
              p->level, j + 1, *slope, other);
    return ERROR_ORACLE;
  }
  return RUNNING;
}

status
oracle_gradient_by_differences (oracle *o, instance *p, const real *x, const real *y, double phi, real *gx, real *gy)
{
  o->diff.phi = phi;
  const size_t n = o->d.n, nz = n + o->d.m;
  const bool complex_step = o->use_complex_step && p->kind->complex_step;
  vec_copy (n, x, o->diff.z);
  vec_copy (o->d.m, y, o->diff.z + n);
  for (size_t j = gx ? 0 : n; j < nz; j++) {
    double slope = 0;
    if (!(o->box.low && o->box.low[j] == o->box.high[j])) /* nothing depends on the slope along a fixed variable */
      TRY (complex_step ? complex_slope (o, p, x, y, j, &slope) : central_slope (o, p, j, &slope));
    *(j < n ? gx + j : gy + (j - n)) = (real) slope;
  }
  o->diff.checked[p == o->lower][1] = true;
  o->diff.checked[p == o->lower][0] |= gx != NULL;
  return RUNNING;
}

/* grad g at z + a v, the x part only if WANT_X.  */
static status
displaced_gradient (oracle *o, const real *x, const real *y, const real *vx, const real *vy, double a, bool want_x,
                    real *grad)
{
  const size_t n = o->d.n, m = o->d.m;
  double g;
  /* trial, not diff.z: a value-only objective displaces diff.z again for its own gradient */
  vec_copy (n, x, o->diff.trial);
  vec_copy (m, y, o->diff.trial + n);
  if (vx)
    vec_axpy (n, a, vx, o->diff.trial);
  vec_axpy (m, a, vy, o->diff.trial + n);
  return oracle_lower (o, o->diff.trial, o->diff.trial + n, &g, want_x ? grad : NULL, grad + n);
}

/* Does z + a v keep to the bounds?  */
static bool
is_within (const oracle *o, const real *x, const real *y, const real *vx, const real *vy, double a)
{
  const box *b = &o->box;
  const size_t n = o->d.n;
  for (size_t i = 0; b->low && i < b->n; i++) {
    const double v = i >= n ? (double) vy[i - n] : vx ? (double) vx[i] : 0;
    const double z = (double) (i < n ? x[i] : y[i - n]) + a * v;
    if (v != 0 && (z < (double) b->low[i] || z > (double) b->high[i]))
      return false;
  }
  return true;
}

/* out = (grad g (z + t v) - grad g (z - t v)) / 2t; at a bound the slope at z of the parabola through z, z + t v and z +
   2 t v, t of either sign; the x part only if WANT_X, and 0 there where the difference is rounding: whether an x acts
   on y at all is told by it.  */
static status
gradient_difference (oracle *o, const real *x, const real *y, const real *vx, const real *vy, double t, bool want_x,
                     real *out)
{
  const size_t n = o->d.n, from = want_x ? 0 : n, count = n + o->d.m - from;
  const bool up = is_within (o, x, y, vx, vy, t), down = is_within (o, x, y, vx, vy, -t);
  const double side = up ? t : -t;
  const bool one_sided = up != down && is_within (o, x, y, vx, vy, 2 * side);
  TRY (displaced_gradient (o, x, y, vx, vy, one_sided ? side : t, want_x, o->diff.plus));
  TRY (displaced_gradient (o, x, y, vx, vy, one_sided ? 2 * side : -t, want_x, o->diff.minus));
  vec_copy (count, o->diff.plus + from, out + from);
  vec_axpy (count, -1, o->diff.minus + from, out + from);
  for (size_t i = from; i < n; i++)
    if (fabs ((double) out[i]) <= rounding * fmax (fabs ((double) o->diff.plus[i]), fabs ((double) o->diff.minus[i])))
      out[i] = 0;
  if (one_sided) { /* plus - minus - 3 (grad g (z) - plus) */
    TRY (displaced_gradient (o, x, y, vx, vy, 0, want_x, o->diff.minus));
    for (size_t i = from; i < from + count; i++)
      out[i] =
          (real) (i < n && out[i] == 0 ? 0
                                       : (double) out[i] + 3 * ((double) o->diff.plus[i] - (double) o->diff.minus[i]));
  }
  vec_scale (count, 1 / (2 * (one_sided ? side : t)), out + from);
  return RUNNING;
}

/* The length of a vector, and no small part of the largest seen; 1 while there is none.  */
static double
length_of (double *reach, size_t count, const real *a)
{
  const double least = 0.01, length = vec_norm (count, a);
  *reach = fmax (*reach, length);
  return *reach <= no_length ? 1 : fmax (length, least * *reach);
}

/* Balanced for gradients of full accuracy, or for gradients that are differences themselves.  The unit of x and y is
   taken to be 1, as it is for differences of values, unless their lengths contradict it; those hold for a direction in
   x, or in y, alone.  */
static double
balanced_step (oracle *o, const real *x, const real *y, const real *vx, const real *vy)
{
  const double apart = 10, in_x = vx ? vec_norm (o->d.n, vx) : 0, in_y = vec_norm (o->d.m, vy);
  const double accuracy = o->lower->order < 1 ? pow (REAL_EPS, 2.0 / 3) : REAL_EPS;
  const double lx = length_of (&o->diff.reach[0], o->d.n, x), ly = length_of (&o->diff.reach[1], o->d.m, y);
  const double by_unit = fmax (1, hypot (vec_norm (o->d.n, x), vec_norm (o->d.m, y))) / hypot (in_x, in_y);
  const double by_length = 1 / fmax (in_x / lx, in_y / ly);
  return cbrt (accuracy)
         * (o->lower->order < 1 ? by_unit : fmin (fmax (by_unit, by_length / apart), by_length * apart));
}

/* The one refinement of the step: with truncation error a and rounding error b at t, the results at 10 t, t and t / 10
   differ by about 99 a + 0.9 b and 0.99 a + 9 b, which gives both and so the total error of each of the three.  */
static status
choose_stretch (oracle *o, const real *x, const real *y, const real *vx, const real *vy, double t, bool want_x)
{
  static const double stretch[] = { 10, 1, 0.1 };
  const size_t from = want_x ? 0 : o->d.n, count = o->d.n + o->d.m - from;
  bool finite[3];
  for (int i = 0; i < 3; i++) {
    status s = gradient_difference (o, x, y, vx, vy, t * stretch[i], want_x, o->diff.sample[i]);
    if (s != RUNNING && s != STOP_NON_FINITE)
      return s;
    finite[i] = s == RUNNING;
  }
  vec_axpy (count, -1, o->diff.sample[1] + from, o->diff.sample[0] + from);
  vec_axpy (count, -1, o->diff.sample[2] + from, o->diff.sample[1] + from);
  const double coarse = finite[0] && finite[1] ? vec_norm (count, o->diff.sample[0] + from) : INFINITY;
  const double fine = finite[1] && finite[2] ? vec_norm (count, o->diff.sample[1] + from) : INFINITY;
  const double a = coarse < INFINITY ? fmax (0, coarse - fine / 10) / 99 : INFINITY;
  const double b = fine < INFINITY ? fmax (0, fine - coarse / 100) / 9 : INFINITY;
  const double error[] = { 100 * a + b / 10, a + b, a / 100 + 10 * b };
  int best = finite[1] ? 1 : 2;
  for (int i = 0; i < 3; i++)
    if (error[i] < error[best])
      best = i;
  o->diff.stretch = stretch[best];
  return RUNNING;
}

status
oracle_hvp_by_differences (oracle *o, const real *x, const real *y, const real *vx, const real *vy, real *hx, real *hy)
{
  const size_t n = o->d.n, m = o->d.m;
  if (hypot (vx ? vec_norm (n, vx) : 0, vec_norm (m, vy)) < REAL_TINY) {
    if (hx)
      vec_fill (n, 0, hx);
    vec_fill (m, 0, hy);
    return RUNNING;
  }
  const double t = balanced_step (o, x, y, vx, vy);
  if (o->diff.stretch == 0)
    TRY (choose_stretch (o, x, y, vx, vy, t, hx != NULL));
  TRY (gradient_difference (o, x, y, vx, vy, t * o->diff.stretch, hx != NULL, o->diff.sample[0]));
  if (hx)
    vec_copy (n, o->diff.sample[0], hx);
  vec_copy (m, o->diff.sample[0] + n, hy);
  return RUNNING;
}
