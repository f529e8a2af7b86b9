/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "lower/model.h"

enum {
  samples = 10,
  few_products = 6,   /* that correct a factor of A at another point, at the most */
  most_doublings = 10 /* of the wait after a factorisation that failed */
};
static const double alike = 8; /* factor */
static const double least_scale = 1e-3;
static const double beyond_rounding = 1e-3; /* of the largest curvature: no rounding of a product is that much */
static const double weak_slope = real_is_single ? 1e-3 : 1e-6; /* of the steepest seen: about 0 */
static const double next_to = real_is_single ? 1e-3 : 1e-7;    /* a bound, in lengths of y */
static const double rounding =
    real_is_single ? 1e-3 : 1e-7;             /* of what is expected: products by differences that tell nothing */
static const double least_compliance = 1e-12; /* relative to the largest: less may be none */
static const double flat_by_products = 1e-13; /* curvature relative to the largest: less is rounding */
static const double curved =
    1e-6; /* products with curvature below this part of the largest say nothing of compliance */
static const double wrong_residual = 0.1;                 /* ||A s - b|| / ||b||: s does not solve A s = b */
static const double rounding_of_product = 1e3 * REAL_EPS; /* ||A s|| relative to ||A|| ||s|| */

void
model_layout (model *l, dims d, int pairs, arena *a)
{
  l->d = d;
  l->linear = (linear){ .how = "memory", .x = arena_array (a, d.n, real) };
  curvature_layout (&l->H, d.m, pairs, a);
  l->y0 = arena_array (a, d.m, real);
  l->compliance = arena_array (a, d.n, real);
  l->curved_at = arena_array (a, d.n + d.m, real);
  l->at = arena_array (a, d.n + d.m, real);
  l->zero = arena_array (a, d.m, real);
  l->held = arena_array (a, d.m, bool);
  l->raw = arena_array (a, d.m, real);
}

static void
forget (model *l)
{
  curvature_forget (&l->H);
  vec_fill (l->d.n, 0, l->compliance);
  l->any_compliance = false;
}

/* Not along b where s does not descend: A is indefinite there, or what stands in for A^-1 is.  */
static bool
solve (void *self, const real *b, real *s)
{
  model *l = self;
  l->linear.solves++;
  if (oracle_lower_solve (l->oracle, b, s) != RUNNING)
    return false;
  const bool descends = vec_finite (l->d.m, s) && vec_dot (l->d.m, b, s) > 0;
  l->H.exact &= descends || !(vec_norm (l->d.m, b) > 0); /* else pairs have to serve */
  return descends;
}

static bool
half_solve (void *self, const real *b, real *s)
{
  const model *l = self;
  l->oracle->lower->kind->half_solve_yy (l->oracle->lower, true, b, s);
  return vec_finite (l->d.m, s);
}

static void
use_solve (model *l, bool exact)
{
  curvature_set_base (&l->H, solve, l, exact);
  if (!l->linear.given.user && l->oracle->lower->kind->half_solve_yy)
    curvature_set_root (&l->H, half_solve);
}

/* A solve with A does not tell the inverse of its part that bounds leave free.  */
static void
choose_base (model *l)
{
  linear *w = &l->linear;
  w->given = !l->box.low ? instance_solver (l->oracle->lower) : (solver){ 0 };
  const bool ready = w->given.how && !w->given.factors;
  curvature_set_base (&l->H, NULL, NULL, false);
  if (ready)
    use_solve (l, w->given.claimed);
  w->stale = w->given.factors;
  w->failures = w->wait = 0;
  w->sampled = w->smoothed = false;
  vec_fill (l->d.n, 0, w->x);
  if (ready)
    w->how = w->given.how;
  w->exact = ready && w->given.constant;
  if (w->exact)
    w->factored = w->positive = 1;
}

status
model_renew (model *l, const real *x, const real *y)
{
  linear *w = &l->linear;
  factorised result;
  w->stale |= w->given.follows && memcmp (w->x, x, l->d.n * sizeof *x) != 0;
  if (!w->given.factors || !w->stale || w->wait-- > 0)
    return RUNNING;
  vec_copy (l->d.n, x, w->x);
  TRY (oracle_lower_factorise (l->oracle, x, y, &result));
  w->products += instance_solver (l->oracle->lower).products;
  w->stale = result == NOT_POSITIVE;
  w->given.factors = result != NEVER_PAYS;
  w->positive = result == FACTORISED;
  w->exact = w->positive && w->given.follows;
  w->failures = w->positive ? 0 : w->failures + 1;
  w->wait = 1 << (w->failures < most_doublings ? w->failures : most_doublings);
  if (!w->positive) {
    if (l->H.base)
      curvature_set_base (&l->H, NULL, NULL, false);
    return RUNNING;
  }
  w->wait = 0;
  w->factored++;
  w->how = w->given.how;
  use_solve (l, w->exact);
  return RUNNING;
}

void
model_note_products (model *l, int products)
{
  l->linear.stale |= products > few_products && !l->linear.exact;
}

void
model_start (model *l, oracle *o, const box *y_box, const real *y0)
{
  l->oracle = o;
  curvature_use_threads (&l->H, o->lower->crew, o->lower->threads);
  l->box = box_binds (y_box, 0, y_box->n) ? *y_box : (box){ .n = y_box->n };
  vec_copy (l->d.m, y0, l->y0);
  forget (l);
  l->H.negative = false;
  vec_fill (l->d.m, 0, l->zero);
  for (size_t i = 0; i < l->d.m; i++)
    l->held[i] = false;
  l->length = vec_norm (l->d.m, y0);
  if (l->length <= no_length)
    l->length = 1;
  l->scale = l->largest_raw = l->expected_gradient = l->stiffness = 0;
  vec_fill (l->d.n + l->d.m, 0, l->curved_at);
  l->softest = l->ratio = INFINITY;
  l->indefinite = false;
  l->hardest = 0;
  l->singular = l->unbounded = l->at_known = false;
  l->response = NAN;
  if (o->lower->order == 2 && !real_is_single)
    l->H.flat = flat_by_products;
  choose_base (l);
  l->square_x = l->square_y = 0;
}

void
model_note_at (model *l, const real *x, const real *y)
{
  vec_copy (l->d.n, x, l->at);
  vec_copy (l->d.m, y, l->at + l->d.n);
  l->norm_at = vec_norm (l->d.m, y);
  l->at_known = true;
}

status
model_value (model *l, const real *x, const real *y, double *g, real *v)
{
  double value = NAN;
  l->at_known = false;
  const status s = oracle_lower (l->oracle, x, y, &value, NULL, v);
  if (s == STOP_NON_FINITE) {
    *g = isfinite (value) ? NAN : value; /* NaN: its gradient is not finite */
    return RUNNING;
  }
  if (s == RUNNING) {
    *g = value;
    model_note_at (l, x, y);
    if (l->box.low) {
      vec_copy (l->d.m, v, l->raw);
      box_mask (&l->box, y, v);
    }
  }
  return s;
}

/* The latest evaluation was at y, with what the bounds hold in l->raw.  */
static bool
knows_raw (const model *l, const real *y)
{
  return l->box.low && l->at_known && memcmp (l->at + l->d.n, y, l->d.m * sizeof *y) == 0;
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
  if (changed)
    forget (l);
}

void
model_hold (model *l, const bool *held)
{
  bool changed = false;
  for (size_t i = 0; i < l->d.m; i++) {
    changed |= held[i] != l->held[i];
    l->held[i] = held[i];
  }
  if (changed)
    forget (l);
}

status
model_weak (model *l, const real *x, const real *y, real *v, bool *weak, size_t *count)
{
  const size_t m = l->d.m;
  const double near = next_to * model_reach (l, y, 1e-8);
  size_t at_bounds = 0;
  *count = 0;
  for (size_t i = 0; l->box.low && i < m; i++) {
    weak[i] = (double) y[i] - (double) l->box.low[i] <= near || (double) l->box.high[i] - (double) y[i] <= near;
    at_bounds += weak[i];
  }
  if (at_bounds == 0)
    return RUNNING;
  if (!knows_raw (l, y) || memcmp (l->at, x, l->d.n * sizeof *x) != 0) {
    double g;
    TRY (model_value (l, x, y, &g, v));
  }
  l->largest_raw = fmax (l->largest_raw, vec_norm (m, l->raw));
  const double small = weak_slope * fmax (l->largest_raw, model_scale (l));
  for (size_t i = 0; i < m; i++) {
    weak[i] = weak[i] && fabs ((double) l->raw[i]) <= small && l->box.low[i] < l->box.high[i];
    *count += weak[i];
  }
  return RUNNING;
}

bool
model_has_free (const model *l)
{
  for (size_t i = 0; i < l->d.m; i++)
    if (!l->held[i])
      return true;
  return false;
}

void
model_project (const model *l, real *a)
{
  for (size_t i = 0; l->box.low && i < l->d.m; i++)
    if (l->held[i])
      a[i] = 0;
}

/* Products of native objectives and handles work at the latest evaluation; differences need none.  */
status
model_linearise (model *l, const real *x, const real *y, real *v)
{
  const dims d = l->d;
  double g;
  if (l->oracle->lower->order < 2)
    l->at_known = false;
  else if (!l->at_known || memcmp (l->at, x, d.n * sizeof *x) != 0 || memcmp (l->at + d.n, y, d.m * sizeof *y) != 0)
    TRY (model_value (l, x, y, &g, v));
  return RUNNING;
}

double
model_curvature_ratio (const model *l)
{
  return l->ratio < INFINITY && !l->indefinite ? l->ratio : NAN;
}

double
model_largest (const model *l, const real *y)
{
  if (l->oracle->lower->order == 2)
    return l->H.largest;
  return fmax (l->H.largest, fmax (l->largest_raw, l->scale) / model_reach (l, y, 1));
}

static void
learn_compliance (model *l, const real *y, const real *hx)
{
  const double bend = l->told.ab, nq = l->told.norm_a;
  if (!(bend > curved * model_largest (l, y) * nq * nq))
    return;
  double response = isnan (l->response) ? 0 : l->response;
  for (size_t i = 0; i < l->d.n; i++) {
    const double k = (double) hx[i] * (double) hx[i] / bend, known = (double) l->compliance[i];
    const double sum = !l->linear.sampled ? known + k : l->linear.smoothed && known > 0 ? known : fmax (known, k);
    l->compliance[i] = (real) sum;
    l->any_compliance |= sum > 0;
    response = fmax (response, k / fmax (sum, REAL_TINY));
  }
  l->response = response;
}

static void
learn_ratio (model *l, const real *hx)
{
  const double nq = l->told.norm_a, in_x = vec_norm (l->d.n, hx) / nq, in_y = l->told.norm_b / nq;
  if (isfinite (in_x) && isfinite (in_y)) {
    l->square_x += in_x * in_x;
    l->square_y += in_y * in_y;
  }
}

static void
learn_curvature (model *l, const real *x, const real *y, double along, double stiffness)
{
  const size_t n = l->d.n, m = l->d.m;
  if (memcmp (l->curved_at, x, n * sizeof *x) != 0 || memcmp (l->curved_at + n, y, m * sizeof *y) != 0) {
    vec_copy (n, x, l->curved_at);
    vec_copy (m, y, l->curved_at + n);
    l->softest = INFINITY;
    l->hardest = 0;
  }
  if (along > 0)
    l->softest = fmin (l->softest, along);
  l->hardest = fmax (l->hardest, stiffness);
  l->indefinite |= along < -beyond_rounding * l->hardest;
  l->ratio = fmin (l->ratio, l->softest / l->hardest);
}

status
model_try_product (model *l, const real *x, const real *y, const real *q, real *hx, real *hy)
{
  TRY (model_linearise (l, x, y, hy));
  TRY (oracle_lower_hvp (l->oracle, x, y, NULL, q, hx, hy));
  model_project (l, hy);
  l->told = vec_measure (l->d.m, q, hy);
  const double stiffness = l->told.norm_b / l->told.norm_a;
  if (isfinite (stiffness)) {
    learn_curvature (l, x, y, vec_dot (l->d.m, q, hy) / vec_dot (l->d.m, q, q), stiffness);
    l->stiffness = fmax (l->stiffness, stiffness);
    l->expected_gradient =
        fmax (l->expected_gradient, stiffness * (l->at_known ? l->norm_at : vec_norm (l->d.m, y))); /* both at y */
  }
  learn_compliance (l, y, hx);
  learn_ratio (l, hx);
  return RUNNING;
}

status
model_product (model *l, const real *x, const real *y, const real *q, real *hx, real *hy)
{
  TRY (model_try_product (l, x, y, q, hx, hy));
  if (l->oracle->lower->order == 2 || l->told.norm_b > rounding * model_largest (l, y) * l->told.norm_a)
    curvature_note (&l->H, q, hy, l->told);
  return RUNNING;
}

/* s = A^-1 v, and A s by (hx, hy) = J's.  */
static status
verify (model *l, const real *x, const real *y, const real *v, real *s, real *hx, real *hy)
{
  linear *w = &l->linear;
  const size_t m = l->d.m;
  const double nv = vec_norm (m, v);
  if (!l->H.base || !w->given.claimed || w->verified || !(nv > 0))
    return RUNNING;
  w->verified = true;
  w->solves++;
  TRY (model_linearise (l, x, y, s));
  TRY (oracle_lower_solve (l->oracle, v, s));
  if (!vec_finite (m, s))
    return RUNNING;
  TRY (model_product (l, x, y, s, hx, hy));
  const double rounded = l->oracle->lower->order < 2 ? rounding : rounding_of_product;
  const double error = vec_distance (m, hy, v) / nv;
  if (error <= wrong_residual + rounded * l->H.largest * vec_norm (m, s) / nv)
    return RUNNING;
  ledger *k = &l->oracle->ledger;
  snprintf (k->message, sizeof k->message,
            "lower-level solve with D2_yy g (%s) is wrong: for A s = b it gives ||A s - b|| = %.2g ||b||, expected 0",
            w->how, error);
  return ERROR_ORACLE;
}

/* x that respond to samples alike, to a factor of 8 in the mean, get one compliance: what is told of a single one scatters.  */
static void
smooth_compliance (model *l)
{
  double mean = 0, square = 0, count = 0;
  for (size_t i = 0; i < l->d.n; i++)
    if (l->compliance[i] > 0) {
      const double k = log ((double) l->compliance[i]), off = k - mean;
      mean += off / ++count;
      square += off * (k - mean);
    }
  l->linear.smoothed = square < count * log (alike) * log (alike);
  for (size_t i = 0; l->linear.smoothed && i < l->d.n; i++)
    if (l->compliance[i] > 0)
      l->compliance[i] = (real) exp (mean);
}

/* The directions of exact solves are too few and too much alike to tell the compliance.  */
static status
sample (model *l, const real *x, const real *y, real *z, real *s, real *hx, real *hy)
{
  linear *w = &l->linear;
  const size_t n = l->d.n, m = l->d.m, count = m < samples ? m : samples;
  random_state random = { 0 };
  if (!l->H.base || !w->given.constant || w->sampled || l->any_compliance || n == 1)
    return RUNNING;
  TRY (model_linearise (l, x, y, s));
  for (size_t k = 0; k < count; k++) {
    for (size_t i = 0; i < m; i++)
      z[i] = (real) (count == m ? i == k : (random_uniform (&random) < 0.5 ? -1 : 1) / sqrt ((double) count));
    l->oracle->lower->kind->half_solve_yy (l->oracle->lower, false, z, s);
    TRY (oracle_lower_hvp (l->oracle, x, y, NULL, s, hx, hy));
    for (size_t i = 0; i < n; i++) {
      l->compliance[i] += hx[i] * hx[i];
      l->any_compliance |= l->compliance[i] > 0;
    }
  }
  if (count < m)
    smooth_compliance (l);
  w->sampled = true;
  return RUNNING;
}

status
model_prepare (model *l, const real *x, const real *y, const real *b, real *z, real *s, real *hx, real *hy)
{
  TRY (model_renew (l, x, y));
  TRY (sample (l, x, y, z, s, hx, hy));
  return verify (l, x, y, b, s, hx, hy);
}

status
model_cross_product (model *l, const real *x, const real *y, const real *dx, real *hy)
{
  TRY (model_linearise (l, x, y, hy));
  TRY (oracle_lower_hvp (l->oracle, x, y, dx, l->zero, NULL, hy));
  model_project (l, hy);
  return RUNNING;
}

double
model_most_compliance (const model *l)
{
  double most = 0;
  for (size_t i = 0; i < l->d.n; i++)
    most = fmax (most, (double) l->compliance[i]);
  return most;
}

void
model_metric (const model *l, double least, real *metric)
{
  const bool given = l->oracle->lower->order >= 1
                     && !l->oracle->lower->without_gx; /* gradients by differences do not tell little from none */
  const double floor = (given ? least : fmax (least, least_compliance)) * model_most_compliance (l);
  double sum = 0, acting = 0;
  for (size_t i = 0; i < l->d.n; i++)
    if ((double) l->compliance[i] > floor) {
      sum += (double) l->compliance[i];
      acting++;
    }
  for (size_t i = 0; i < l->d.n; i++) {
    const double k = (double) l->compliance[i];
    const double by_action = k > floor ? 1 / k : given && k > 0 ? 1 / floor : acting / sum;
    metric[i] = l->any_compliance ? (real) by_action : 1;
  }
}

void
model_age (model *l, double scale)
{
  l->scale = fmin (l->scale, scale);
  l->stiffness /= 2;
  l->expected_gradient /= 2;
}

double
model_scale (const model *l)
{
  return fmax (l->scale, least_scale * l->expected_gradient);
}

status
model_jacobian (model *l, const real *x, const real *y, const real *px, const real *py, real *jp)
{
  TRY (model_linearise (l, x, y, jp));
  return oracle_lower_hvp (l->oracle, x, y, px, py, NULL, jp);
}

double
model_unforeseen (const model *l, const real *now, double left, const real *v, double t, const real *r)
{
  double sum = 0;
  for (size_t i = 0; i < l->d.m; i++) {
    const double e = (double) now[i] - left * (double) v[i] - t * (double) r[i];
    sum += e * e;
  }
  return sqrt (sum);
}

double
model_reach (const model *l, const real *y, double floor)
{
  return fmax (fmax (vec_norm (l->d.m, y), vec_distance (l->d.m, y, l->y0)), floor * l->length);
}
