/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The lower level solved at a fixed x.  The formulas read y = z + 1, x = z[0] being idle unless said otherwise.  */
#include "base/real.h"

#include "lower.h"

/* 0.5 sum_i c_i (y_i - 1)^2, c_i from 1 to 1e4 (1e2 in single) */
static double
bowl (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  double phi = 0;
  if (grad)
    grad[0] = 0;
  if (Hv)
    Hv[0] = 0;
  for (size_t i = 1; i <= d.m; i++) {
    const double c = pow (in_precision (1e4, 1e2), d.m > 1 ? ((double) i - 1) / ((double) d.m - 1) : 0);
    phi += 0.5 * c * (z[i] - 1) * (z[i] - 1);
    if (grad)
      grad[i] = c * (z[i] - 1);
    if (Hv)
      Hv[i] = c * v[i];
  }
  return phi;
}

static double
rosenbrock (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) d;
  const double a = z[1], b = z[2], r = b - a * a;
  if (grad) {
    grad[0] = 0;
    grad[1] = -400 * a * r - 2 * (1 - a);
    grad[2] = 200 * r;
  }
  if (Hv) {
    Hv[0] = 0;
    Hv[1] = (1200 * a * a - 400 * b + 2) * v[1] - 400 * a * v[2];
    Hv[2] = -400 * a * v[1] + 200 * v[2];
  }
  return 100 * r * r + (1 - a) * (1 - a);
}

/* cos (0.5 ||y||^2): a maximum at 0 whose Hessian is zero there; minima at ||y||^2 = 2 pi, g = -1 */
static double
trap (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  double q = 0, yv = 0;
  for (size_t i = 1; i <= d.m; i++) {
    q += 0.5 * z[i] * z[i];
    yv += v ? z[i] * v[i] : 0;
  }
  for (size_t i = 1; i <= d.m; i++) {
    if (grad)
      grad[i] = -sin (q) * z[i];
    if (Hv)
      Hv[i] = -cos (q) * yv * z[i] - sin (q) * v[i];
  }
  if (grad)
    grad[0] = 0;
  if (Hv)
    Hv[0] = 0;
  return cos (q);
}

/* y1^4/4 - y1^2/2 + y2^2/2: a saddle at 0, minima at (+-1, 0), g = -1/4 */
static double
saddle (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) d;
  if (grad) {
    grad[0] = 0;
    grad[1] = pow (z[1], 3) - z[1];
    grad[2] = z[2];
  }
  if (Hv) {
    Hv[0] = 0;
    Hv[1] = (3 * z[1] * z[1] - 1) * v[1];
    Hv[2] = v[2];
  }
  return pow (z[1], 4) / 4 - z[1] * z[1] / 2 + z[2] * z[2] / 2;
}

ONE_VARIABLE (barrier, y - log (y), 1 - 1 / y, 1 / (y * y)) /* NaN for y < 0; least 1 at y = 1 */
ONE_VARIABLE (straight, 3 - 2 * y, -2, 0 * y)
ONE_VARIABLE (hill, -y *y, -2 * y, -2)
ONE_VARIABLE (cliff, -exp (y), -exp (y), -exp (y))
ONE_VARIABLE (cubic, pow (y, 3), 3 * y * y, 6 * y)
ONE_VARIABLE (island, y == 2 ? 5 : NAN, 1, 0 * y) /* finite at the start alone */
ONE_VARIABLE (tiny, 1e-12 * (y - 3) * (y - 3), 2e-12 * (y - 3), 2e-12)

typedef struct outcome {
  descended how;
  status error;
  set t;
  size_t m;
  double start, norm_v;
} outcome;

/* Descends from Y [m] with at most MOST calls, the first of them at the start.  */
static void
run_descent (outcome *r, function *g, int order, size_t m, const double *y, double tolerance, double most, int error_at)
{
  real from[8];
  memset (r, 0, sizeof *r);
  r->m = m;
  for (size_t i = 0; i < m; i++)
    from[i] = (real) y[i];
  start (&r->t, g, order, m, from);
  r->start = r->t.g;
  r->t.b.oracle.ledger.present.calls = most;
  r->t.b.g.error_at = error_at;
  r->how = lower_solve (&r->t.lower, r->t.x, r->t.y, &r->t.g, r->t.v, tolerance, &r->error);
  r->norm_v = vec_norm (m, r->t.v);
}

/* g and v returned are those of the y returned, which is no higher than the start; the calls counted are the calls made.  */
static void
check_consistent (outcome *r)
{
  double z[9] = { 1 }, grad[9];
  for (size_t i = 0; i < r->m; i++)
    z[i + 1] = (double) r->t.y[i];
  const double g = r->t.b.g.phi ((dims){ 1, r->m }, z, grad, NULL, NULL);
  CHECK (vec_finite (r->m, r->t.y) && vec_finite (r->m, r->t.v));
  CHECK_NEAR (r->t.g, g, 4 * REAL_EPS * fabs (g));
  for (size_t i = 0; i < r->m; i++)
    CHECK_NEAR ((double) r->t.v[i], grad[i + 1], 4 * REAL_EPS * fabs (grad[i + 1]));
  CHECK_MOST (r->t.g, r->start + 8 * REAL_EPS * fabs (r->start));
  CHECK (r->t.b.oracle.ledger.total == r->t.b.g.evals + r->t.b.g.products);
}

/* The lower level of G is solved from Y: ends SOLVED (or FLOOR) at value LEAST.  */
static void
check_solves (function *g, size_t m, const double *y, double least, double most_calls)
{
  for (int order = 1; order <= 2; order++) {
    outcome r;
    const double tolerance = in_precision (1e-9, 1e-4);
    run_descent (&r, g, order, m, y, tolerance, INFINITY, 0);
    CHECK (r.how == DESCENDED_SOLVED && r.error == RUNNING);
    CHECK_MOST (r.norm_v, tolerance);
    CHECK_NEAR (r.t.g, least, in_precision (1e-9, 1e-3));
    CHECK_MOST (r.t.b.oracle.ledger.total, most_calls);
    check_consistent (&r);
  }
}

TEST (a_quadratic_is_solved)
{
  check_solves (bowl, 1, (const double[]){ -30 }, 0, 40);
  check_solves (bowl, 8, (const double[]){ 3, -2, 1, 5, -7, 0, 2, 4 }, 0, 600);
}

TEST (the_Rosenbrock_valley_is_solved)
{
  check_solves (rosenbrock, 2, (const double[]){ -1.2, 1 }, 0, 400);
  check_solves (rosenbrock, 2, (const double[]){ 8, -5 }, 0, 800);
}

TEST (a_start_beside_a_maximum_or_a_saddle_leaves_it)
{
  check_solves (trap, 3, (const double[]){ 0.2, -0.1, 0.1 }, -1, 400);
  check_solves (saddle, 2, (const double[]){ 0.01, 1 }, -0.25, 400);
}

TEST (a_start_where_steps_leave_the_domain_is_solved)
{
  check_solves (barrier, 1, (const double[]){ 1e-3 }, 1, 100);
  check_solves (barrier, 1, (const double[]){ 50 }, 1, 100);
}

TEST (a_function_of_tiny_values_is_solved_relative_to_its_own_scale)
{
  outcome r;
  run_descent (&r, tiny, 2, 1, (const double[]){ -4 }, in_precision (1e-20, 1e-15), INFINITY, 0);
  CHECK (r.how == DESCENDED_SOLVED);
  CHECK_NEAR ((double) r.t.y[0], 3, in_precision (1e-7, 1e-2));
}

TEST (a_solved_start_costs_nothing)
{
  outcome r;
  run_descent (&r, bowl, 2, 2, (const double[]){ 1, 1 }, 0, INFINITY, 0);
  CHECK (r.how == DESCENDED_SOLVED && r.t.b.oracle.ledger.total == 1);
  run_descent (&r, bowl, 2, 2, (const double[]){ 1, 1.5 }, 1e9, INFINITY, 0);
  CHECK (r.how == DESCENDED_SOLVED && r.t.b.oracle.ledger.total == 1 && r.t.y[1] == (real) 1.5);
}

TEST (tolerance_zero_ends_where_rounding_does)
{
  outcome r;
  run_descent (&r, rosenbrock, 2, 2, (const double[]){ -1.2, 1 }, 0, INFINITY, 0);
  CHECK (r.how == DESCENDED_FLOOR || (r.how == DESCENDED_SOLVED && r.norm_v == 0));
  CHECK_MOST (r.norm_v, in_precision (1e-7, 1e-2));
  CHECK_MOST (r.t.b.oracle.ledger.total, 2000);
  check_consistent (&r);
}

TEST (a_lower_level_without_a_minimum_is_called_unbounded)
{
  static function *const falling[] = { straight, hill, cliff, cubic };
  static const double start[] = { 0, 0.5, 0, -1 };
  for (int i = 0; i < 4; i++)
    for (int order = 1; order <= 2; order++) {
      outcome r;
      run_descent (&r, falling[i], order, 1, &start[i], 1e-9, INFINITY, 0);
      CHECK (r.how == DESCENDED_UNBOUNDED && r.error == RUNNING);
      CHECK (vec_finite (1, r.t.y) && isfinite (r.t.g));
      CHECK_MOST (r.t.b.oracle.ledger.total, 200);
    }
}

TEST (a_start_surrounded_by_NaN_is_left_as_it_was)
{
  outcome r;
  run_descent (&r, island, 2, 1, (const double[]){ 2 }, 1e-9, INFINITY, 0);
  CHECK (r.how == DESCENDED_FAILED);
  CHECK (r.t.y[0] == 2 && r.t.g == 5 && r.t.v[0] == 1);
  CHECK_MOST (r.t.b.oracle.ledger.total, 200);
}

TEST (an_exhausted_budget_leaves_the_best_point_so_far)
{
  for (int most = 1; most <= 60; most++)
    for (int order = 1; order <= 2; order++) {
      outcome r;
      run_descent (&r, rosenbrock, order, 2, (const double[]){ -1.2, 1 }, 0, most, 0);
      CHECK (most > 40 || r.how == DESCENDED_LIMIT);
      if (r.how == DESCENDED_LIMIT)
        CHECK (r.error == STOP_MAX_CALLS && r.t.b.oracle.ledger.total == most);
      CHECK (r.t.b.oracle.ledger.total <= most);
      check_consistent (&r);
    }
}

TEST (an_error_of_the_objective_comes_back)
{
  for (int at = 2; at <= 12; at++) {
    outcome r;
    run_descent (&r, rosenbrock, 1, 2, (const double[]){ -1.2, 1 }, 0, INFINITY, at);
    CHECK (r.how == DESCENDED_LIMIT && r.error == ERROR_ORACLE);
    CHECK (r.t.b.g.evals == at);
  }
}
