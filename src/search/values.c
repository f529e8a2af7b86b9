/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "search/values.h"

/* Lengths of differences, in the larger of a variable and a tenth of its width: of values once and twice, of gradients.  */
static const double first = real_is_single ? 1e-3 : 1e-6, second = real_is_single ? 1e-2 : 1e-4;
static const double of_width = 0.1;

/* A status that the search has to end for; a value that is not finite is none.  */
static status
serious (status e, double *value)
{
  if (e != STOP_NON_FINITE)
    return e;
  *value = INFINITY;
  return RUNNING;
}

static void
note_g (search *s, double g)
{
  if (!isfinite (g))
    return;
  s->g_low = fmin (s->g_low, g);
  s->g_high = fmax (s->g_high, g);
}

bool
search_gives_gradients (const search *s, bool upper)
{
  return (upper ? s->p->upper : s->p->lower)->order > 0;
}

static status
value_of (search *s, bool upper, const real *x, const real *y, double *value)
{
  TRY (serious (upper ? oracle_upper_value (&s->oracle, x, y, value) : oracle_lower_value (&s->oracle, x, y, value),
                value));
  if (!isfinite (*value))
    *value = INFINITY;
  if (!upper)
    note_g (s, *value);
  return RUNNING;
}

status
search_g (search *s, const real *x, const real *y, double *g)
{
  return value_of (s, false, x, y, g);
}

status
search_f (search *s, const real *x, const real *y, double *f)
{
  return value_of (s, true, x, y, f);
}

/* A step of RELATIVE length in variable i of (x, y) = z that stays in the box.  */
static double
step_at (const search *s, size_t i, double z, double relative)
{
  const double t = relative * fmax (fabs (z), of_width * s->width[i]);
  return z + t > (double) s->box.high[i] ? -t : t;
}

/* (s->z) = (x, y)  */
static void
go_to (search *s, const real *x, const real *y)
{
  vec_copy (s->d.n, x, s->z);
  vec_copy (s->d.m, y, s->z + s->d.n);
}

/* Moves variable i by about T; returns by how much it has moved.  */
static double
move (search *s, size_t i, double t)
{
  const real before = s->z[i];
  s->z[i] = (real) ((double) before + t);
  return (double) s->z[i] - (double) before;
}

static status
value_at_z (search *s, bool upper, double *value)
{
  return value_of (s, upper, s->z, s->z + s->d.n, value);
}

static status
difference (search *s, bool upper, double value, size_t from, size_t count, real *out)
{
  for (size_t k = 0; k < count; k++) {
    const size_t i = from + k;
    const real before = s->z[i];
    double other;
    const double t = move (s, i, step_at (s, i, (double) before, first));
    TRY (value_at_z (s, upper, &other));
    s->z[i] = before;
    out[k] = (real) (isfinite (other) && t != 0 ? (other - value) / t : 0);
  }
  return RUNNING;
}

status
search_gradient (search *s, bool upper, bool known, const real *x, const real *y, double *value, real *gx, real *gy)
{
  if (search_gives_gradients (s, upper)) {
    real *for_y = gy ? gy : s->gy;
    TRY (serious (upper ? oracle_upper (&s->oracle, x, y, value, gx ? gx : s->gx, for_y)
                        : oracle_lower (&s->oracle, x, y, value, gx, for_y),
                  value));
    if (!upper)
      note_g (s, *value);
    return RUNNING;
  }
  if (!known)
    TRY (value_of (s, upper, x, y, value));
  if (!isfinite (*value))
    return RUNNING;
  go_to (s, x, y);
  if (gx)
    TRY (difference (s, upper, *value, 0, s->d.n, gx));
  return gy ? difference (s, upper, *value, s->d.n, s->d.m, gy) : RUNNING;
}

/* Columns of D2_yy g by differences of the gradient GY at (x, y).  */
static status
hessian_by_gradients (search *s, const real *x, const real *y, real *H)
{
  const size_t n = s->d.n, m = s->d.m;
  double value = 0;
  TRY (search_gradient (s, false, false, x, y, &value, NULL, s->gy));
  go_to (s, x, y);
  for (size_t k = 0; k < m; k++) {
    const real before = s->z[n + k];
    real *column = H + k * m;
    double other = 0;
    const double t = move (s, n + k, step_at (s, n + k, (double) before, first));
    TRY (serious (oracle_lower (&s->oracle, s->z, s->z + n, &other, NULL, column), &other));
    s->z[n + k] = before;
    vec_axpy (m, -1, s->gy, column);
    vec_scale (m, isfinite (other) ? 1 / t : 0, column);
  }
  return RUNNING;
}

static status
hessian_by_products (search *s, const real *x, const real *y, real *H)
{
  double value = 0;
  TRY (serious (oracle_lower (&s->oracle, x, y, &value, NULL, s->gy), &value));
  for (size_t k = 0; k < s->d.m; k++) {
    vec_fill (s->d.m, 0, s->w);
    s->w[k] = 1;
    TRY (serious (oracle_lower_hvp (&s->oracle, x, y, NULL, s->w, NULL, H + k * s->d.m), &value));
  }
  return RUNNING;
}

/* H_kl = (g (z + t_k + t_l) - g (z + t_k) - g (z + t_l) + g (z)) / t_k t_l  */
static status
hessian_by_values (search *s, const real *x, const real *y, double g, real *H)
{
  const size_t n = s->d.n, m = s->d.m;
  go_to (s, x, y);
  for (size_t k = 0; k < m; k++) { /* gy: g one step away; grad_try: the steps */
    const real before = s->z[n + k];
    double value;
    s->grad_try[k] = (real) move (s, n + k, step_at (s, n + k, (double) before, second));
    TRY (value_at_z (s, false, &value));
    s->gy[k] = (real) (value - g);
    s->z[n + k] = before;
  }
  for (size_t k = 0; k < m; k++)
    for (size_t l = 0; l <= k; l++) {
      const real at_k = s->z[n + k], at_l = s->z[n + l];
      double value;
      s->z[n + k] = at_k + s->grad_try[k];
      s->z[n + l] += s->grad_try[l];
      TRY (value_at_z (s, false, &value));
      const double bend = (value - g) - (double) s->gy[k] - (double) s->gy[l];
      H[k * m + l] = (real) (isfinite (bend) ? bend / ((double) s->grad_try[k] * (double) s->grad_try[l]) : 0);
      s->z[n + k] = at_k;
      s->z[n + l] = at_l;
    }
  for (size_t k = 0; k < m; k++)
    for (size_t l = 0; l < k; l++)
      H[l * m + k] = H[k * m + l];
  return RUNNING;
}

status
search_hessian (search *s, const real *x, const real *y, double g, real *H)
{
  const size_t m = s->d.m;
  const int order = s->p->lower->order;
  if (order == 0)
    return hessian_by_values (s, x, y, g, H);
  TRY (order == 1 ? hessian_by_gradients (s, x, y, H) : hessian_by_products (s, x, y, H));
  for (size_t k = 0; k < m; k++)
    for (size_t l = 0; l < k; l++)
      H[k * m + l] = H[l * m + k] = (real) (0.5 * ((double) H[k * m + l] + (double) H[l * m + k]));
  return RUNNING;
}

/* By four values a variable: ((g (x + t, y + u) - g (x + t, y)) - (g (x, y + u) - g (x, y))) / t u, w = |w| u / |u|  */
static status
cross_by_values (search *s, const real *x, const real *y, const real *w, double length, real *out)
{
  const size_t n = s->d.n, m = s->d.m;
  double at, beside;
  go_to (s, x, y);
  vec_axpy (m, length, w, s->z + n);
  TRY (value_of (s, false, x, y, &at));
  TRY (value_at_z (s, false, &beside));
  for (size_t i = 0; i < n; i++) {
    const real before = s->z[i];
    const double t = move (s, i, step_at (s, i, (double) before, second));
    double near, far;
    TRY (value_at_z (s, false, &far));
    vec_copy (m, y, s->z + n);
    TRY (value_at_z (s, false, &near));
    vec_axpy (m, length, w, s->z + n);
    s->z[i] = before;
    out[i] = (real) (((far - near) - (beside - at)) / (t * length));
    if (!isfinite ((double) out[i]))
      out[i] = 0;
  }
  return RUNNING;
}

status
search_cross (search *s, const real *x, const real *y, const real *w, real *out)
{
  const size_t n = s->d.n, m = s->d.m;
  const int order = s->p->lower->order;
  double widths = 0, value = 0;
  vec_fill (n, 0, out);
  for (size_t i = 0; i < m; i++)
    widths = fmax (widths, fabs ((double) w[i]) / s->width[n + i]);
  if (widths == 0)
    return RUNNING;
  if (order == 0)
    return cross_by_values (s, x, y, w, of_width * second / widths, out);
  if (order == 2) {
    TRY (serious (oracle_lower (&s->oracle, x, y, &value, NULL, s->gy), &value));
    TRY (serious (oracle_lower_hvp (&s->oracle, x, y, NULL, w, out, s->gy), &value));
    return RUNNING;
  }
  const double length = of_width * first / widths;
  double other = 0;
  TRY (serious (oracle_lower (&s->oracle, x, y, &value, s->gx, s->gy), &value));
  go_to (s, x, y);
  vec_axpy (m, length, w, s->z + n);
  TRY (serious (oracle_lower (&s->oracle, x, s->z + n, &other, out, s->gy), &other));
  vec_axpy (n, -1, s->gx, out);
  vec_scale (n, isfinite (value) && isfinite (other) ? 1 / length : 0, out);
  return RUNNING;
}
