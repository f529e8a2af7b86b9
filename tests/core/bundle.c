/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The lower level on a box, and the bundle method on a game, a follower and a plain problem with known answers.  Double precision
   alone: the single build has no bundle method.  */
#include "base/real.h"

#include "methods/bundle/bundle.h"
#include "numeric.h"

#include <string.h>

/* min over x of max over y in [-1, 1] of y (x_0 - 1) + 0.3 (x_1 + 2) y_1 */
static double
game (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) v;
  (void) Hv;
  const double *x = z, *y = z + d.n;
  if (grad)
    grad[0] = y[0], grad[1] = 0.3 * y[1], grad[2] = x[0] - 1, grad[3] = 0.3 * (x[1] + 2);
  return y[0] * (x[0] - 1) + 0.3 * y[1] * (x[1] + 2);
}

static double
game_lower (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  const double value = -game (d, z, grad, v, Hv);
  for (int i = 0; grad && i < 4; i++)
    grad[i] = -grad[i];
  return value;
}

/* A port asks x of the 5 that a shipper gains a unit: y is 1 up to x = 5 and 0 beyond.  */
static double
port (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) v;
  (void) Hv;
  const double x = z[0], y = z[d.n];
  if (grad)
    grad[0] = -y, grad[1] = -x;
  return -x * y;
}

static double
shipper (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) v;
  (void) Hv;
  const double x = z[0], y = z[d.n];
  if (grad)
    grad[0] = y, grad[1] = x - 5;
  return (x - 5) * y;
}

/* Convex, with a kink of y_1 at 0.25: y = (0.5, 0.25, 1) for x = 0.  */
static double
kinked (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) v;
  (void) Hv;
  const double *y = z + d.n;
  const double side = y[1] > 0.25 ? 1 : -1;
  if (grad)
    grad[0] = 0, grad[1] = y[0] - 0.5, grad[2] = 0.2 + side, grad[3] = -1;
  return 0.5 * (y[0] - 0.5) * (y[0] - 0.5) + 0.2 * y[1] + fabs (y[1] - 0.25) - y[2];
}

/* y = x^(1/3) / 2 */
static double
quartic (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) grad;
  (void) v;
  (void) Hv;
  return 2 * pow (z[d.n], 4) - z[0] * z[d.n];
}

/* y = -0.5 and 0.5 around a maximum at 0 */
static double
two_wells_on_a_box (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) grad;
  (void) v;
  (void) Hv;
  const double a = 4 * z[d.n] * z[d.n] - 1;
  return a * a;
}

static double
sum (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) grad;
  (void) v;
  (void) Hv;
  return z[0] + z[d.n];
}

typedef double function (dims, const double *, double *, const double *, double *);

typedef struct bed {
  bench b;
  bundle *bundle;
  box box;
  real *z;
} bed;

static void
make_bed (bed *t, dims d, function *upper, function *lower, int order, const real *low, const real *high)
{
  bench_set (&t->b, d, upper, order, lower, order);
  t->box = (box){ d.n + d.m, low, high };
  LAY_OUT (oracle_layout (&t->b.oracle, a); t->bundle = bundle_layout (d, a));
  t->z = zeros (d.n + d.m);
}

/* The bundle method from t->z to its end.  */
static bundle_end
run_bundle (bed *t, dims d)
{
  bool suits;
  CHECK (bundle_can (d, &t->box));
  CHECK (bundle_start (t->bundle, &t->b.oracle, d, &t->box, 0, t->z, true, &suits) == RUNNING);
  CHECK (suits);
  for (int k = 0; k < 200 && t->bundle->end == BUNDLE_GOES_ON; k++)
    CHECK (bundle_step (t->bundle) == RUNNING);
  bundle_point (t->bundle, t->z);
  return t->bundle->end;
}

TEST (the_bundle_method_ends_at_the_kink_of_a_game_by_gradients_and_by_values)
{
  const dims d = { 2, 2 };
  const real low[] = { -10, -10, -1, -1 }, high[] = { 10, 10, 1, 1 };
  for (int order = 0; is_double && order < 2; order++) {
    bed t;
    make_bed (&t, d, game, game_lower, order, low, high);
    t.z[0] = 3;
    t.z[1] = 4;
    CHECK (run_bundle (&t, d) == BUNDLE_KINK);
    CHECK (t.bundle->r.minmax);
    CHECK_NEAR (t.z[0], 1, order ? 1e-9 : 1e-6);
    CHECK_NEAR (t.z[1], -2, order ? 1e-9 : 1e-6);
    CHECK_MOST (t.bundle->hull, 1e-4);
    CHECK (t.bundle->side_count >= 2);
  }
}

TEST (the_bundle_method_ends_at_the_tie_of_a_follower)
{
  const dims d = { 1, 1 };
  const real low[] = { 0, 0 }, high[] = { 10, 1 };
  bed t;
  if (!is_double)
    return;
  make_bed (&t, d, port, shipper, 1, low, high);
  t.z[0] = 1;
  CHECK (run_bundle (&t, d) == BUNDLE_TIE);
  CHECK_NEAR (t.z[0], 5, 1e-7);
  CHECK_NEAR (t.z[1], 1, 0);
  CHECK_NEAR (t.bundle->other_y[0], 0, 0);
  CHECK_NEAR (t.bundle->other_f, 0, 1e-9);
}

TEST (a_box_lower_level_finds_corners_kinks_and_what_lies_between)
{
  const dims d = { 1, 3 };
  const real low[] = { -1, -1, -1 }, high[] = { 1, 1, 1 };
  const box y_box = { 3, low, high };
  const double x[1] = { 0 };
  for (int order = 0; is_double && order < 2; order++) {
    bench b;
    box_lower l;
    double y[3] = { -0.9, 0.8, 0 }, s[3], g;
    bool ok;
    bench_set (&b, d, kinked, order, kinked, order);
    LAY_OUT (oracle_layout (&b.oracle, a));
    box_lower_start (&l, &b.oracle, d, &(box){ .n = 1 }, &y_box, test_memory (sizeof (small_qp)));
    CHECK (box_lower_solve (&l, x, y, &g, s, &ok) == RUNNING);
    CHECK (ok);
    CHECK_NEAR (y[0], 0.5, 1e-5);
    CHECK_NEAR (y[1], 0.25, 1e-5);
    CHECK_NEAR (y[2], 1, 0);
    CHECK (l.kinks[1] == 1 && l.kinks[0] == 0 && l.kinks[2] == 0);
    CHECK (box_lower_is_free (&l, 0, y[0]) && !box_lower_is_free (&l, 1, y[1]) && !box_lower_is_free (&l, 2, y[2]));
  }
}

TEST (by_values_a_free_y_is_no_maximum_and_its_response_is_right)
{
  const dims d = { 1, 1 };
  const real low[] = { 0, -1 }, high[] = { 2, 1 };
  const box x_box = { 1, low, high }, y_box = { 1, low + 1, high + 1 };
  static small_qp qp;
  static reduction r;
  for (int wells = 0; is_double && wells < 2; wells++) {
    bed t;
    bool ok;
    piece p = { .x = { 1 }, .y = { wells ? 0 : 0.45 } };
    make_bed (&t, d, sum, wells ? two_wells_on_a_box : quartic, 0, low, high);
    reduction_start (&r, &t.b.oracle, d, &x_box, &y_box, &qp);
    CHECK (piece_solve (&r, &p, &ok) == RUNNING && ok);
    CHECK_NEAR (fabs (p.y[0]), 0.5, 1e-8);
    CHECK_NEAR (p.G[0], wells ? 1 : 1 + 1. / 6, 2e-3);
  }
}
