/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Every row of registry_objectives: Taylor checks on random data of the shapes its fields tell.  No code for one
   objective alone.  */
#include "base/real.h"

#include "instances.h"
#include "registered.h"

static const dims all_dims[] = { { 1, 1 }, { 3, 5 }, { 6, 2 }, { 5, 5 }, { 2, 7 }, { 4, 3 }, { 1, 6 }, { 7, 1 } };
enum { dims_count = sizeof all_dims / sizeof *all_dims };

typedef struct trial {
  instance *o;
  size_t n, nz;
  const real *z, *u, *v; /* a point and two directions [nz] */
} trial;

/* Is phi finite for some way around z, so that no step of a check leaves where it is defined?  */
static bool
stays_finite (const trial *t)
{
  static const double way[] = { -0.5, -0.25, 0, 0.25, 0.5 };
  bool finite = true;
  for (int i = 0; i < 5 && finite; i++)
    for (int k = 0; k < 2 && finite; k++)
      finite = isfinite (value_at (t->o, t->z, way[i], k ? t->u : t->v, NULL));
  return finite;
}

static void
for_every_objective (void (*check) (const trial *t))
{
  for (int row = 0; registry_objectives[row]; row++) {
    int checked = 0;
    for (int i = 0; i < instances; i++) {
      instance o = random_instance (registry_objectives[row], all_dims[i % dims_count], 1 + (double) (i % 2));
      const size_t nz = o.d.n + o.d.m;
      const trial t = { &o, o.d.n, nz, random_vector (nz), random_vector (nz), random_vector (nz) };
      if (o.parts > 0 && stays_finite (&t)) {
        check (&t);
        checked++;
      }
    }
    CHECK (checked > instances / 2);
  }
}

static status
product (const trial *t, const real *v, real *Hv)
{
  return t->o->kind->hvp (t->o, v, v + t->n, Hv, Hv + t->n);
}

/* A kink of phi or of its gradient between the points compared (ReLU, huber) shows in one-sided differences that do not
   approach each other with the step; the checks allow for what they differ by.  */
static void
check_gradient (const trial *t)
{
  real *grad = zeros (t->nz);
  const double phi = value_at (t->o, t->z, 0, t->v, grad), slope = vec_dot (t->nz, grad, t->v);
  const double rounding = 64 * (double) t->nz * REAL_EPS * (1 + fabs (phi)), longest = in_precision (1e-4, 0.05);
  double remainder[2], jump[2], error[2]; /* error: of the slope against central differences */
  for (int i = 0; i < 2; i++) {
    const double step = i ? longest / 8 : longest;
    const double up = value_at (t->o, t->z, step, t->v, NULL), down = value_at (t->o, t->z, -step, t->v, NULL);
    remainder[i] = fabs (up - phi - step * slope);
    jump[i] = fabs (up - 2 * phi + down);
    error[i] = fabs ((up - down) / (2 * step) - slope) - rounding / step;
  }
  const bool kink = jump[1] > jump[0] / 32 + rounding;
  if (!kink)
    CHECK_MOST (remainder[1], remainder[0] / 32 + 2 * rounding);
  CHECK_MOST (fmin (error[0], error[1]),
              in_precision (1e-6, 1e-2) * (1 + fabs (slope)) + (kink ? jump[0] / longest : 0));
}

TEST (gradients_pass_the_Taylor_check) { for_every_objective (check_gradient); }

static void
check_product (const trial *t)
{
  real *up = zeros (t->nz), *down = zeros (t->nz), *at = zeros (t->nz), *Hv = zeros (t->nz);
  const double step = in_precision (1e-5, 1e-2);
  value_at (t->o, t->z, step, t->v, up);
  value_at (t->o, t->z, -step, t->v, down);
  value_at (t->o, t->z, 0, t->v, at);
  CHECK (product (t, t->v, Hv) == RUNNING);
  for (size_t i = 0; i < t->nz; i++) {
    const double forward = ((double) up[i] - (double) at[i]) / step,
                 backward = ((double) at[i] - (double) down[i]) / step;
    CHECK_NEAR ((forward + backward) / 2, (double) Hv[i],
                in_precision (1e-8, 1e-2) * (1 + fabs ((double) Hv[i])) + fabs (forward - backward));
  }
}

TEST (products_pass_the_Taylor_check) { for_every_objective (check_product); }

static void
check_symmetry (const trial *t)
{
  real *Hu = zeros (t->nz), *Hv = zeros (t->nz);
  value_at (t->o, t->z, 0, t->v, zeros (t->nz));
  product (t, t->u, Hu);
  product (t, t->v, Hv);
  CHECK_NEAR (vec_dot (t->nz, t->u, Hv), vec_dot (t->nz, t->v, Hu), 64 * (double) t->nz * REAL_EPS);
}

TEST (products_are_symmetric) { for_every_objective (check_symmetry); }

static void
check_point_remembered (const trial *t)
{
  real *there = zeros (t->nz), *Hv = zeros (t->nz);
  value_at (t->o, t->z, 0, t->v, NULL); /* a value alone is an evaluation too */
  product (t, t->v, there);
  value_at (t->o, t->z, 1, t->u, zeros (t->nz));
  value_at (t->o, t->z, 0, t->v, zeros (t->nz));
  product (t, t->v, Hv);
  CHECK (memcmp (Hv, there, t->nz * sizeof *Hv) == 0);
}

TEST (products_belong_to_the_latest_point) { for_every_objective (check_point_remembered); }

static void
check_parts_of_eval (const trial *t)
{
  const size_t n = t->n, nz = t->nz;
  const objective *kind = t->o->kind;
  const real *x = t->z, *y = t->z + n;
  real *both = zeros (nz), *part = zeros (nz);
  double phi, again;
  kind->eval (t->o, x, y, &phi, both, both + n);
  kind->eval (t->o, x, y, &again, NULL, part + n);
  CHECK (again == phi && memcmp (part + n, both + n, (nz - n) * sizeof *both) == 0);
  kind->eval (t->o, x, y, &again, part, NULL);
  CHECK (again == phi && memcmp (part, both, n * sizeof *both) == 0);
  kind->eval (t->o, x, y, &again, NULL, NULL);
  CHECK (again == phi);
}

TEST (a_gradient_not_wanted_does_not_change_the_rest) { for_every_objective (check_parts_of_eval); }

static void
check_parts_of_product (const trial *t)
{
  const size_t n = t->n, nz = t->nz;
  const objective *kind = t->o->kind;
  const real *ux = t->u, *vy = t->v + n;
  real *both = zeros (nz), *part = zeros (nz), *zero = zeros (n);
  value_at (t->o, t->z, 0, t->v, zeros (nz));
  kind->hvp (t->o, zero, vy, both, both + n);
  kind->hvp (t->o, NULL, vy, part, part + n);
  for (size_t i = 0; i < nz; i++)
    CHECK_NEAR ((double) part[i], (double) both[i], 8 * REAL_EPS);
  kind->hvp (t->o, ux, vy, both, both + n);
  kind->hvp (t->o, ux, vy, NULL, part + n);
  for (size_t i = n; i < nz; i++)
    CHECK_NEAR ((double) part[i], (double) both[i], 8 * REAL_EPS);
}

TEST (a_part_of_a_product_not_wanted_does_not_change_the_rest) { for_every_objective (check_parts_of_product); }
