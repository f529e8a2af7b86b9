/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The estimate of what a Krylov solve has left, and multipliers on a spread spectrum.  */
#include "base/real.h"

#include "linalg/window.h"
#include "lower.h"

/* A solve of COUNT products whose squared error falls by RATIO with each.  */
static void
note_geometric (window *w, int count, double ratio)
{
  window_open (w);
  for (int j = 0; j < count; j++)
    window_note (w, (1 - ratio) * pow (ratio, j));
}

TEST (a_window_extrapolates_a_geometric_error)
{
  window w;
  window_tail left;
  LAY_OUT (window_layout (&w, 100, a));
  window_start (&w);
  note_geometric (&w, 5, 0.5);
  CHECK (!window_rest (&w, 0, &left)); /* a first solve needs two windows of 3 */
  note_geometric (&w, 40, 0.8);
  CHECK (window_rest (&w, 0, &left));
  CHECK_NEAR (left.energy, pow (0.8, 40), 1e-12);
  CHECK_NEAR (pow (left.ratio, 2), pow (0.8, left.length), 1e-12);
}

TEST (a_window_is_as_long_as_earlier_solves_were_slow)
{
  window w;
  window_tail left;
  LAY_OUT (window_layout (&w, 400, a));
  window_start (&w);
  note_geometric (&w, 300, 0.98); /* e^-2 in 99 products */
  window_close (&w, pow (0.98, 300));
  CHECK (w.slowest == 99);
  note_geometric (&w, 30, 0.98);
  CHECK (!window_rest (&w, 0, &left));
  window_close (&w, 0.5); /* fell by less than a factor e: it tells nothing of T */
  CHECK (w.slowest == 99);
  note_geometric (&w, 4, 0.01);
  window_close (&w, 1e-8);
  CHECK_NEAR (w.slowest, 0.8 * 99, 1e-9);
  window_doubt (&w);
  CHECK_NEAR (w.slowest, 1.6 * 99, 1e-9);
}

TEST (a_careful_window_is_longer_and_learns_from_solves_that_got_nowhere)
{
  window w;
  window_tail left;
  LAY_OUT (window_layout (&w, 400, a));
  window_start (&w);
  w.careful = true;
  note_geometric (&w, 17, 0.99);
  window_close (&w, pow (0.99, 17));
  CHECK (w.slowest == 17);
  note_geometric (&w, 20, 0.9); /* two windows of 0.6 T: 22 products */
  CHECK (!window_rest (&w, 0, &left));
  note_geometric (&w, 22, 0.9);
  CHECK (window_rest (&w, 0, &left));
  CHECK (left.length == 11);
}

/* eigenvalues 1 .. 1e3 on a log scale, of y: 0.5 sum_i d_i y_i^2 - x sum_i sqrt (d_i) y_i */
static double
spread_bowl (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  double phi = 0;
  if (grad)
    grad[0] = 0;
  if (Hv)
    Hv[0] = 0;
  for (size_t i = 1; i <= d.m; i++) {
    const double e = pow (1e3, (double) (i - 1) / (double) (d.m - 1)), root = sqrt (e);
    phi += z[i] * (0.5 * e * z[i] - root * z[0]);
    if (grad) {
      grad[i] = e * z[i] - root * z[0];
      grad[0] -= root * z[i];
    }
    if (Hv) {
      Hv[i] = e * v[i] - root * v[0];
      Hv[0] -= root * v[i];
    }
  }
  return phi;
}

TEST (the_multiplier_is_right_to_its_accuracy_on_a_spread_spectrum)
{
  enum { m = 60 };
  const double eta = 0.1;
  for (int k = 0; k < 20; k++) {
    set t;
    start (&t, spread_bowl, 2, m, random_vector (m));
    const real *b = random_vector (m), c[1] = { 0 };
    real *w = zeros (m), *r = zeros (m), gamma[1];
    double exact = 0;
    for (int i = 1; i <= m; i++)
      exact +=
          (double) b[i - 1] / sqrt (pow (1e3, (double) (i - 1) / (m - 1))); /* D2_xy w = sum sqrt (d_i) b_i / d_i */
    bool null;
    for (int warm = 0; warm < 2; warm++) {
      CHECK (adjoint_solve (&t.lower.adjoint, &t.lower.model, t.x, t.y, c, b, eta, w, gamma, r, &null) == RUNNING);
      CHECK (!null);
      CHECK_NEAR ((double) gamma[0], exact, 2 * eta * fabs (exact));
    }
  }
}
