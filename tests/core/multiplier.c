/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The vector multiplier of a returned point, on quadratics whose answers come from dense linear algebra.  */
#include "base/real.h"

#include "lower/multiplier.h"
#include "numeric.h"

enum { n = 3, m = 4, nz = n + m };

static double F[nz * nz], G[nz * nz], cf[nz], cg[nz]; /* of f and g: 0.5 z'Fz + cf'z */

static double
quadratic (const double *Q, const double *c, const double *z, double *grad, const double *v, double *Hv)
{
  double phi = 0;
  for (int i = 0; i < nz; i++) {
    double Qz = 0, Qv = 0;
    for (int j = 0; j < nz; j++) {
      Qz += Q[i + j * nz] * z[j];
      Qv += v ? Q[i + j * nz] * v[j] : 0;
    }
    phi += (Qz / 2 + c[i]) * z[i];
    if (grad)
      grad[i] = Qz + c[i];
    if (Hv)
      Hv[i] = Qv;
  }
  return phi;
}

static double
upper (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) d;
  return quadratic (F, cf, z, grad, v, Hv);
}

static double
lower (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) d;
  return quadratic (G, cg, z, grad, v, Hv);
}

static void
make_problem (void)
{
  const real *Rf = random_spd (nz, 0.5), *Rg = random_spd (nz, 0.5);
  for (int i = 0; i < nz; i++) {
    cf[i] = test_random ();
    cg[i] = test_random ();
    for (int j = 0; j < nz; j++) {
      F[i + j * nz] = (double) Rf[i + j * nz];
      G[i + j * nz] = (double) Rg[i + j * nz];
    }
  }
}

/* z* and w* from the optimality conditions  F z + cf + J'w = 0,  J z + cg_y = 0,  J the last m rows of G */
static void
exact_solution (double *z, double *w)
{
  enum { N = nz + m };
  static double K[N * N], b[N];
  memset (K, 0, sizeof K);
  for (int i = 0; i < nz; i++) {
    b[i] = -cf[i];
    for (int j = 0; j < nz; j++)
      K[i + j * N] = F[i + j * nz];
    for (int j = 0; j < m; j++)
      K[i + (nz + j) * N] = K[nz + j + i * N] = G[n + j + i * nz];
  }
  for (int j = 0; j < m; j++)
    b[nz + j] = -cg[n + j];
  naive_solve (N, K, b);
  memcpy (z, b, nz * sizeof *z);
  memcpy (w, b + nz, m * sizeof *w);
}

/* Measures z with at most MOST calls after the measurement, then solves for the multiplier; order: of the lower level.  */
static void
solve_at (const double *z, int order, double most, bench *b, run *r, multiplier *w, options *opt)
{
  bench_set (b, (dims){ n, m }, upper, 1, lower, order);
  options_init (opt, !is_double);
  *r = (run){ .opt = opt, .oracle = &b->oracle, .d = { n, m }, .nz = nz, .alpha = 1, .gamma = 1 };
  LAY_OUT (oracle_layout (&b->oracle, a); measure_layout (r, a); multiplier_layout (w, r->d, a));
  for (int i = 0; i < nz; i++)
    r->z[i] = (real) z[i];
  CHECK (measure_iterate (r) == RUNNING);
  b->oracle.ledger.present.calls = b->oracle.ledger.total + most;
  CHECK (multiplier_solve (w, r) == RUNNING);
}

TEST (at_the_exact_solution_stationarity_vanishes_and_the_multiplier_is_the_exact_one)
{
  make_problem ();
  double z[nz], w[m];
  exact_solution (z, w);
  for (int order = 1; order <= 2; order++) {
    bench b;
    run r;
    multiplier mult;
    options opt;
    solve_at (z, order, INFINITY, &b, &r, &mult, &opt);
    const double accuracy = order == 2 ? in_precision (1e-10, 1e-4) : in_precision (1e-7, 1e-2);
    CHECK_MOST (mult.stationarity, accuracy);
    CHECK_MOST (mult.hypergradient, accuracy);
    CHECK_MOST (mult.rest, accuracy);
    for (int i = 0; i < m; i++)
      CHECK_NEAR ((double) mult.w[i], w[i], 100 * accuracy);
    CHECK (r.now.stationarity > 0.01); /* what the path's scalar multiplier says of the same point */
  }
}

TEST (elsewhere_stationarity_is_the_least_norm_over_all_multipliers)
{
  make_problem ();
  double z[nz], grad[nz], N[m * m], w[m], least = 0;
  for (int i = 0; i < nz; i++)
    z[i] = (double) (real) test_random ();
  upper ((dims){ n, m }, z, grad, NULL, NULL);
  for (int i = 0; i < m; i++) {
    w[i] = 0;
    for (int k = 0; k < nz; k++)
      w[i] -= G[n + i + k * nz] * grad[k];
    for (int j = 0; j < m; j++) {
      N[i + j * m] = 0;
      for (int k = 0; k < nz; k++)
        N[i + j * m] += G[n + i + k * nz] * G[n + j + k * nz];
    }
  }
  naive_solve (m, N, w);
  for (int k = 0; k < nz; k++) {
    double p = grad[k];
    for (int i = 0; i < m; i++)
      p += G[n + i + k * nz] * w[i];
    least = hypot (least, p);
  }
  bench b;
  run r;
  multiplier mult;
  options opt;
  solve_at (z, 2, INFINITY, &b, &r, &mult, &opt);
  CHECK_NEAR (mult.stationarity, least, in_precision (1e-10, 1e-4));
  for (int i = 0; i < m; i++)
    CHECK_NEAR ((double) mult.w[i], w[i], in_precision (1e-7, 1e-2));
  CHECK_MOST (mult.residual, in_precision (1e-7, 1e-3));
  CHECK_MOST (least, r.now.stationarity);
}

TEST (any_budget_gives_an_upper_bound_within_the_budget)
{
  make_problem ();
  double z[nz];
  for (int i = 0; i < nz; i++)
    z[i] = test_random ();
  for (int most = 0; most <= 16; most++)
    for (int order = 1; order <= 2; order++) {
      bench b;
      run r;
      multiplier mult;
      options opt;
      solve_at (z, order, most, &b, &r, &mult, &opt);
      CHECK (b.oracle.ledger.total <= b.oracle.ledger.present.calls);
      CHECK (b.oracle.ledger.total == b.f.evals + b.g.evals + b.g.products);
      CHECK_MOST (mult.stationarity, r.now.stationarity * (1 + 16 * REAL_EPS));
      CHECK (vec_finite (m, mult.w));
      double p = 0; /* the norm that belongs to the multiplier returned */
      for (int k = 0; k < nz; k++) {
        double pk = (double) r.grad_f[k];
        for (int i = 0; i < m; i++)
          pk += G[n + i + k * nz] * (double) mult.w[i];
        p = hypot (p, pk);
      }
      CHECK_NEAR (mult.stationarity, p, in_precision (1e-7, 1e-3) * (1 + p));
    }
}

TEST (the_measure_is_the_closed_form_of_the_quadratic_program)
{
  make_problem ();
  double z[nz], grad_f[nz], grad_g[nz], v[nz] = { 0 }, grad_h[nz], unused[nz];
  for (int i = 0; i < nz; i++)
    z[i] = (double) (real) test_random ();
  upper ((dims){ n, m }, z, grad_f, NULL, NULL);
  lower ((dims){ n, m }, z, grad_g, NULL, NULL);
  memcpy (v + n, grad_g + n, m * sizeof *v);
  lower ((dims){ n, m }, z, unused, v, grad_h); /* half of grad h */
  double gh = 0, hh = 0, lower_opt = 0, p = 0;
  for (int i = 0; i < nz; i++) {
    grad_h[i] *= 2;
    gh += grad_f[i] * grad_h[i];
    hh += grad_h[i] * grad_h[i];
    lower_opt = hypot (lower_opt, v[i]);
  }
  const double rho = sqrt (hh) * lower_opt, lambda = fmax (0, rho - gh) / hh; /* general regime, alpha = 1 */
  for (int i = 0; i < nz; i++)
    p = hypot (p, grad_f[i] + lambda * grad_h[i]);
  bench b;
  run r;
  multiplier mult;
  options opt;
  solve_at (z, 2, 0, &b, &r, &mult, &opt);
  CHECK_NEAR (r.now.lower_opt, lower_opt, in_precision (1e-13, 1e-5));
  CHECK_NEAR (r.now.rho, rho, in_precision (1e-12, 1e-4) * rho);
  CHECK (lambda > 0);
  CHECK_NEAR (r.now.lambda, lambda, in_precision (1e-12, 1e-4) * lambda);
  CHECK_NEAR (r.now.stationarity, p, in_precision (1e-12, 1e-4) * p);
  CHECK_NEAR (r.now.kkt_residual, hypot (p, lower_opt), in_precision (1e-12, 1e-4) * p);
}
