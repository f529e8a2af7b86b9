/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The tests of a point that exitflag 1 needs, at answers known in closed form and at points planted beside them.  */
#include "base/real.h"

#include "bilevel.h"
#include "lower/trust.h"

static double unit_f = 1, unit_g = 1, steep; /* steep: g += steep (cosh (30 r) - 1), r = y - B x of the first y */

static double
scaled_upper (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  const double phi = upper_level (d, z, grad, v, Hv);
  for (size_t i = 0; i < d.n + d.m; i++) {
    if (grad)
      grad[i] *= unit_f;
    if (Hv)
      Hv[i] *= unit_f;
  }
  return unit_f * phi;
}

static double
scaled_lower (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  const double phi = lower_level (d, z, grad, v, Hv), r = z[n] - z[0], rv = v ? v[n] - v[0] : 0;
  for (size_t i = 0; i < d.n + d.m; i++) {
    const double sign = i == 0 ? -1 : i == n ? 1 : 0;
    if (grad)
      grad[i] = unit_g * (grad[i] + sign * 30 * steep * sinh (30 * r));
    if (Hv)
      Hv[i] = unit_g * (Hv[i] + sign * 900 * steep * cosh (30 * r) * rv);
  }
  return unit_g * (phi + steep * (cosh (30 * r) - 1));
}

/* Measures Z and tests it with at most MOST calls; order: of the lower level.  */
static bool
passes (const double *z, int order, double most, status *e)
{
  static lower l;
  const box free_y = { m, NULL, NULL };
  bench b;
  run r;
  multiplier w;
  trust t;
  options opt;
  bool passed;
  bench_set (&b, (dims){ n, m }, scaled_upper, 1, scaled_lower, order);
  options_init (&opt, !is_double);
  opt.starts = 12;
  r = (run){ .opt = &opt, .oracle = &b.oracle, .d = { n, m }, .nz = n + m, .lower = &l, .multiplier = &w };
  LAY_OUT (oracle_layout (&b.oracle, a); measure_layout (&r, a); lower_layout (&l, r.d, &opt, false, 200, a);
           multiplier_layout (&w, r.d, a); trust_layout (&t, r.d, &opt, a));
  for (size_t i = 0; i < n + m; i++)
    r.z[i] = (real) z[i];
  lower_start (&l, &b.oracle, &opt, &free_y, r.z + n);
  CHECK (measure_iterate (&r) == RUNNING);
  CHECK (multiplier_solve (&w, &r, NULL, sqrt (REAL_EPS)) == RUNNING);
  const double before = b.oracle.ledger.total, measured = b.oracle.ledger.measured;
  const limits present = b.oracle.ledger.present;
  b.oracle.ledger.whole.calls = before + most;
  *e = trust_test (&t, &r, &passed);
  CHECK (b.oracle.ledger.total <= before + most);
  CHECK (b.oracle.ledger.measured - measured == b.oracle.ledger.total - before);
  CHECK (b.oracle.ledger.present.calls == present.calls && !b.oracle.ledger.present.measuring);
  for (size_t i = 0; i < n + m; i++)
    CHECK (r.z[i] == (real) z[i]);
  return passed;
}

/* z*, moved by DX in a direction at random and y with it, and y by DY in another.  */
static void
plant (double dx, double dy, double *z)
{
  double x[n], y[m];
  for (size_t i = 0; i < n; i++)
    x[i] = test_random ();
  for (size_t j = 0; j < m; j++)
    y[j] = test_random ();
  const double nx = hypot (x[0], x[1]), ny = hypot (hypot (y[0], y[1]), y[2]);
  for (size_t i = 0; i < n; i++)
    z[i] = exact[i] + dx * x[i] / nx;
  for (size_t j = 0; j < m; j++) {
    z[n + j] = dy * y[j] / ny;
    for (size_t i = 0; i < n; i++)
      z[n + j] += (double) B[j + i * m] * z[i];
  }
}

TEST (a_point_is_trusted_next_to_the_answer_alone_in_any_units)
{
  static const double units[][2] = { { 1, 1 }, { 1e8, 1e-8 }, { 1e-8, 1e8 } };
  for (int u = 0; u < (is_double ? 3 : 1); u++)
    for (int order = is_double ? 0 : 1; order <= 2; order++)
      for (int trial = 0; trial < 10; trial++) {
        const double near_by = order == 0 ? 0 : in_precision (1e-9, 1e-6), far_off = in_precision (3e-5, 1e-2);
        double z[n + m];
        status e;
        unit_f = units[u][0];
        unit_g = units[u][1];
        plant (near_by, 0, z);
        CHECK (passes (z, order, INFINITY, &e) && e == RUNNING);
        plant (0, near_by, z);
        CHECK (passes (z, order, INFINITY, &e) && e == RUNNING);
        plant (far_off, 0, z);
        CHECK (!passes (z, order, INFINITY, &e) && e == RUNNING);
        plant (0, far_off, z);
        CHECK (!passes (z, order, INFINITY, &e) && e == RUNNING);
      }
  unit_f = unit_g = 1;
}

TEST (a_maximum_of_the_upper_level_is_not_trusted)
{
  double z[n + m];
  status e;
  unit_f = -1;
  plant (0, 0, z);
  CHECK (!passes (z, 2, INFINITY, &e) && e == RUNNING);
  unit_f = 1;
}

/* Far up a steep lower level, where a Newton step does not contract.  */
TEST (a_lower_level_that_is_steep_at_the_point_is_not_trusted)
{
  double z[n + m];
  status e;
  steep = 1;
  plant (0, 0, z);
  CHECK (passes (z, 2, INFINITY, &e) && e == RUNNING);
  z[n] += 0.3;
  CHECK (!passes (z, 2, INFINITY, &e) && e == RUNNING);
  steep = 0;
}

TEST (a_limit_ends_the_tests_and_the_point_is_not_trusted)
{
  double z[n + m];
  status e;
  plant (0, in_precision (1e-9, 1e-6), z);
  for (int most = 0; most < 6; most++)
    CHECK (!passes (z, 2, most, &e) && e == STOP_MAX_CALLS);
}
