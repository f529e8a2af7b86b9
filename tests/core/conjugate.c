/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Conjugate gradients for A w = -b where the spectrum of A is spread.  */
#include "base/real.h"

#include "lower.h"

enum { m = 500 };
static const double condition = 1e3;

/* Eigenvalues of D2_yy g: 1 .. 1e3 on a log scale.  */
static double
stiffness (size_t i)
{
  return pow (condition, (double) i / (m - 1));
}

/* 0.5 sum_i d_i y_i^2 - x sum_i sqrt (d_i) y_i, where the last d_i has SIGN.  */
static double
spread (double sign, const double *z, double *grad, const double *v, double *Hv)
{
  double phi = 0, sum = 0, along = 0;
  for (size_t i = 0; i < m; i++) {
    const double d = (i == m - 1 ? sign : 1) * stiffness (i), root = sqrt (stiffness (i)), y = z[1 + i];
    phi += y * (0.5 * d * y - root * z[0]);
    sum += root * y;
    if (grad)
      grad[1 + i] = d * y - root * z[0];
    if (Hv) {
      Hv[1 + i] = d * v[1 + i] - root * v[0];
      along += root * v[1 + i];
    }
  }
  if (grad)
    grad[0] = -sum;
  if (Hv)
    Hv[0] = -along;
  return phi;
}

static double
convex_bowl (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) d;
  return spread (1, z, grad, v, Hv);
}

static double
saddle (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) d;
  return spread (-1, z, grad, v, Hv);
}

typedef struct solve_of {
  set t;
  real *b, *w, *r;
  real gamma[1], metric[1];
  double rest;
  bool ended;
} solve_of;

/* r = b + A w with w = 0, gamma = 0 */
static void
prepare (solve_of *k, function *g)
{
  start (&k->t, g, 2, m, random_vector (m));
  k->b = random_vector (m);
  k->w = zeros (m);
  k->r = zeros (m);
  vec_copy (m, k->b, k->r);
  k->gamma[0] = 0;
  k->metric[0] = 1;
}

static int
conjugates (solve_of *k, conjugate_rule rule)
{
  set *t = &k->t;
  t->lower.adjoint.products = 0;
  CHECK (adjoint_conjugates (&t->lower.adjoint, &t->lower.model, t->x, t->y, rule, k->w, k->gamma, k->r, &k->rest,
                             &k->ended)
         == RUNNING);
  return t->lower.adjoint.products;
}

/* of w = -A^-1 b, in the energy norm, relative */
static double
energy_error (const solve_of *k)
{
  double error = 0, all = 0;
  for (size_t i = 0; i < m; i++) {
    const double d = stiffness (i), exact = -(double) k->b[i] / d, e = (double) k->w[i] - exact;
    error += d * e * e;
    all += d * exact * exact;
  }
  return sqrt (error / all);
}

TEST (conjugate_gradients_end_at_their_accuracy)
{
  solve_of k;
  prepare (&k, convex_bowl);
  const int products = conjugates (&k, (conjugate_rule){ .eta = 0.02 });
  CHECK (k.ended);
  CHECK_MOST (energy_error (&k), 0.04);
  CHECK (energy_error (&k) > 1e-5); /* no products for nothing */
  double exact = 0;
  for (size_t i = 0; i < m; i++)
    exact += (double) k.b[i] / sqrt (stiffness (i));
  const int more = conjugates (&k, (conjugate_rule){ .eta = 1e-3, .metric = k.metric });
  CHECK (k.ended);
  CHECK_NEAR ((double) k.gamma[0], exact, 1e-2 * fabs (exact));
  CHECK (products > 10 && more > 10);
}

TEST (a_solve_again_starts_from_the_pair_of_the_last)
{
  solve_of k;
  prepare (&k, convex_bowl);
  const int products = conjugates (&k, (conjugate_rule){ .eta = in_precision (1e-6, 1e-3) });
  vec_fill (m, 0, k.w);
  vec_copy (m, k.b, k.r);
  const int again = conjugates (&k, (conjugate_rule){ .eta = 0.02 });
  CHECK_MOST (energy_error (&k), in_precision (1e-5, 3e-2));
  CHECK (again < products / 2);
}

TEST (conjugate_gradients_stop_where_A_is_not_positive)
{
  solve_of k;
  prepare (&k, saddle);
  conjugates (&k, (conjugate_rule){ .eta = 1e-6 });
  CHECK (!k.ended);
}

/* ||e||^2, the e'D2_yy f e of an f that is ||y||^2 / 2.  */
static status
square_of (void *context, const real *e, double *rest)
{
  (*(int *) context)++;
  *rest = vec_dot (m, e, e);
  return RUNNING;
}

TEST (what_the_error_hides_is_estimated_and_kept_below_what_is_allowed)
{
  solve_of k;
  int asked = 0;
  prepare (&k, convex_bowl);
  const conjugate_rule rule = { .eta = 0.3, .hidden = square_of, .context = &asked, .allowed = 1e-2 };
  conjugates (&k, rule);
  double square = 0;
  for (size_t i = 0; i < m; i++) {
    const double e = (double) k.w[i] + (double) k.b[i] / stiffness (i);
    square += e * e;
  }
  CHECK (k.ended && asked >= 1);
  CHECK_MOST (k.rest, 1e-2);
  CHECK_MOST (square, 10 * 1e-2);
}
