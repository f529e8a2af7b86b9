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
upper_level (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) d;
  return quadratic (F, cf, z, grad, v, Hv);
}

static double
lower_level (dims d, const double *z, double *grad, const double *v, double *Hv)
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
  static lower l;
  const box free_y = { m, NULL, NULL };
  bench_set (b, (dims){ n, m }, upper_level, 1, lower_level, order);
  options_init (opt, !is_double);
  *r = (run){ .opt = opt, .oracle = &b->oracle, .d = { n, m }, .nz = nz, .alpha = 1, .gamma = 1, .lower = &l };
  LAY_OUT (oracle_layout (&b->oracle, a); measure_layout (r, a); lower_layout (&l, r->d, opt, false, 200, a);
           multiplier_layout (w, r->d, a));
  for (int i = 0; i < nz; i++)
    r->z[i] = (real) z[i];
  lower_start (&l, &b->oracle, opt, &free_y, r->z + n);
  CHECK (measure_iterate (r) == RUNNING);
  model_note_at (&l.model, r->z, r->z + n);
  b->oracle.ledger.present.calls = b->oracle.ledger.total + most;
  CHECK (multiplier_solve (w, r, NULL, sqrt (REAL_EPS)) == RUNNING);
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

/* At z: the least norm of grad f + J'w over w, and grad_x f - D2_xy g A^-1 grad_y f.  */
static void
dense_norms (const double *z, double *least, double *hypergradient)
{
  double grad[nz], N[m * m], A[m * m], w[m], v[m];
  upper_level ((dims){ n, m }, z, grad, NULL, NULL);
  for (int i = 0; i < m; i++) {
    w[i] = 0;
    v[i] = -grad[n + i];
    for (int k = 0; k < nz; k++)
      w[i] -= G[n + i + k * nz] * grad[k];
    for (int j = 0; j < m; j++) {
      A[i + j * m] = G[n + i + (n + j) * nz];
      N[i + j * m] = 0;
      for (int k = 0; k < nz; k++)
        N[i + j * m] += G[n + i + k * nz] * G[n + j + k * nz];
    }
  }
  naive_solve (m, N, w);
  naive_solve (m, A, v);
  *least = *hypergradient = 0;
  for (int k = 0; k < nz; k++) {
    double p = grad[k], h = grad[k];
    for (int i = 0; i < m; i++) {
      p += G[n + i + k * nz] * w[i];
      h += G[n + i + k * nz] * v[i];
    }
    *least = hypot (*least, p);
    *hypergradient = hypot (*hypergradient, k < n ? h : 0);
  }
}

TEST (elsewhere_both_norms_are_those_of_dense_linear_algebra)
{
  for (int trial = 0; trial < 20; trial++) {
    make_problem ();
    double z[nz], least, hypergradient;
    for (int i = 0; i < nz; i++)
      z[i] = (double) (real) test_random ();
    dense_norms (z, &least, &hypergradient);
    bench b;
    run r;
    multiplier mult;
    options opt;
    solve_at (z, 2, INFINITY, &b, &r, &mult, &opt);
    CHECK_NEAR (mult.stationarity, least, in_precision (1e-9, 1e-3) * least);
    CHECK_NEAR (mult.hypergradient, hypergradient, in_precision (1e-8, 1e-2) * hypergradient);
    CHECK_MOST (mult.residual, in_precision (1e-7, 1e-3));
    CHECK_MOST (mult.rest, in_precision (1e-9, 1e-4));
    CHECK (least < hypergradient);
    CHECK_MOST (least, r.now.stationarity);
    real known[m]; /* the norms are the same from the multiplier of the hypergradient, at a lower price */
    vec_copy (m, mult.w, known);
    const double before = b.oracle.ledger.total;
    CHECK (multiplier_solve (&mult, &r, known, 1e-3) == RUNNING);
    CHECK_NEAR (mult.stationarity, least, 1e-3 * least);
    CHECK_NEAR (mult.hypergradient, hypergradient, in_precision (1e-8, 1e-2) * hypergradient);
    CHECK_MOST (b.oracle.ledger.total - before, 2 * n + 5);
  }
}

TEST (any_budget_is_kept_and_what_it_does_not_allow_is_not_measured)
{
  make_problem ();
  double z[nz], least, hypergradient;
  for (int i = 0; i < nz; i++)
    z[i] = (double) (real) test_random ();
  dense_norms (z, &least, &hypergradient);
  for (int order = 1; order <= 2; order++) {
    int known_hypergradient = 0, known_stationarity = 0;
    for (int most = 0; most <= 60; most++) {
      bench b;
      run r;
      multiplier mult;
      options opt;
      solve_at (z, order, most, &b, &r, &mult, &opt);
      CHECK (b.oracle.ledger.total <= b.oracle.ledger.present.calls);
      CHECK (b.oracle.ledger.total == b.f.evals + b.g.evals + b.g.products);
      CHECK (vec_finite (m, mult.w));
      CHECK (most > 0 || (isnan (mult.hypergradient) && isnan (mult.stationarity)));
      CHECK (!isnan (mult.hypergradient) || isnan (mult.stationarity));
      if (!isnan (mult.hypergradient)) {
        known_hypergradient++;
        CHECK_NEAR (mult.hypergradient, hypergradient, in_precision (1e-5, 1e-2) * hypergradient);
      }
      if (!isnan (mult.stationarity)) {
        known_stationarity++;
        CHECK_NEAR (mult.stationarity, least, in_precision (1e-5, 1e-2) * least);
      }
    }
    CHECK (known_hypergradient > known_stationarity && known_stationarity > 0);
  }
}

TEST (the_measure_is_the_closed_form_of_the_quadratic_program)
{
  make_problem ();
  double z[nz], grad_f[nz], grad_g[nz], v[nz] = { 0 }, grad_h[nz], unused[nz];
  for (int i = 0; i < nz; i++)
    z[i] = (double) (real) test_random ();
  upper_level ((dims){ n, m }, z, grad_f, NULL, NULL);
  lower_level ((dims){ n, m }, z, grad_g, NULL, NULL);
  memcpy (v + n, grad_g + n, m * sizeof *v);
  lower_level ((dims){ n, m }, z, unused, v, grad_h); /* half of grad h */
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
