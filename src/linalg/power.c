/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/random.h"
#include "base/vec.h"
#include "linalg/power.h"

status
power_norm (size_t n, linear_map A, void *context, real *v, real *Av, double *norm)
{
  random_state random = { 1 };
  for (size_t i = 0; i < n; i++)
    v[i] = (real) random_normal (&random);
  *norm = 0;
  for (int k = 0; k < power_steps; k++) {
    const double length = vec_norm (n, v);
    if (!(length > REAL_TINY)) {
      *norm = 0;
      return RUNNING;
    }
    vec_scale (n, 1 / length, v);
    TRY (A (context, v, Av));
    *norm = vec_norm (n, Av);
    vec_copy (n, Av, v);
  }
  return RUNNING;
}
