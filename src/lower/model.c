/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "lower/model.h"

static const double least_scale = 1e-3;
static const double least_compliance = 1e-12; /* relative to the largest: less may be none */
static const double curved =
    1e-6; /* products with curvature below this part of the largest say nothing of compliance */

void
model_layout (model *l, dims d, int pairs, arena *a)
{
  l->d = d;
  curvature_layout (&l->H, d.m, pairs, a);
  l->y0 = arena_array (a, d.m, real);
  l->compliance = arena_array (a, d.n, real);
  l->at = arena_array (a, d.n + d.m, real);
  l->zero = arena_array (a, d.m, real);
  l->held = arena_array (a, d.m, bool);
  l->raw = arena_array (a, d.m, real);
}

void
model_start (model *l, oracle *o, const box *y_box, const real *y0)
{
  l->oracle = o;
  l->box = *y_box;
  vec_copy (l->d.m, y0, l->y0);
  vec_fill (l->d.n, 0, l->compliance);
  vec_fill (l->d.m, 0, l->zero);
  for (size_t i = 0; i < l->d.m; i++)
    l->held[i] = false;
  l->length = vec_norm (l->d.m, y0);
  if (l->length == 0)
    l->length = 1;
  l->scale = l->natural = 0;
  l->singular = l->unbounded = l->any_compliance = l->at_known = false;
  l->response = NAN;
  l->square_x = l->square_y = 0;
}

status
model_value (model *l, const real *x, const real *y, double *g, real *v)
{
  l->at_known = false;
  *g = NAN;
  status s = oracle_lower (l->oracle, x, y, g, NULL, v);
  if (s == STOP_NON_FINITE) {
    if (isfinite (*g))
      *g = NAN; /* its gradient is not finite */
    return RUNNING;
  }
  if (s == RUNNING) {
    vec_copy (l->d.n, x, l->at);
    vec_copy (l->d.m, y, l->at + l->d.n);
    l->at_known = true;
    if (l->box.low) {
      vec_copy (l->d.m, v, l->raw);
      box_mask (&l->box, y, v);
    }
  }
  return s;
}

void
model_settle (model *l, const real *y, const real *v)
{
  bool changed = false;
  for (size_t i = 0; l->box.low && i < l->d.m; i++) {
    const bool held = box_rests (&l->box, i, y[i], v[i]);
    changed |= held != l->held[i];
    l->held[i] = held;
  }
  if (changed) {
    curvature_forget (&l->H);
    vec_fill (l->d.n, 0, l->compliance);
    l->any_compliance = false;
  }
}

void
model_project (const model *l, real *a)
{
  for (size_t i = 0; l->box.low && i < l->d.m; i++)
    if (l->held[i])
      a[i] = 0;
}

/* Products of native objectives and handles work at the latest evaluation; differences need none.  */
static status
linearise (model *l, const real *x, const real *y, real *v)
{
  const dims d = l->d;
  double g;
  if (l->oracle->lower->order < 2)
    l->at_known = false;
  else if (!l->at_known || memcmp (l->at, x, d.n * sizeof *x) != 0 || memcmp (l->at + d.n, y, d.m * sizeof *y) != 0)
    TRY (model_value (l, x, y, &g, v));
  return RUNNING;
}

static void
learn_compliance (model *l, const real *q, const real *hx, const real *hy)
{
  const double bend = vec_dot (l->d.m, q, hy), nq = vec_norm (l->d.m, q);
  if (!(bend > curved * l->H.largest * nq * nq))
    return;
  double response = isnan (l->response) ? 0 : l->response;
  for (size_t i = 0; i < l->d.n; i++) {
    const double k = (double) hx[i] * (double) hx[i] / bend, sum = (double) l->compliance[i] + k;
    l->compliance[i] = (real) sum;
    l->any_compliance |= sum > 0;
    response = fmax (response, k / fmax (sum, REAL_TINY));
  }
  l->response = response;
}

static void
learn_ratio (model *l, const real *q, const real *hx, const real *hy)
{
  const double nq = vec_norm (l->d.m, q), in_x = vec_norm (l->d.n, hx) / nq, in_y = vec_norm (l->d.m, hy) / nq;
  if (isfinite (in_x) && isfinite (in_y)) {
    l->square_x += in_x * in_x;
    l->square_y += in_y * in_y;
  }
}

status
model_product (model *l, const real *x, const real *y, const real *q, real *hx, real *hy)
{
  TRY (linearise (l, x, y, hy));
  TRY (oracle_lower_hvp (l->oracle, x, y, NULL, q, hx, hy));
  model_project (l, hy);
  const double part = vec_norm (l->d.m, hy) / vec_norm (l->d.m, q) * vec_norm (l->d.m, y);
  if (isfinite (part))
    l->natural = fmax (l->natural, part);
  learn_compliance (l, q, hx, hy);
  learn_ratio (l, q, hx, hy);
  curvature_remember (&l->H, q, hy);
  return RUNNING;
}

status
model_answer (model *l, const real *x, const real *y, const real *dx, real *hy)
{
  TRY (linearise (l, x, y, hy));
  TRY (oracle_lower_hvp (l->oracle, x, y, dx, l->zero, NULL, hy));
  model_project (l, hy);
  return RUNNING;
}

void
model_metric (const model *l, double least, real *metric)
{
  const double floor = l->oracle->lower->order < 2 ? fmax (least, least_compliance) : least;
  double most = 0;
  for (size_t i = 0; i < l->d.n; i++)
    most = fmax (most, (double) l->compliance[i]);
  for (size_t i = 0; i < l->d.n; i++) {
    const double k = (double) l->compliance[i];
    metric[i] = l->any_compliance ? (real) (1 / fmax (k, (k > 0 ? floor : least_compliance) * most)) : 1;
  }
}

double
model_scale (const model *l)
{
  return fmax (l->scale, least_scale * l->natural);
}

status
model_jacobian (model *l, const real *x, const real *y, const real *px, const real *py, real *jp)
{
  TRY (linearise (l, x, y, jp));
  return oracle_lower_hvp (l->oracle, x, y, px, py, NULL, jp);
}

double
model_reach (const model *l, const real *y, double floor)
{
  return fmax (fmax (vec_norm (l->d.m, y), vec_distance (l->d.m, y, l->y0)), floor * l->length);
}
