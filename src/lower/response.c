/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/random.h"
#include "lower/response.h"

enum { most_samples = 3 };
static const double vanished = real_is_single ? 1e-12 : 1e-20; /* share of a product in the compliance */

/* q [m]: N(0, 1), 0 in the y that bounds hold.  False: all are held.  */
static bool
sample (const model *l, random_state *random, real *q)
{
  for (size_t i = 0; i < l->d.m; i++)
    q[i] = (real) random_normal (random);
  model_project (l, q);
  return vec_norm (l->d.m, q) > 0;
}

status
response_test (lower *l, const real *x, const real *y, response *out)
{
  model *k = &l->model;
  adjoint *s = &l->adjoint; /* scratch */
  random_state random = { UINT64_C (0x9E3779B97F4A7C15) };
  *out = RESPONSE_acts;
  k->response = NAN;
  for (int i = 0; i < most_samples && sample (k, &random, s->q); i++) {
    TRY (model_product (k, x, y, s->q, s->hx, s->hy));
    if (!(k->response < vanished)) /* NaN: g has no curvature along q to judge by */
      return RUNNING;
    *out = k->any_compliance ? RESPONSE_vanished : RESPONSE_none;
  }
  return RUNNING;
}
