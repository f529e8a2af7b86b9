/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Stand-in derivatives, and what the oracle counts and checks.  */
#include "base/real.h"

#include "numeric.h"

/* sum_i sin (a_i z_i + i) + 0.5 (sum_i z_i)^2, a_i = stretch: curvature on the scale of z or, with another stretch, not */
static double
waves (dims d, const double *z, double stretch, double *grad, const double *v, double *Hv)
{
  const size_t nz = d.n + d.m;
  double phi = 0, sum = 0, sum_v = 0;
  for (size_t i = 0; i < nz; i++) {
    sum += z[i];
    sum_v += v ? v[i] : 0;
  }
  for (size_t i = 0; i < nz; i++) {
    const double angle = stretch * z[i] + (double) i;
    phi += sin (angle);
    if (grad)
      grad[i] = stretch * cos (angle) + sum * stretch * stretch / 1e3;
    if (Hv)
      Hv[i] = -stretch * stretch * sin (angle) * v[i] + sum_v * stretch * stretch / 1e3;
  }
  return phi + sum * sum * stretch * stretch / 2e3;
}

static double
smooth (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  return waves (d, z, 1, grad, v, Hv);
}

static double
rapid (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  return waves (d, z, in_precision (300, 20), grad, v, Hv);
}

static double
slow (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  return waves (d, z, in_precision (1e-3, 1e-2), grad, v, Hv);
}

static const dims d34 = { 3, 4 };
enum { n34 = 3, nz34 = 7 };

/* Sets up both levels with FORMULA, of orders ORDER_F and ORDER_G, in memory of exactly its size; z is the point.  */
static real *
set_up (bench *b, double (*phi) (dims, const double *, double *, const double *, double *), int order_f, int order_g)
{
  bench_set (b, d34, phi, order_f, phi, order_g);
  LAY_OUT (oracle_layout (&b->oracle, a));
  return random_vector (nz34);
}

static void
exact (double (*phi) (dims, const double *, double *, const double *, double *), const real *z, const real *v,
       double *grad, double *Hv)
{
  double zd[nz34], vd[nz34];
  for (int i = 0; i < nz34; i++) {
    zd[i] = (double) z[i];
    vd[i] = v ? (double) v[i] : 0;
  }
  phi (d34, zd, grad, vd, Hv);
}

TEST (gradients_of_values_are_accurate_and_cost_two_values_a_component)
{
  bench b;
  const real *z = set_up (&b, smooth, 0, 0);
  real grad[nz34];
  double phi, expected[nz34], Hv[nz34];
  exact (smooth, z, NULL, expected, Hv);
  CHECK (oracle_upper (&b.oracle, z, z + n34, &phi, grad, grad + n34) == RUNNING);
  for (int i = 0; i < nz34; i++)
    CHECK_NEAR ((double) grad[i], expected[i], in_precision (1e-9, 1e-3));
  CHECK (b.f.evals == 1 + 2 * nz34 && b.oracle.ledger.calls[CALL_f_value] == b.f.evals
         && b.oracle.ledger.total == b.f.evals);

  real gy[4];
  CHECK (oracle_lower (&b.oracle, z, z + n34, &phi, NULL, gy) == RUNNING);
  for (int i = n34; i < nz34; i++)
    CHECK_NEAR ((double) gy[i - n34], expected[i], in_precision (1e-9, 1e-3));
  CHECK (b.g.evals == 1 + 2 * 4 && b.oracle.ledger.calls[CALL_g_value] == b.g.evals);
}

/* Largest error of the stand-in product relative to the largest entry; checks that it costs FIRST, then LATER gradients or values.  */
static double
product_error (double (*phi) (dims, const double *, double *, const double *, double *), int order, double size,
               int first, int later)
{
  bench b;
  const real *z = set_up (&b, phi, 2, order);
  real *v = random_vector (nz34), out[nz34], gy[4];
  double value, grad[nz34], expected[nz34], worst = 0;
  vec_scale (nz34, size, v);
  for (int round = 0; round < 2; round++) {
    CHECK (oracle_lower (&b.oracle, z, z + n34, &value, NULL, gy) == RUNNING);
    const int before = b.g.evals;
    CHECK (oracle_lower_hvp (&b.oracle, z, z + n34, v, v + n34, out, out + n34) == RUNNING);
    CHECK (b.g.evals - before == (round ? later : first));
    exact (phi, z, v, grad, expected);
    double largest = 0;
    for (int i = 0; i < nz34; i++)
      largest = fmax (largest, fabs (expected[i]));
    for (int i = 0; i < nz34; i++)
      worst = fmax (worst, fabs ((double) out[i] - expected[i]) / largest);
  }
  CHECK (b.g.products == 0 && b.oracle.ledger.calls[CALL_hvp] == 0);
  CHECK (b.oracle.ledger.total == b.g.evals);
  return worst;
}

TEST (products_from_gradients_are_accurate_to_1e_8)
{
  CHECK_MOST (product_error (smooth, 1, 1, 8, 2), in_precision (1e-8, 2e-3));
  CHECK_MOST (product_error (smooth, 1, in_precision (1e9, 1e6), 8, 2), in_precision (1e-8, 2e-3));
  CHECK_MOST (product_error (smooth, 1, in_precision (1e-9, 1e-6), 8, 2), in_precision (1e-8, 2e-3));
}

TEST (the_step_of_products_fits_functions_of_other_scales)
{
  CHECK_MOST (product_error (rapid, 1, 1, 8, 2), in_precision (2e-8, 1e-2));
  CHECK_MOST (product_error (slow, 1, 1, 8, 2), in_precision (2e-8, 2e-3));
}

TEST (products_from_values_are_differences_of_differences)
{
  CHECK_MOST (product_error (smooth, 0, 1, 8 * (1 + 2 * nz34), 2 * (1 + 2 * nz34)), in_precision (1e-5, 0.1));
}

TEST (without_gx_differences_stand_in_for_it_alone)
{
  bench b;
  const real *z = set_up (&b, smooth, 2, 1);
  real *v = random_vector (nz34), grad[nz34], out[nz34];
  double phi, gradient[nz34], expected[nz34];
  b.lower.without_gx = true;
  vec_fill (n34, 0, v);
  exact (smooth, z, v, gradient, expected);
  CHECK (oracle_lower (&b.oracle, z, z + n34, &phi, grad, grad + n34) == RUNNING);
  CHECK (b.g.evals == 1 + 2 * n34 && b.oracle.ledger.calls[CALL_g_grad] == b.g.evals);
  for (int i = 0; i < nz34; i++)
    CHECK_NEAR ((double) grad[i], gradient[i], i < n34 ? in_precision (1e-9, 1e-3) : 1e3 * REAL_EPS);
  for (int round = 0; round < 2; round++) {
    const int before = b.g.evals;
    CHECK (oracle_lower_hvp (&b.oracle, z, z + n34, NULL, v + n34, out, out + n34) == RUNNING);
    CHECK (b.g.evals - before == (round ? 2 : 8) + 2 * n34);
    for (int i = 0; i < nz34; i++)
      CHECK_NEAR ((double) out[i], expected[i], in_precision (1e-8, 2e-3));
  }
  CHECK (b.oracle.ledger.calls[CALL_g_value] == 0 && b.oracle.ledger.total == b.g.evals);
}

TEST (products_with_parts_missing_are_the_same_products)
{
  bench b;
  const real *z = set_up (&b, smooth, 2, 1);
  real *v = random_vector (nz34), zero[n34] = { 0 }, gy[4], all[nz34], part[nz34];
  double value;
  oracle_lower (&b.oracle, z, z + n34, &value, NULL, gy);
  oracle_lower_hvp (&b.oracle, z, z + n34, zero, v + n34, all, all + n34);
  oracle_lower_hvp (&b.oracle, z, z + n34, NULL, v + n34, part, part + n34);
  for (int i = 0; i < nz34; i++)
    CHECK_NEAR ((double) part[i], (double) all[i], in_precision (1e-9, 1e-3));
  oracle_lower_hvp (&b.oracle, z, z + n34, v, v + n34, all, all + n34);
  oracle_lower_hvp (&b.oracle, z, z + n34, v, v + n34, NULL, part + n34);
  for (int i = n34; i < nz34; i++)
    CHECK (part[i] == all[i]);
}

TEST (a_product_along_zero_is_zero_and_costs_nothing)
{
  bench b;
  const real *z = set_up (&b, smooth, 2, 1);
  const real v[nz34] = { 0 };
  real out[nz34];
  vec_fill (nz34, 7, out);
  CHECK (oracle_lower_hvp (&b.oracle, z, z + n34, v, v + n34, out, out + n34) == RUNNING);
  CHECK (vec_norm (nz34, out) == 0);
  CHECK (b.oracle.ledger.total == 0);
}

/* ---- the oracle ---- */

TEST (calls_are_counted_by_kind_and_ticked)
{
  bench b;
  const real *z = set_up (&b, smooth, 1, 2);
  real grad[nz34], h[nz34];
  double value;
  oracle_upper (&b.oracle, z, z + n34, &value, grad, grad + n34);
  oracle_lower (&b.oracle, z, z + n34, &value, grad, grad + n34);
  b.oracle.ledger.present.measuring = true;
  oracle_lower (&b.oracle, z, z + n34, &value, NULL, grad + n34);
  oracle_lower_hvp (&b.oracle, z, z + n34, grad, grad + n34, h, h + n34);
  const double expected[CALL_count] = { [CALL_f_grad] = 1, [CALL_g_grad] = 2, [CALL_hvp] = 1 };
  CHECK (memcmp (b.oracle.ledger.calls, expected, sizeof expected) == 0);
  CHECK (b.oracle.ledger.total == 4 && b.oracle.ledger.measured == 2 && ticks == 4);
}

TEST (no_call_is_made_beyond_the_budget)
{
  for (int most = 0; most <= 40; most++)
    for (int order = 0; order <= 2; order++) {
      bench b;
      const real *z = set_up (&b, smooth, order, order);
      real grad[nz34], h[nz34];
      double value;
      status s = RUNNING;
      b.oracle.ledger.present.calls = most;
      for (int k = 0; k < 100 && s == RUNNING; k++) {
        s = oracle_upper (&b.oracle, z, z + n34, &value, grad, grad + n34);
        if (s == RUNNING)
          s = oracle_lower (&b.oracle, z, z + n34, &value, grad, grad + n34);
        if (s == RUNNING)
          s = oracle_lower_hvp (&b.oracle, z, z + n34, grad, grad + n34, h, h + n34);
      }
      CHECK (s == STOP_MAX_CALLS);
      CHECK (b.oracle.ledger.total == most);
      CHECK (b.f.evals + b.g.evals + b.g.products == most);
    }
}

TEST (no_call_is_made_after_the_deadline)
{
  bench b;
  const real *z = set_up (&b, smooth, 2, 2);
  real grad[nz34];
  double value;
  b.oracle.ledger.present.deadline = 10;
  clock_seconds = 10;
  CHECK (oracle_upper (&b.oracle, z, z + n34, &value, grad, grad + n34) == RUNNING);
  clock_seconds = 10.001;
  CHECK (oracle_upper (&b.oracle, z, z + n34, &value, grad, grad + n34) == STOP_MAX_TIME);
  CHECK (b.f.evals == 1);
}

TEST (what_is_not_finite_is_noticed)
{
  for (int order = 0; order <= 2; order++)
    for (int in_gradient = 0; in_gradient <= (order > 0); in_gradient++)
      for (int at = 1; at <= (order ? 1 : 9); at++) {
        bench b;
        const real *z = set_up (&b, smooth, order, order);
        real grad[nz34];
        double value = 0;
        b.f.nan_at = b.g.nan_at = at;
        b.f.nan_gradient = b.g.nan_gradient = in_gradient;
        CHECK (oracle_upper (&b.oracle, z, z + n34, &value, grad, grad + n34) == STOP_NON_FINITE);
        CHECK (oracle_lower (&b.oracle, z, z + n34, &value, NULL, grad + n34) == STOP_NON_FINITE);
        CHECK (b.f.evals == at && b.g.evals == at);
      }
}

TEST (an_error_of_an_objective_is_handed_up)
{
  bench b;
  const real *z = set_up (&b, smooth, 1, 1);
  real grad[nz34], h[nz34];
  double value;
  b.f.error_at = 1;
  b.g.error_at = 3;
  CHECK (oracle_upper (&b.oracle, z, z + n34, &value, grad, grad + n34) == ERROR_ORACLE);
  CHECK (oracle_lower (&b.oracle, z, z + n34, &value, NULL, grad + n34) == RUNNING);
  CHECK (oracle_lower_hvp (&b.oracle, z, z + n34, NULL, grad + n34, h, h + n34) == ERROR_ORACLE);
}
