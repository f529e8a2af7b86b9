/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The parts that Schedule adaptive stands on: normal step, multiplier, certificate.  x = z[0], y = z + 1.  */
#include "base/real.h"

#include "lower.h"

/* 0.5 sum_i c_i (y_i - i x)^2, c_i = i */
static double
bowl (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  double phi = 0;
  if (grad)
    grad[0] = 0;
  if (Hv)
    Hv[0] = 0;
  for (size_t i = 1; i <= d.m; i++) {
    const double c = (double) i, r = z[i] - c * z[0];
    phi += 0.5 * c * r * r;
    if (grad) {
      grad[i] = c * r;
      grad[0] -= c * c * r;
    }
    if (Hv) {
      Hv[i] = c * (v[i] - c * v[0]);
      Hv[0] -= c * c * (v[i] - c * v[0]);
    }
  }
  return phi;
}

/* (y1 - x)^2 / 2: y2, ... are idle */
static double
trough (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  for (size_t i = 0; i <= d.m; i++) {
    if (grad)
      grad[i] = i < 2 ? (z[1] - z[0]) * (i ? 1 : -1) : 0;
    if (Hv)
      Hv[i] = i < 2 ? (v[1] - v[0]) * (i ? 1 : -1) : 0;
  }
  return 0.5 * (z[1] - z[0]) * (z[1] - z[0]);
}

ONE_VARIABLE (quartic, pow (y *y - 1, 2), 4 * y * (y * y - 1), 12 * y * y - 4) /* minima 0 at +-1, a maximum at 0 */
ONE_VARIABLE (tilted, pow (y *y - 1, 2) + 0.3 * y, 4 * y * (y * y - 1) + 0.3, 12 * y * y - 4) /* local minimum near 1 */
ONE_VARIABLE (parabola, 0.5 * (y - 2) * (y - 2), y - 2, 1 + 0 * y)
ONE_VARIABLE (hill, -y *y, -2 * y, -2 + 0 * y)
ONE_VARIABLE (barrier, y - log (y), 1 - 1 / y, 1 / (y * y))

static bool
solve (set *t, double tolerance)
{
  bool ok;
  CHECK (normal_solve (&t->lower.normal, &t->lower.adjoint, &t->lower.model, t->x, t->y, &t->g, t->v, 0, tolerance, &ok)
         == RUNNING);
  return ok;
}

TEST (the_normal_step_solves_the_lower_level)
{
  enum { m = 6 };
  for (int order = 1; order <= 2; order++) {
    set t;
    start (&t, bowl, order, m, random_vector (m));
    CHECK (solve (&t, in_precision (1e-9, 1e-3)));
    CHECK_MOST (vec_norm (m, t.v), in_precision (1e-9, 1e-3));
    for (int i = 0; i < m; i++)
      CHECK_NEAR ((double) t.y[i], i + 1, in_precision (1e-8, 1e-2));
  }
}

TEST (the_normal_step_ends_at_minima_and_tells_an_end_that_is_none)
{
  set t;
  start (&t, quartic, 2, 1, (const real[]){ (real) 0.01 });
  CHECK (solve (&t, 1e-4));
  CHECK_NEAR ((double) t.y[0], 1, 1e-4);
  start (&t, barrier, 2, 1, (const real[]){ 9 });
  CHECK (solve (&t, 1e-4));
  CHECK_NEAR ((double) t.y[0], 1, 1e-3);
  start (&t, hill, 2, 1, (const real[]){ 1 });
  CHECK (!solve (&t, 1e-4));
  CHECK (t.lower.model.unbounded);
}

TEST (on_a_budget_that_ends_the_normal_step_keeps_point_value_and_gradient_together)
{
  enum { m = 6 };
  for (double budget = 1; budget < 12; budget++) {
    set t;
    bool ok;
    start (&t, bowl, 2, m, random_vector (m));
    t.b.oracle.ledger.present.calls = 1 + budget;
    const status s =
        normal_solve (&t.lower.normal, &t.lower.adjoint, &t.lower.model, t.x, t.y, &t.g, t.v, 0, 1e-12, &ok);
    CHECK (s == STOP_MAX_CALLS || s == RUNNING);
    CHECK_MOST (t.b.oracle.ledger.total, 1 + budget);
    real *v = zeros (m);
    double g;
    t.b.oracle.ledger.present.calls = INFINITY;
    CHECK (model_value (&t.lower.model, t.x, t.y, &g, v) == RUNNING);
    CHECK (g == t.g && memcmp (v, t.v, m * sizeof *v) == 0);
  }
}

TEST (the_multiplier_gives_the_hypergradient)
{
  enum { m = 7 };
  set t;
  start (&t, bowl, 2, m, random_vector (m));
  const real c[1] = { 3 }, *b = random_vector (m);
  real *w = zeros (m), *r = zeros (m), gamma[1];
  double exact = 3;
  for (int i = 0; i < m; i++)
    exact += (i + 1) * (double) b[i]; /* A = diag (c_i), D2_xy = -c_i i: gamma = c + sum i b_i */
  bool null;
  for (int twice = 0; twice < 2; twice++) {
    CHECK (
        adjoint_solve (&t.lower.adjoint, &t.lower.model, t.x, t.y, c, b, in_precision (1e-10, 1e-5), w, gamma, r, &null)
        == RUNNING);
    CHECK (!null);
    CHECK_NEAR ((double) gamma[0], exact, in_precision (1e-9, 1e-3));
    CHECK_MOST (vec_norm (m, r), in_precision (1e-9, 1e-4));
    CHECK_MOST (t.lower.adjoint.products, twice ? 3 : m + 3); /* warm: it is known already */
  }
}

TEST (the_multiplier_tells_a_null_space)
{
  enum { m = 3 };
  set t;
  start (&t, trough, 2, m, random_vector (m));
  const real b[m] = { 2, 1, -1 };
  real w[m] = { 0 }, r[m], gamma[1];
  bool null;
  CHECK (adjoint_solve (&t.lower.adjoint, &t.lower.model, t.x, t.y, NULL, b, 1e-8, w, gamma, r, &null) == RUNNING);
  CHECK (null);
  CHECK_NEAR ((double) r[0], 0, in_precision (1e-12, 1e-5));
  CHECK_NEAR ((double) r[1], 1, in_precision (1e-12, 1e-5));
  CHECK_NEAR ((double) gamma[0], 2, in_precision (1e-12, 1e-5));
}

static certificate
confront (set *t)
{
  certificate c;
  CHECK (certificate_test (&t->lower.certifier, &t->lower.model, t->x, t->y, &t->g, t->v, true, &c) == RUNNING);
  return c;
}

TEST (the_certificate_certifies_a_minimum_cheaply)
{
  set t;
  start (&t, parabola, 2, 1, (const real[]){ 2 });
  const certificate c = confront (&t);
  CHECK (c.kind == LOWER_convex && !c.refuted && c.value_gap == 0);
  CHECK_NEAR (c.eig_min, 1, 1e-6);
  CHECK (t.b.oracle.ledger.total == 1 + 1 + 12 && c.starts == 12);
  CHECK (t.y[0] == 2);
}

TEST (the_certificate_refutes_a_maximum_and_a_local_minimum)
{
  set t;
  start (&t, quartic, 2, 1, (const real[]){ 0 });
  certificate c = confront (&t);
  CHECK (c.refuted && c.kind == LOWER_maximizer);
  CHECK_NEAR (c.value_gap, 1, 1e-3);
  CHECK_NEAR (fabs ((double) t.y[0]), 1, 1e-3);

  start (&t, tilted, 2, 1, (const real[]){ (real) 0.960 });
  CHECK (solve (&t, 1e-4));
  c = confront (&t);
  CHECK (c.refuted && c.kind == LOWER_minimizer);
  CHECK_NEAR ((double) t.y[0], -1.03, 0.01);
  CHECK_NEAR (c.value_gap, 0.6, 0.01);
}

TEST (the_certificate_calls_a_trough_convex)
{
  enum { m = 3 };
  set t;
  start (&t, trough, 2, m, (const real[]){ 1, 5, -2 });
  const certificate c = confront (&t);
  CHECK (c.kind == LOWER_convex && !c.refuted);
  CHECK_NEAR (c.eig_min, 0, 1e-6);
}

TEST (the_certificate_hands_up_an_exhausted_budget)
{
  for (int budget = 0; budget < 14; budget++) {
    set t;
    certificate c;
    start (&t, quartic, 2, 1, (const real[]){ 0 });
    t.b.oracle.ledger.present.calls = 1 + budget;
    CHECK (certificate_test (&t.lower.certifier, &t.lower.model, t.x, t.y, &t.g, t.v, true, &c) == STOP_MAX_CALLS);
    CHECK (c.kind == LOWER_unknown && t.b.oracle.ledger.total <= 1 + budget);
  }
}

TEST (without_starts_nothing_is_tested)
{
  set t;
  certificate c;
  start (&t, quartic, 2, 1, (const real[]){ 0 });
  t.lower.certifier.starts = 0;
  CHECK (certificate_test (&t.lower.certifier, &t.lower.model, t.x, t.y, &t.g, t.v, true, &c) == RUNNING);
  CHECK (c.kind == LOWER_unknown && !c.refuted && isnan (c.value_gap) && t.b.oracle.ledger.total == 1);
}

TEST (bounds_hold_the_variables_that_descent_would_take_beyond_them)
{
  enum { m = 4 };
  const real low[m] = { -1, -1, (real) 3.5, 0 }, high[m] = { 5, (real) 1.5, 9, 4 }; /* without bounds y_i = i */
  const real from[m] = { 0, 0, 5, 1 };
  for (int order = 1; order <= 2; order++) {
    set t;
    start_within (&t, bowl, order, m, from, low, high);
    CHECK (solve (&t, in_precision (1e-9, 1e-3)));
    CHECK_NEAR ((double) t.y[0], 1, in_precision (1e-8, 1e-2));
    CHECK (t.y[1] == high[1] && t.y[2] == low[2] && t.y[3] == high[3]);
    CHECK (t.v[1] == 0 && t.v[2] == 0);

    const real b[m] = { 1, 1, 1, 1 };
    real w[m] = { 0 }, r[m], gamma[1];
    bool null;
    model_settle (&t.lower.model, t.y, t.v);
    CHECK (adjoint_solve (&t.lower.adjoint, &t.lower.model, t.x, t.y, NULL, b, in_precision (1e-9, 1e-4), w, gamma, r,
                          &null)
           == RUNNING);
    const bool fourth = t.v[3] == 0 && t.lower.model.held[3]; /* at its own minimum: held or not to rounding */
    CHECK (!null && w[1] == 0 && w[2] == 0);
    CHECK_NEAR ((double) gamma[0], fourth ? 1 : 5, in_precision (1e-7, 1e-2)); /* sum over what moves of i b_i */
  }
}

TEST (a_minimum_at_a_bound_is_certified_and_a_better_corner_refutes)
{
  set t;
  const real low[1] = { -2 }, high[1] = { (real) 0.5 };
  start_within (&t, hill, 2, 1, (const real[]){ (real) 0.5 }, low, high); /* -y^2: -0.25 here, -4 at the other end */
  CHECK (t.v[0] == 0);
  certificate c = confront (&t);
  CHECK (c.refuted && t.y[0] == -2);
  CHECK_NEAR (c.value_gap, 3.75, 1e-5);
  c = confront (&t);
  CHECK (!c.refuted && c.value_gap == 0);
}
