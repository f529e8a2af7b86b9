/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A central difference with step t has truncation error O(t^2) and rounding error O(e/t), e the
   relative accuracy of what is differenced, so t ~ e^(1/3) balances them.  */
#include "base/real.h"

#include <stdio.h>

#include "problem/differences.h"

static const double rounding = 16 * REAL_EPS; /* of a gradient */

void
differences_layout (differences *w, bool values, bool products, arena *a)
{
  const size_t nz = w->d.n + w->d.m;
  if (values) {
    w->z = arena_array (a, nz, real);
    w->gy = arena_array (a, w->d.m, real);
  }
  if (!products)
    return;
  w->plus = arena_array (a, nz, real);
  w->minus = arena_array (a, nz, real);
  w->trial = arena_array (a, nz, real);
  for (int i = 0; i < 3; i++)
    w->sample[i] = arena_array (a, nz, real);
}

/* The kind of a call: one of an objective that offers a gradient makes it, whatever is asked for.  */
static int
kind_of (const differences *w, const instance *p)
{
  const int value = p == w->lower ? CALL_g_value : CALL_f_value;
  return p->order < 1 ? value : value + 1;
}

static status
displaced_value (differences *w, instance *p, size_t j, double zj, double *phi)
{
  TRY (ledger_charge (w->ledger, kind_of (w, p)));
  w->z[j] = (real) zj;
  TRY (p->kind->eval (p, w->z, w->z + w->d.n, phi, NULL, w->along ? w->gy : NULL));
  if (w->along)
    *phi = vec_dot (w->d.m, w->along, w->gy);
  if (isfinite (*phi))
    return RUNNING;
  return ledger_not_finite (w->ledger, p == w->lower ? "the value of g close by" : "the value of f close by", 0, NULL);
}

/* At a bound, of the parabola through z_j, z_j + t and z_j + 2 t, t < 0 at the upper one.  */
static status
one_sided_slope (differences *w, instance *p, size_t j, double t, double *slope)
{
  const double zj = w->z[j];
  const real near = (real) (zj + t), far = (real) (zj + 2 * t);
  double f1, f2;
  TRY (displaced_value (w, p, j, near, &f1));
  TRY (displaced_value (w, p, j, far, &f2));
  w->z[j] = (real) zj;
  const double a = (double) near - zj, b = (double) far - zj;
  *slope = (b / a * (f1 - w->phi) - a / b * (f2 - w->phi)) / (b - a);
  return RUNNING;
}

static status
central_slope (differences *w, instance *p, size_t j, double *slope)
{
  const double zj = w->z[j], t = cbrt (REAL_EPS) * fmax (1, fabs (zj));
  const box *b = &w->box;
  if (b->low && zj + t > (double) b->high[j] && zj - 2 * t >= (double) b->low[j])
    return one_sided_slope (w, p, j, -t, slope);
  if (b->low && zj - t < (double) b->low[j] && zj + 2 * t <= (double) b->high[j])
    return one_sided_slope (w, p, j, t, slope);
  const real up = (real) (zj + t), down = (real) (zj - t);
  double plus, minus;
  TRY (displaced_value (w, p, j, up, &plus));
  TRY (displaced_value (w, p, j, down, &minus));
  w->z[j] = (real) zj;
  *slope = (plus - minus) / ((double) up - (double) down);
  return RUNNING;
}

/* One slope by a complex step; the first gradient of each level in x and in y is compared with differences, because code that
   conjugates (x', norm, abs) gives wrong values silently.  */
static status
complex_slope (differences *w, instance *p, const real *x, const real *y, size_t j, double *slope)
{
  TRY (ledger_charge (w->ledger, kind_of (w, p)));
  TRY (p->kind->complex_step (p, x, y, j, slope));
  if (w->checked[p == w->lower][j >= w->d.n])
    return RUNNING;
  double other;
  TRY (central_slope (w, p, j, &other));
  if (!(fabs (*slope - other) <= sqrt (sqrt (REAL_EPS)) * (1 + fabs (other)))) {
    snprintf (w->ledger->message, sizeof w->ledger->message,
              "%s-level objective: its complex-step derivative in component %zu of (x, y) is %g, expected %g by "
              "differences; "
              "use .' for ', sum (x.^2) for norm (x)^2, and no abs",
              p->level, j + 1, *slope, other);
    return ERROR_ORACLE;
  }
  return RUNNING;
}

/* Of gx and gy the parts that are not NULL.  */
static status
gradient_from_values (differences *w, instance *p, const real *x, const real *y, double phi, real *gx, real *gy)
{
  w->phi = phi;
  const size_t n = w->d.n, nz = gy ? n + w->d.m : n;
  const bool complex_step = w->use_complex_step && p->kind->complex_step && p->order < 1;
  vec_copy (n, x, w->z);
  vec_copy (w->d.m, y, w->z + n);
  for (size_t j = gx ? 0 : n; j < nz; j++) {
    double slope = 0;
    if (!(w->box.low && w->box.low[j] == w->box.high[j])) /* nothing depends on the slope along a fixed variable */
      TRY (complex_step ? complex_slope (w, p, x, y, j, &slope) : central_slope (w, p, j, &slope));
    *(j < n ? gx + j : gy + (j - n)) = (real) slope;
  }
  w->checked[p == w->lower][1] |= gy != NULL;
  w->checked[p == w->lower][0] |= gx != NULL;
  return RUNNING;
}

/* One call; gx and gy may be NULL.  */
static status
evaluate_once (differences *w, instance *p, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  TRY (ledger_charge (w->ledger, kind_of (w, p)));
  TRY (p->kind->eval (p, x, y, phi, gx, gy));
  ledger_note_rows (w->ledger, p);
  return isfinite (*phi) ? RUNNING
                         : ledger_not_finite (w->ledger, p == w->lower ? "the value of g" : "the value of f", 0, NULL);
}

status
differences_value (differences *w, instance *p, const real *x, const real *y, double *phi)
{
  return evaluate_once (w, p, x, y, phi, NULL, NULL);
}

status
differences_evaluate (differences *w, instance *p, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  const bool values_only = p->order < 1, lacks_gx = p->without_gx && gx, lower = p == w->lower;
  real *offered_x = values_only || p->without_gx ? NULL : gx, *offered_y = values_only ? NULL : gy;
  TRY (evaluate_once (w, p, x, y, phi, offered_x, offered_y));
  if (values_only || lacks_gx)
    TRY (gradient_from_values (w, p, x, y, *phi, gx, values_only ? gy : NULL));
  if (lacks_gx && p->order == 2) /* products work at the latest point */
    TRY (evaluate_once (w, p, x, y, phi, NULL, gy));
  if (gx && !vec_finite (w->d.n, gx))
    return ledger_not_finite (w->ledger, lower ? "gx of g" : "gx of f", w->d.n, gx);
  if (!vec_finite (w->d.m, gy))
    return ledger_not_finite (w->ledger, lower ? "gy of g" : "gy of f", w->d.m, gy);
  return RUNNING;
}

/* grad g at z + a v, the x part only if WANT_X.  */
static status
displaced_gradient (differences *w, const real *x, const real *y, const real *vx, const real *vy, double a, bool want_x,
                    real *grad)
{
  const size_t n = w->d.n, m = w->d.m;
  double g;
  /* trial, not diff.z: a value-only objective displaces diff.z again for its own gradient */
  vec_copy (n, x, w->trial);
  vec_copy (m, y, w->trial + n);
  if (vx)
    vec_axpy (n, a, vx, w->trial);
  vec_axpy (m, a, vy, w->trial + n);
  return differences_evaluate (w, w->lower, w->trial, w->trial + n, &g, want_x ? grad : NULL, grad + n);
}

/* Does z + a v keep to the bounds?  */
static bool
is_within (const differences *w, const real *x, const real *y, const real *vx, const real *vy, double a)
{
  const box *b = &w->box;
  const size_t n = w->d.n;
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
gradient_difference (differences *w, const real *x, const real *y, const real *vx, const real *vy, double t,
                     bool want_x, real *out)
{
  const size_t n = w->d.n, from = want_x ? 0 : n, count = n + w->d.m - from;
  const bool up = is_within (w, x, y, vx, vy, t), down = is_within (w, x, y, vx, vy, -t);
  const double side = up ? t : -t;
  const bool one_sided = up != down && is_within (w, x, y, vx, vy, 2 * side);
  TRY (displaced_gradient (w, x, y, vx, vy, one_sided ? side : t, want_x, w->plus));
  TRY (displaced_gradient (w, x, y, vx, vy, one_sided ? 2 * side : -t, want_x, w->minus));
  vec_copy (count, w->plus + from, out + from);
  vec_axpy (count, -1, w->minus + from, out + from);
  for (size_t i = from; i < n; i++)
    if (fabs ((double) out[i]) <= rounding * fmax (fabs ((double) w->plus[i]), fabs ((double) w->minus[i])))
      out[i] = 0;
  if (one_sided) { /* plus - minus - 3 (grad g (z) - plus) */
    TRY (displaced_gradient (w, x, y, vx, vy, 0, want_x, w->minus));
    for (size_t i = from; i < from + count; i++)
      out[i] = (real) (i < n && out[i] == 0 ? 0 : (double) out[i] + 3 * ((double) w->plus[i] - (double) w->minus[i]));
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
balanced_step (differences *w, const real *x, const real *y, const real *vx, const real *vy, bool from_values)
{
  const double apart = 10, in_x = vx ? vec_norm (w->d.n, vx) : 0, in_y = vec_norm (w->d.m, vy);
  const double accuracy = from_values ? pow (REAL_EPS, 2.0 / 3) : REAL_EPS;
  const double lx = length_of (&w->reach[0], w->d.n, x), ly = length_of (&w->reach[1], w->d.m, y);
  const double by_unit = fmax (1, hypot (vec_norm (w->d.n, x), vec_norm (w->d.m, y))) / hypot (in_x, in_y);
  const double by_length = 1 / fmax (in_x / lx, in_y / ly);
  return cbrt (accuracy) * (from_values ? by_unit : fmin (fmax (by_unit, by_length / apart), by_length * apart));
}

/* The one refinement of the step: with truncation error a and rounding error b at t, the results at 10 t, t and t / 10
   differ by about 99 a + 0.9 b and 0.99 a + 9 b, which gives both and so the total error of each of the three.  */
static status
choose_stretch (differences *w, const real *x, const real *y, const real *vx, const real *vy, double t, bool want_x)
{
  static const double stretch[] = { 10, 1, 0.1 };
  const size_t from = want_x ? 0 : w->d.n, count = w->d.n + w->d.m - from;
  bool finite[3];
  for (int i = 0; i < 3; i++) {
    status s = gradient_difference (w, x, y, vx, vy, t * stretch[i], want_x, w->sample[i]);
    if (s != RUNNING && s != STOP_NON_FINITE)
      return s;
    finite[i] = s == RUNNING;
  }
  vec_axpy (count, -1, w->sample[1] + from, w->sample[0] + from);
  vec_axpy (count, -1, w->sample[2] + from, w->sample[1] + from);
  const double coarse = finite[0] && finite[1] ? vec_norm (count, w->sample[0] + from) : INFINITY;
  const double fine = finite[1] && finite[2] ? vec_norm (count, w->sample[1] + from) : INFINITY;
  const double a = coarse < INFINITY ? fmax (0, coarse - fine / 10) / 99 : INFINITY;
  const double b = fine < INFINITY ? fmax (0, fine - coarse / 100) / 9 : INFINITY;
  const double error[] = { 100 * a + b / 10, a + b, a / 100 + 10 * b };
  int best = finite[1] ? 1 : 2;
  for (int i = 0; i < 3; i++)
    if (error[i] < error[best])
      best = i;
  w->stretch = stretch[best];
  return RUNNING;
}

/* hx = D2_xy g . vy, a gradient of vy'gy in x.  */
static status
cross_product (differences *w, const real *x, const real *y, const real *vy, real *hx)
{
  double phi = 0, g;
  if (w->box.low) { /* a one-sided difference needs it */
    TRY (evaluate_once (w, w->lower, x, y, &g, NULL, w->gy));
    phi = vec_dot (w->d.m, vy, w->gy);
  }
  w->along = vy;
  const status e = gradient_from_values (w, w->lower, x, y, phi, hx, NULL);
  w->along = NULL;
  return e;
}

status
differences_product (differences *w, const real *x, const real *y, const real *vx, const real *vy, real *hx, real *hy)
{
  const size_t n = w->d.n, m = w->d.m;
  if (hypot (vx ? vec_norm (n, vx) : 0, vec_norm (m, vy)) < REAL_TINY) {
    if (hx)
      vec_fill (n, 0, hx);
    vec_fill (m, 0, hy);
    return RUNNING;
  }
  const bool crosses = hx && !vx && w->lower->without_gx, want_x = hx && !crosses;
  const double t = balanced_step (w, x, y, vx, vy, w->lower->order < 1 || (want_x && w->lower->without_gx));
  if (w->stretch == 0)
    TRY (choose_stretch (w, x, y, vx, vy, t, want_x));
  TRY (gradient_difference (w, x, y, vx, vy, t * w->stretch, want_x, w->sample[0]));
  if (want_x)
    vec_copy (n, w->sample[0], hx);
  if (crosses)
    TRY (cross_product (w, x, y, vy, hx));
  vec_copy (m, w->sample[0] + n, hy);
  return RUNNING;
}
