/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Objective augmented: its terms psi against their definitions, and the order of its derivatives for each kind of row, with and without
   curved constraints.  tests/core/objectives.c tests it as all objectives, on rows of mixed kinds.  */
#include "base/real.h"

#include "instances.h"

enum { equation, one_sided, smoothed, kinds };

static double
nothing (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  for (size_t i = 0; i < d.n + d.m; i++) {
    if (grad)
      grad[i] = 0;
    if (Hv)
      Hv[i] = 0;
  }
  (void) z;
  (void) v;
  return 0;
}

/* One row r = y of an objective that is 0: psi (r) alone.  */
typedef struct single_row {
  formula base;
  instance zero, whole;
  real one, lambda, rho, how, t;
} single_row;

static single_row *
row_of (int how, double lambda, double rho, double t)
{
  single_row *s = test_memory (sizeof *s);
  *s = (single_row){
    .base = { .phi = nothing }, .one = 1, .lambda = (real) lambda, .rho = (real) rho, .how = (real) how, .t = (real) t
  };
  s->zero = (instance){
    .kind = &formula_objective, .level = "tested", .data = &s->base, .parts = 1, .d = { 1, 1 }, .order = 2
  };
  s->whole = new_instance (registered_objective ("augmented"), 1);
  s->whole.part[0] = &s->zero;
  size_t drawn[letters] = { ['k' - 'a'] = 1 };
  const char *const names[] = { "AX", "AY", "B", "LAMBDA", "RHO", "HOW", "T" };
  const real *const entries[] = { zeros (1), &s->one, zeros (1), &s->lambda, &s->rho, &s->how, &s->t };
  for (int i = 0; i < 7; i++)
    set_matrix (&s->whole, names[i], entries[i]);
  shape (&s->whole, (dims){ 1, 1 }, drawn);
  LAY_OUT (instance_layout (&s->whole, a));
  return s;
}

typedef struct psi {
  double value, slope, curvature;
} psi;

static psi
psi_at (single_row *s, double r)
{
  const real x = 0, y = (real) r, zero = 0, one = 1;
  real gx, gy, hx, hy;
  psi p = { NAN, NAN, NAN };
  CHECK (s->whole.kind->eval (&s->whole, &x, &y, &p.value, &gx, &gy) == RUNNING);
  CHECK (s->whole.kind->hvp (&s->whole, &zero, &one, &hx, &hy) == RUNNING);
  CHECK (gx == 0 && hx == 0);
  p.slope = (double) gy;
  p.curvature = (double) hy;
  return p;
}

static psi
psi_of (int how, double lambda, double rho, double t, double r)
{
  return psi_at (row_of (how, lambda, rho, t), r);
}

static const double lambdas[] = { 0, 0.5, 3 }, rhos[] = { 0.1, 1, 100 },
                    places[] = { -30, -2, -0.5, -0.01, 0, 0.01, 0.7, 3, 50 };
enum { lambda_count = 3, rho_count = 3, place_count = 9 };

static void
everywhere (void (*check) (double lambda, double rho, double r))
{
  for (int i = 0; i < lambda_count; i++)
    for (int j = 0; j < rho_count; j++)
      for (int k = 0; k < place_count; k++)
        check (lambdas[i], rhos[j], places[k]);
}

static double
tolerance (double size)
{
  return in_precision (1e-12, 1e-4) * (1 + fabs (size));
}

static void
check_definitions (double lambda, double rho, double r)
{
  const psi e = psi_of (equation, lambda, rho, 0, r), i = psi_of (one_sided, lambda, rho, 0, r);
  const double u = lambda + rho * r, up = fmax (0, u);
  CHECK_NEAR (e.value, lambda * r + rho * r * r / 2, tolerance (e.value));
  CHECK_NEAR (e.slope, u, tolerance (u));
  CHECK_NEAR (e.curvature, rho, tolerance (rho));
  CHECK_NEAR (i.value, (up * up - lambda * lambda) / (2 * rho), tolerance (i.value + lambda * lambda / rho));
  CHECK_NEAR (i.slope, up, tolerance (u));
  CHECK_NEAR (i.curvature, u > 0 ? rho : 0, tolerance (rho));
}

TEST (rows_that_are_equations_and_one_sided_ones_by_their_formulas) { everywhere (check_definitions); }

/* The least over s > 0 of LAMBDA (r + s) + RHO (r + s)^2 / 2 - T log s, by golden section in log s.  */
static double
least_over_slack (double lambda, double rho, double t, double r)
{
  const double golden = (sqrt (5.0) - 1) / 2;
  double low = -60, high = 60;
  for (int k = 0; k < 200; k++) {
    const double a = high - golden * (high - low), b = low + golden * (high - low);
    const double ra = r + exp (a), rb = r + exp (b);
    if (lambda * ra + rho * ra * ra / 2 - t * a < lambda * rb + rho * rb * rb / 2 - t * b)
      high = b;
    else
      low = a;
  }
  const double s = (low + high) / 2, rs = r + exp (s);
  return lambda * rs + rho * rs * rs / 2 - t * s;
}

static void
check_smoothed (double lambda, double rho, double r)
{
  for (double t = 1; t > 1e-4; t /= 100) {
    const double least = least_over_slack (lambda, rho, t, r);
    CHECK_NEAR (psi_of (smoothed, lambda, rho, t, r).value, least,
                100 * tolerance (least + (lambda * lambda + rho * r * r) / rho));
  }
}

TEST (smoothed_rows_are_the_least_over_their_slack) { everywhere (check_smoothed); }

/* Slope and curvature are the derivatives of value and slope.  */
static void
check_slopes (double lambda, double rho, double r)
{
  const double step = in_precision (1e-5, 1e-2), kink = -lambda / rho;
  for (int how = 0; how < kinds; how++) {
    single_row *s = row_of (how, lambda, rho, 0.3);
    const psi at = psi_at (s, r), up = psi_at (s, r + step), down = psi_at (s, r - step);
    const double size = 1 + fabs (at.value) + rho * (1 + r * r);
    CHECK_NEAR ((up.value - down.value) / (2 * step), at.slope, in_precision (1e-8, 0.1) * size + rho * step);
    if (how != one_sided || fabs (r - kink) > 2 * step)
      CHECK_NEAR ((up.slope - down.slope) / (2 * step), at.curvature, in_precision (1e-7, 0.1) * size);
  }
}

TEST (slopes_and_curvatures_of_rows_are_those_of_their_values) { everywhere (check_slopes); }

TEST (rows_are_continuous_where_their_formula_changes)
{
  for (int i = 0; i < lambda_count; i++)
    for (int j = 0; j < rho_count; j++) {
      const double rho = rhos[j], edge = -lambdas[i] / rho, step = in_precision (1e-9, 1e-5);
      const psi below = psi_of (one_sided, lambdas[i], rho, 0, edge - step),
                above = psi_of (one_sided, lambdas[i], rho, 0, edge + step);
      CHECK_NEAR (above.value, below.value, 10 * rho * step * (1 + fabs (edge)) + tolerance (below.value));
      CHECK_NEAR (above.slope, below.slope, 10 * rho * step * (1 + fabs (edge)) + tolerance (lambdas[i]));
      const psi left = psi_of (smoothed, lambdas[i], rho, 0.1, edge - step),
                right = psi_of (smoothed, lambdas[i], rho, 0.1, edge + step);
      const double change = 10 * (1 + rho) * step * (1 + fabs (edge));
      CHECK_NEAR (right.value, left.value, change + 10 * tolerance (left.value + lambdas[i] * lambdas[i] / rho));
      CHECK_NEAR (right.slope, left.slope, change + 10 * tolerance (left.slope));
      CHECK_NEAR (right.curvature, left.curvature, rho * (change + 10 * tolerance (1)));
    }
}

/* Its slope lies above that of the one-sided row by at most sqrt (RHO T), and falls with T; so does its value but for the T log s.  */
static void
check_limit (double lambda, double rho, double r)
{
  const psi limit = psi_of (one_sided, lambda, rho, 0, r);
  double before = INFINITY;
  for (double t = 1; t > 1e-12; t /= 10) {
    const psi near = psi_of (smoothed, lambda, rho, t, r);
    const double above = near.slope - limit.slope;
    CHECK (above > -tolerance (limit.slope));
    CHECK_MOST (above, sqrt (rho * t) * (1 + 1e-6) + tolerance (limit.slope));
    CHECK_MOST (above, before + tolerance (limit.slope));
    CHECK_MOST (fabs (near.value - limit.value), sqrt (t) * 100 + tolerance (limit.value + lambda * lambda / rho));
    CHECK (near.curvature >= 0 && near.curvature <= rho * (1 + 1e-6));
    before = above;
  }
}

TEST (smoothed_rows_tend_to_one_sided_ones) { everywhere (check_limit); }

TEST (smoothed_rows_keep_their_digits_far_from_zero)
{
  for (int i = 0; i < 3; i++) {
    const double t = in_precision (1e-9, 1e-3), far = in_precision (1e6, 1e3) * (i + 1);
    const psi outside = psi_of (smoothed, 0.5, 2, t, far), inside = psi_of (smoothed, 0.5, 2, t, -far);
    CHECK_NEAR (outside.slope / (0.5 + 2 * far), 1, in_precision (1e-12, 1e-5));
    CHECK_NEAR (inside.slope * (far - 0.25) / t, 1, in_precision (1e-6, 1e-3)); /* T / s */
    CHECK (inside.curvature > 0 && isfinite (inside.value) && isfinite (outside.value));
  }
}

/* ---- whole objectives: rows of one kind, with and without curved ones ---- */

static const size_t curved_counts[] = { 0, 3 };
static const dims sizes[] = { { 1, 1 }, { 3, 4 }, { 2, 6 } };

static void
for_every_kind (void (*check) (instance *o, const real *z, const real *v))
{
  for (int how = 0; how < kinds; how++)
    for (int c = 0; c < 2; c++)
      for (int k = 0; k < 3; k++) {
        const size_t rows = curved_counts[c] + 4;
        real *all = zeros (rows);
        vec_fill (rows, (real) how, all);
        instance o = random_augmented (sizes[k], curved_counts[c], 4, k == 2 ? 2 : 0, all, 1);
        const size_t nz = o.d.n + o.d.m;
        check (&o, random_vector (nz), random_vector (nz));
      }
}

/* Taylor: what the gradient and the product leave of f (z + t v) falls as t^3 (t^2 at the bend of a one-sided row).  */
static void
check_slope (instance *o, const real *z, const real *v)
{
  const size_t n = o->d.n, nz = n + o->d.m;
  real *grad = zeros (nz), *Hv = zeros (nz);
  const double phi = value_at (o, z, 0, v, grad);
  CHECK (o->kind->hvp (o, v, v + n, Hv, Hv + n) == RUNNING);
  const double slope = vec_dot (nz, grad, v), curvature = vec_dot (nz, Hv, v);
  const double rounding = 100 * REAL_EPS * (1 + fabs (phi) + fabs (curvature));
  double rest[2], longest = in_precision (2e-3, 0.05);
  for (int i = 0; i < 2; i++) {
    const double t = longest / (1 + 3 * i); /* and a quarter */
    rest[i] = fabs (value_at (o, z, t, v, NULL) - phi - t * slope - t * t * curvature / 2);
  }
  CHECK_MOST (rest[1], rest[0] / 30 + rounding);
}

TEST (Taylor_slope_of_every_kind_of_row) { for_every_kind (check_slope); }

/* After a value alone, and after gradients in x or y alone, a product is the same.  */
static void
check_product_after (instance *o, const real *z, const real *v)
{
  const size_t n = o->d.n, nz = n + o->d.m;
  real *grad = zeros (nz), *Hv = zeros (nz), *again = zeros (nz), *elsewhere = random_vector (nz);
  double phi, same;
  CHECK (o->kind->eval (o, z, z + n, &phi, grad, grad + n) == RUNNING);
  CHECK (o->kind->hvp (o, v, v + n, Hv, Hv + n) == RUNNING);
  for (int wanted = 0; wanted < 3; wanted++) {
    o->kind->eval (o, elsewhere, elsewhere + n, &same, grad, grad + n);
    o->kind->eval (o, z, z + n, &same, wanted == 1 ? grad : NULL, wanted == 2 ? grad + n : NULL);
    CHECK (o->kind->hvp (o, v, v + n, again, again + n) == RUNNING);
    CHECK_NEAR (same, phi, 0);
    for (size_t i = 0; i < nz; i++)
      CHECK_NEAR ((double) again[i], (double) Hv[i], 8 * REAL_EPS);
  }
}

TEST (a_product_after_a_value_alone) { for_every_kind (check_product_after); }

/* A row that is missing from B, AX or AY, or a whole matrix that is, counts as 0.  */
TEST (matrices_that_are_missing_count_as_zero)
{
  const char *const names[] = { "AX", "AY", "B", "LAMBDA" };
  for (int k = 0; k < 4; k++) {
    instance o = random_augmented ((dims){ 2, 3 }, 1, 3, 0, zeros (4), 1), same = o;
    matrix *data = test_memory (16 * sizeof *data);
    memcpy (data, o.data, count_fields (o.kind) * sizeof *data);
    same.data = data;
    matrix *missing = matrix_named (&o, names[k]), *zero = matrix_named (&same, names[k]);
    *zero = (matrix){ missing->rows, missing->cols, zeros (missing->rows * missing->cols), NULL, NULL };
    *missing = (matrix){ 0 };
    LAY_OUT (instance_layout (&o, a));
    const real *z = random_vector (5), *v = random_vector (5);
    real *g = zeros (5), *h = zeros (5);
    const double value = value_at (&o, z, 0, v, g);
    LAY_OUT (instance_layout (&same, a));
    CHECK_NEAR (value_at (&same, z, 0, v, h), value, 0);
    CHECK (memcmp (g, h, 5 * sizeof *g) == 0);
  }
}

static double
refused_value (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  nothing (d, z, grad, v, Hv);
  return NAN;
}

/* What a part answers is passed on.  */
TEST (an_error_of_a_part_is_the_objectives)
{
  single_row *s = row_of (one_sided, 1, 1, 0);
  const real x = 0, y = 1;
  double phi = 0;
  s->base.error_at = 1;
  CHECK (s->whole.kind->eval (&s->whole, &x, &y, &phi, NULL, NULL) == ERROR_ORACLE);
  s->base.error_at = 0;
  s->base.phi = refused_value;
  CHECK (s->whole.kind->eval (&s->whole, &x, &y, &phi, NULL, NULL) == RUNNING && isnan (phi));
}
