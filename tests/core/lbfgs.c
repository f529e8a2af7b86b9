/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "linalg/lbfgs.h"
#include "numeric.h"

static void
multiply (size_t n, const real *A, const real *a, real *b)
{
  const matrix dense = { n, n, A, NULL, NULL };
  vec_fill (n, 0, b);
  mat_apply (&dense, false, a, b);
}

TEST (a_new_memory_is_the_identity)
{
  lbfgs l;
  LAY_OUT (lbfgs_layout (&l, 5, a));
  real *v = random_vector (5), *kept = zeros (5);
  vec_copy (5, v, kept);
  lbfgs_apply (&l, v);
  CHECK (memcmp (v, kept, 5 * sizeof *v) == 0);
}

TEST (exact_line_searches_end_on_a_quadratic_after_n_steps)
{
  enum { n = 6 };
  lbfgs l;
  LAY_OUT (lbfgs_layout (&l, n, a));
  const real *A = random_spd (n, 0.5);
  real *y = random_vector (n), *grad = zeros (n), *d = zeros (n), *Ad = zeros (n);
  multiply (n, A, y, grad);
  const double start = vec_norm (n, grad);
  for (int step = 0; step < n; step++) {
    vec_copy (n, grad, d);
    vec_scale (n, -1, d);
    lbfgs_apply (&l, d);
    multiply (n, A, d, Ad);
    const double t = -vec_dot (n, grad, d) / vec_dot (n, d, Ad);
    vec_scale (n, t, d);
    vec_scale (n, t, Ad);
    vec_axpy (n, 1, d, y);
    vec_axpy (n, 1, Ad, grad);
    CHECK (lbfgs_push (&l, d, Ad));
  }
  CHECK_MOST (vec_norm (n, grad), in_precision (1e-11, 1e-3) * start);
}

/* H = V'HV + s s'/s'y, V = I - y s'/s'y, for dense H [n x n] in double */
static void
dense_update (size_t n, double *H, const real *s, const real *y)
{
  double sy = 0, yHy = 0, *Hy = test_memory (n * sizeof *Hy);
  for (size_t i = 0; i < n; i++) {
    sy += (double) s[i] * (double) y[i];
    Hy[i] = 0;
    for (size_t j = 0; j < n; j++)
      Hy[i] += H[i + j * n] * (double) y[j];
  }
  for (size_t i = 0; i < n; i++)
    yHy += (double) y[i] * Hy[i];
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++)
      H[i + j * n] +=
          (1 + yHy / sy) * (double) s[i] * (double) s[j] / sy - (Hy[i] * (double) s[j] + (double) s[i] * Hy[j]) / sy;
}

TEST (the_ring_of_pairs_equals_dense_BFGS_of_the_latest)
{
  enum { n = 4, pushes = lbfgs_most + 7 };
  lbfgs l;
  LAY_OUT (lbfgs_layout (&l, n, a));
  const real *A = random_spd (n, 1);
  real *s = random_vector (n * pushes), *y = zeros (n * pushes);
  for (size_t k = 0; k < pushes; k++) {
    multiply (n, A, s + k * n, y + k * n);
    for (size_t i = 0; i < n; i++)
      y[k * n + i] += (real) (0.1 * test_random ()); /* no one matrix belongs to all pairs */
    CHECK (lbfgs_push (&l, s + k * n, y + k * n));
    if (k != 2 && k != pushes - 1)
      continue;
    const real *newest = y + k * n, *sn = s + k * n;
    double H[n * n] = { 0 };
    for (size_t i = 0; i < n; i++)
      H[i + i * n] = vec_dot (n, sn, newest) / vec_dot (n, newest, newest);
    for (size_t j = k + 1 > lbfgs_most ? k + 1 - lbfgs_most : 0; j <= k; j++)
      dense_update (n, H, s + j * n, y + j * n);
    real *v = random_vector (n);
    double expected[n] = { 0 };
    for (size_t i = 0; i < n; i++)
      for (size_t j = 0; j < n; j++)
        expected[i] += H[i + j * n] * (double) v[j];
    lbfgs_apply (&l, v);
    for (size_t i = 0; i < n; i++)
      CHECK_NEAR ((double) v[i], expected[i], in_precision (1e-12, 1e-4) * (1 + fabs (expected[i])));
  }
}

/* A memory of N components, 2 in the heads of its pairs, is given what one without heads is given.  */
static void
push_both (lbfgs *short_pairs, lbfgs *whole, const real *s, const real *y)
{
  const size_t n = whole->n;
  real *v = random_vector (n), *w = zeros (n);
  vec_copy (n, v, w);
  CHECK (lbfgs_push (short_pairs, s, y) && lbfgs_push (whole, s, y));
  CHECK (short_pairs->count == whole->count);
  lbfgs_apply (short_pairs, v);
  lbfgs_apply (whole, w);
  for (size_t i = 0; i < n; i++)
    CHECK_NEAR ((double) v[i], (double) w[i], in_precision (1e-13, 1e-5) * (1 + fabs ((double) w[i])));
}

TEST (pairs_that_are_zero_past_their_head_are_stored_without_it_until_one_is_not)
{
  enum { n = 7, head = 2, pairs = 3 };
  lbfgs l, whole;
  LAY_OUT (lbfgs_layout_pairs (&l, n, head, pairs, pairs, a));
  LAY_OUT (lbfgs_layout_pairs (&whole, n, n, pairs, pairs, a));
  for (int k = 0; k < 12; k++) {
    real *s = random_vector (n), *y = zeros (n);
    if (k < 5) /* two more than it holds */
      vec_fill (n - head, 0, s + head);
    vec_copy (n, s, y);
    y[0] *= 3;
    if (k > 7)
      y[n - 1] *= 2;
    push_both (&l, &whole, s, y);
    CHECK (l.stored == (k < 5 ? head : n));
  }
  lbfgs_reset (&l);
  CHECK (l.stored == head);
}

TEST (more_pairs_fit_as_long_as_they_are_stored_by_their_heads)
{
  enum { n = 6, head = 2, wanted = 5, full = 2 };
  lbfgs l;
  LAY_OUT (lbfgs_layout_pairs (&l, n, head, wanted, full, a));
  for (int k = 0; k < 4; k++) {
    real s[n] = { (real) (1 + k), (real) (1 - k) };
    CHECK (lbfgs_push (&l, s, s) && l.count == k + 1);
  }
  const real s[n] = { 1, 1, 1, 1, 1, 1 };
  CHECK (lbfgs_push (&l, s, s) && l.count == 1); /* 4 of 6 components do not fit */
  CHECK (lbfgs_push (&l, s, s) && lbfgs_push (&l, s, s) && l.count == full);
}

TEST (a_pair_without_positive_curvature_is_refused_and_changes_nothing)
{
  enum { n = 3 };
  lbfgs l;
  LAY_OUT (lbfgs_layout (&l, n, a));
  const real s[n] = { 1, 2, 3 }, y[n] = { 2, 3, 5 };
  const real opposite[n] = { -2, -3, -5 }, across[n] = { 2, -1, 0 }, none[n] = { 0, 0, 0 };
  CHECK (lbfgs_push (&l, s, y));
  real before[n] = { 1, -1, 2 }, after[n] = { 1, -1, 2 };
  lbfgs_apply (&l, before);
  CHECK (!lbfgs_push (&l, s, opposite));
  CHECK (!lbfgs_push (&l, s, across));
  CHECK (!lbfgs_push (&l, s, none));
  CHECK (!lbfgs_push (&l, none, y));
  CHECK (!lbfgs_push (&l, s, (const real[n]){ 2, (real) NAN, 5 }));
  lbfgs_apply (&l, after);
  CHECK (memcmp (before, after, sizeof before) == 0);
  lbfgs_reset (&l);
  real again[n] = { 1, -1, 2 };
  lbfgs_apply (&l, again);
  CHECK (again[0] == 1 && again[1] == -1 && again[2] == 2);
}
