/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/newton_test.h"

static const double newton_accuracy = 0.1;         /* of d = A^-1 v */
static const double probe_part = 1e-3;             /* of the length of y: dy where x does not act on y */
static const double rounding_of_v = 45 * REAL_EPS; /* relative to ||A|| ||y||, before it is looked at more closely */
static const double times_noise = 5;               /* the norms of v may be this times those of the noise */

void
newton_test_shake (lower *l, size_t n, real *a)
{
  for (size_t i = 0; i < n; i++) {
    const double sign = random_normal (&l->certifier.random) < 0 ? -1 : 1;
    a[i] *= (real) (1 + sign * rounding_sample);
  }
}

status
newton_test_step (newton_test *t, lower *l)
{
  model *k = &l->model;
  const size_t n = k->d.n, m = k->d.m;
  bool null;
  vec_fill (m, 0, t->d);
  k->stiffness = k->expected_gradient = 0;
  TRY (adjoint_solve (&l->adjoint, k, t->z, t->z + n, NULL, t->v, newton_accuracy, t->d, t->scratch, t->scratch + n,
                      &null));
  t->energy = -vec_dot (m, t->v, t->d);
  return RUNNING;
}

status
newton_test_noise (newton_test *t, lower *l, bool only_small, bool *noise)
{
  model *k = &l->model;
  const size_t n = k->d.n, m = k->d.m;
  *noise = !only_small || vec_norm (m, t->v) <= rounding_of_v * k->stiffness * vec_norm (m, t->z + n);
  if (!*noise)
    return RUNNING;
  vec_copy (n + m, t->z, t->next);
  newton_test_shake (l, m, t->next + n);
  box_clip (&k->box, t->next + n);
  TRY (model_value (k, t->next, t->next + n, &t->g_next, t->v_next));
  vec_axpy (m, -1, t->v, t->v_next);
  const double by_noise = curvature_norm (&k->H, t->v_next, t->scratch);
  const double of_v = vec_norm (m, t->v), of_noise = vec_norm (m, t->v_next);
  /* the energy tells of what is soft, the norm of what is stiff */
  *noise = isfinite (t->g_next) && of_v <= times_noise * of_noise
           && (t->energy <= 0 || sqrt (t->energy) <= times_noise * by_noise);
  return RUNNING;
}

static status
find_response (newton_test *t, lower *l, const real *S)
{
  model *k = &l->model;
  const size_t n = k->d.n, m = k->d.m;
  real *cross = t->scratch;
  const double part = probe_part * model_reach (k, t->z + n, 1e-8) / vec_norm (m, t->d);
  t->response = t->energy * part * part;
  if (!S)
    return RUNNING;
  TRY (model_cross_product (k, t->z, t->z + n, S, cross));
  const double by_x = curvature_norm (&k->H, cross, t->v_next);
  if (by_x * by_x > 0)
    t->response = by_x * by_x;
  return RUNNING;
}

status
newton_test_try (newton_test *t, lower *l, const real *S)
{
  model *k = &l->model;
  const size_t n = k->d.n, m = k->d.m;
  t->theta = t->gap = NAN;
  TRY (find_response (t, l, S)); /* before the oracle leaves y */
  vec_copy (n + m, t->z, t->next);
  vec_axpy (m, 1, t->d, t->next + n);
  box_clip (&k->box, t->next + n);
  TRY (model_value (k, t->next, t->next + n, &t->g_next, t->v_next));
  if (!isfinite (t->g_next))
    return RUNNING;
  const double before = curvature_norm (&k->H, t->v, t->scratch), after = curvature_norm (&k->H, t->v_next, t->scratch);
  t->theta = (after / before) * (after / before);
  t->gap = (1 - t->theta) * t->energy / 2;
  return RUNNING;
}
