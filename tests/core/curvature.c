/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "linalg/curvature.h"
#include "numeric.h"

static void
multiply (size_t n, const real *A, const real *a, real *b)
{
  const matrix dense = { n, n, A, NULL, NULL };
  vec_fill (n, 0, b);
  mat_apply (&dense, false, a, b);
}

/* COUNT random pairs of A [n x n] */
static void
learn (curvature *c, size_t n, const real *A, int count)
{
  real *As = zeros (n);
  for (int i = 0; i < count; i++) {
    const real *s = random_vector (n);
    multiply (n, A, s, As);
    curvature_remember (c, s, As);
  }
}

static real *
diagonal (size_t n, const real *d)
{
  real *A = zeros (n * n);
  for (size_t i = 0; i < n; i++)
    A[i + i * n] = d[i];
  return A;
}

TEST (without_pairs_H_is_tau)
{
  enum { n = 5 };
  curvature c;
  LAY_OUT (curvature_layout (&c, n, curvature_most, a));
  const real *v = random_vector (n);
  real *u = zeros (n);
  c.tau = 0.5;
  curvature_apply (&c, v, u);
  for (int i = 0; i < n; i++)
    CHECK (u[i] == (real) 0.5 * v[i]);
}

TEST (n_pairs_make_H_the_inverse)
{
  for (size_t n = 1; n <= 9; n++) {
    curvature c;
    LAY_OUT (curvature_layout (&c, n, curvature_most, a));
    const real *A = random_spd (n, 0.5), *v = random_vector (n);
    real *Hv = zeros (n), *AHv = zeros (n);
    learn (&c, n, A, (int) n);
    curvature_settle (&c);
    CHECK ((size_t) c.count == n);
    curvature_apply (&c, v, Hv);
    multiply (n, A, Hv, AHv);
    CHECK_MOST (vec_distance (n, AHv, v), in_precision (1e-9, 1e-2) * vec_norm (n, v));
    CHECK_NEAR (curvature_norm (&c, v, AHv), sqrt (vec_dot (n, v, Hv)), in_precision (1e-12, 1e-4));
  }
}

TEST (fewer_pairs_are_met_exactly_and_H_is_symmetric_and_positive)
{
  enum { n = 12 };
  curvature c;
  LAY_OUT (curvature_layout (&c, n, curvature_most, a));
  const real *A = random_spd (n, 0.5);
  learn (&c, n, A, 5);
  real *Hy = zeros (n), *Hv = zeros (n);
  for (int i = 0; i < 5; i++) {
    const size_t at = (size_t) c.order[i] * n;
    curvature_apply (&c, c.Y.a + at, Hy);
    CHECK_MOST (vec_distance (n, Hy, c.S.a + at), in_precision (1e-12, 1e-4));
    CHECK_NEAR (vec_norm (n, c.S.a + at), 1, in_precision (1e-15, 1e-6));
  }
  const real *v = random_vector (n), *u = random_vector (n);
  curvature_apply (&c, v, Hv);
  curvature_apply (&c, u, Hy);
  CHECK_NEAR (vec_dot (n, u, Hv), vec_dot (n, v, Hy), in_precision (1e-13, 1e-5));
  CHECK (vec_dot (n, v, Hv) > 0 && vec_dot (n, u, Hy) > 0);
}

TEST (a_pair_along_an_old_one_takes_its_place)
{
  enum { n = 4 };
  curvature c;
  LAY_OUT (curvature_layout (&c, n, curvature_most, a));
  const real *A = random_spd (n, 1), *s = random_vector (n);
  real *As = zeros (n), *twice = zeros (n), *Hy = zeros (n);
  multiply (n, A, s, As);
  for (int i = 0; i < 3; i++)
    CHECK (curvature_remember (&c, s, As));
  curvature_settle (&c);
  CHECK (c.count == 1);
  vec_axpy (n, 2, As, twice); /* curvature has doubled */
  CHECK (curvature_remember (&c, s, twice));
  curvature_settle (&c);
  CHECK (c.count == 1);
  curvature_apply (&c, twice, Hy);
  CHECK_MOST (vec_distance (n, Hy, s), in_precision (1e-13, 1e-5) * vec_norm (n, s));
}

/* H is the inverse of A.  */
static void
check_inverse (curvature *c, size_t n, const real *A, const real *v)
{
  real *Hv = zeros (n), *AHv = zeros (n);
  curvature_apply (c, v, Hv);
  multiply (n, A, Hv, AHv);
  CHECK_MOST (vec_distance (n, AHv, v), in_precision (1e-8, 2e-2) * vec_norm (n, v));
}

TEST (stale_pairs_go)
{
  enum { n = 6 };
  curvature c;
  LAY_OUT (curvature_layout (&c, n, curvature_most, a));
  learn (&c, n, random_spd (n, 0.1), n);
  const real *A = random_spd (n, 0.1), *v = random_vector (n);
  learn (&c, n, A, n);
  curvature_settle (&c);
  CHECK (c.count == n);
  check_inverse (&c, n, A, v);
}

TEST (what_says_nothing_is_refused)
{
  enum { n = 3 };
  curvature c;
  LAY_OUT (curvature_layout (&c, n, curvature_most, a));
  const real e[n] = { 1, 0, 0 }, up[n] = { 2, 0, 0 }, down[n] = { -2, 0, 0 }, across[n] = { 0, 2, 0 }, none[n] = { 0 };
  CHECK (curvature_remember (&c, e, up));
  CHECK (c.largest == 2 && !c.negative);
  CHECK (!curvature_remember (&c, e, across));
  CHECK (!curvature_remember (&c, e, (const real[n]){ (real) NAN, 0, 0 }));
  CHECK (!curvature_remember (&c, none, up));
  CHECK (!curvature_remember (&c, e, none));
  CHECK (!c.negative);
  CHECK (!curvature_remember (&c, e, down));
  CHECK (c.negative && c.count == 1);
  curvature_forget (&c);
  CHECK (c.negative && c.count == 0 && c.largest == 0);
}

TEST (the_memory_is_bounded_and_keeps_the_newest)
{
  enum { n = curvature_most + 40 };
  curvature c;
  LAY_OUT (curvature_layout (&c, n, curvature_most, a));
  real *s = zeros (n), *Hs = zeros (n);
  for (size_t i = 0; i < n; i++) {
    vec_fill (n, 0, s);
    s[i] = 3;
    CHECK (curvature_remember (&c, s, s));
    curvature_settle (&c);
    CHECK (c.count <= curvature_most && c.used <= curvature_most + 1);
    CHECK ((double) c.S.a[(size_t) c.order[0] * n + i] == 1);
  }
  curvature_settle (&c);
  CHECK (c.count == curvature_most);
  curvature_apply (&c, s, Hs);
  CHECK_MOST (vec_distance (n, Hs, s), in_precision (1e-13, 1e-5));
}

TEST (a_saved_memory_is_recalled)
{
  enum { n = 7 };
  curvature c, saved;
  LAY_OUT (curvature_layout (&c, n, curvature_most, a); curvature_layout (&saved, n, curvature_most, a));
  learn (&c, n, random_spd (n, 1), 4);
  const real *v = random_vector (n);
  real *before = zeros (n), *after = zeros (n);
  curvature_apply (&c, v, before);
  curvature_recall (&saved, &c);
  learn (&c, n, random_spd (n, 1), 9);
  curvature_recall (&c, &saved);
  curvature_settle (&c);
  CHECK (c.count == 4);
  curvature_apply (&c, v, after);
  CHECK (memcmp (before, after, n * sizeof *v) == 0);
  learn (&c, n, random_spd (n, 1), 9); /* its slots are in order */
  curvature_settle (&c);
  CHECK (c.count == n);
}

TEST (steps_are_projected_on_the_range_that_the_pairs_span)
{
  enum { n = 4 };
  curvature c;
  LAY_OUT (curvature_layout (&c, n, curvature_most, a));
  const real *A = diagonal (n, (const real[n]){ 2, 1, 3, 0 });
  learn (&c, n, A, 12);
  curvature_settle (&c);
  CHECK (c.count == 3);
  const real v[n] = { 1, -1, 1, 0 };
  real u[n] = { -1, 1, -1, 5 }, scratch[n];
  curvature_within_range (&c, v, u, scratch);
  const real expected[n] = { -1, 1, -1, 0 };
  CHECK_MOST (vec_distance (n, u, expected), in_precision (1e-12, 1e-4));
  real along[n] = { 0, 0, 0, -1 }; /* v is outside: its direction is kept */
  const real outside[n] = { 0, 0, 0, 1 };
  curvature_within_range (&c, outside, along, scratch);
  CHECK_NEAR ((double) along[3], -1, in_precision (1e-12, 1e-4));
}

/* ---- a base inverse ---- */

typedef struct given {
  size_t n;
  const real *P; /* [n x n] */
  bool refuses;
  int calls;
} given;

static bool
apply_given (void *self, const real *b, real *s)
{
  given *p = self;
  p->calls++;
  multiply (p->n, p->P, b, s);
  return !p->refuses;
}

/* P = A^-1, column by column */
static const real *
inverse_of (size_t n, const real *A)
{
  double *copy = test_memory (n * n * sizeof *copy), *e = test_memory (n * sizeof *e);
  real *P = zeros (n * n);
  for (size_t j = 0; j < n; j++) {
    for (size_t i = 0; i < n * n; i++)
      copy[i] = (double) A[i];
    for (size_t i = 0; i < n; i++)
      e[i] = i == j;
    naive_solve (n, copy, e);
    for (size_t i = 0; i < n; i++)
      P[i + j * n] = (real) e[i];
  }
  return P;
}

TEST (with_an_exact_base_H_is_the_inverse_and_no_pairs_are_kept)
{
  enum { n = 8 };
  curvature c;
  LAY_OUT (curvature_layout (&c, n, 2, a));
  const real *A = random_spd (n, 0.5), *v = random_vector (n);
  given p = { n, inverse_of (n, A), false, 0 };
  real *Hv = zeros (n), *AHv = zeros (n);
  curvature_set_base (&c, apply_given, &p, true);
  CHECK (!curvature_knows (&c));
  learn (&c, n, A, 5);
  CHECK (c.count == 0 && c.largest > 0 && curvature_knows (&c));
  curvature_apply (&c, v, Hv);
  multiply (n, A, Hv, AHv);
  CHECK_MOST (vec_distance (n, AHv, v), in_precision (1e-11, 1e-3));
  CHECK_NEAR (curvature_norm (&c, v, AHv), sqrt (vec_dot (n, v, Hv)), in_precision (1e-12, 1e-4));
  curvature_set_base (&c, NULL, NULL, true);
  learn (&c, n, A, 2);
  CHECK (c.count == 2);
}

TEST (pairs_correct_a_base_that_is_only_near)
{
  enum { n = 10 };
  curvature c;
  LAY_OUT (curvature_layout (&c, n, curvature_most, a));
  const real *A = random_spd (n, 0.5), *v = random_vector (n);
  real *old = zeros (n * n), *Hv = zeros (n), *AHv = zeros (n), *u = random_vector (n), *Hu = zeros (n);
  real *kept = zeros (n);
  vec_copy (n * n, A, old);
  for (size_t i = 0; i < n; i++)
    old[i + i * n] += (real) 0.3;
  given p = { n, inverse_of (n, old), false, 0 };
  curvature_set_base (&c, apply_given, &p, false);
  curvature_apply (&c, v, Hv);
  multiply (n, A, Hv, AHv);
  const double base_error = vec_distance (n, AHv, v);
  CHECK (base_error > 1e-2 * vec_norm (n, v));
  learn (&c, n, A, 4);
  CHECK (c.count == 4);
  for (int i = 0; i < 4; i++) {
    tall_get (&c.S, (size_t) c.order[i], kept);
    tall_get (&c.Y, (size_t) c.order[i], AHv);
    curvature_apply (&c, AHv, Hu);
    CHECK_MOST (vec_distance (n, Hu, kept), in_precision (1e-11, 1e-3));
  }
  curvature_apply (&c, v, Hv);
  curvature_apply (&c, u, Hu);
  CHECK_NEAR (vec_dot (n, u, Hv), vec_dot (n, v, Hu), in_precision (1e-11, 1e-3));
  CHECK_NEAR (curvature_norm (&c, v, AHv), sqrt (vec_dot (n, v, Hv)), in_precision (1e-11, 1e-3));
  learn (&c, n, A, n);
  check_inverse (&c, n, A, v);
}

TEST (tau_stands_in_for_a_base_that_refuses)
{
  enum { n = 4 };
  curvature c;
  LAY_OUT (curvature_layout (&c, n, curvature_most, a));
  given p = { n, random_spd (n, 1), true, 0 };
  const real *v = random_vector (n);
  real *u = zeros (n);
  curvature_set_base (&c, apply_given, &p, false);
  c.tau = 0.5;
  curvature_apply (&c, v, u);
  CHECK (p.calls == 1);
  for (int i = 0; i < n; i++)
    CHECK (u[i] == (real) 0.5 * v[i]);
}

TEST (a_guess_solves_on_the_span_of_the_pairs)
{
  enum { n = 12 };
  curvature c;
  LAY_OUT (curvature_layout (&c, n, curvature_most, a));
  const real *A = random_spd (n, 0.5), *r = random_vector (n);
  real *u = zeros (n), *rest = zeros (n), *s = zeros (n);
  CHECK (!curvature_guess (&c, r, u));
  learn (&c, n, A, 4);
  CHECK (curvature_guess (&c, r, u));
  multiply (n, A, u, rest);
  vec_axpy (n, -1, r, rest);
  for (int i = 0; i < 4; i++) {
    tall_get (&c.S, (size_t) c.order[i], s);
    CHECK_NEAR (vec_dot (n, s, rest), 0, in_precision (1e-12, 1e-4) * vec_norm (n, r));
  }
}
