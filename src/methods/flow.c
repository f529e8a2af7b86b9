/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/flow.h"

void
flow_layout (flow *w, const run *r, arena *a)
{
  w->z = arena_array (a, r->nz, real);
  w->sum = arena_array (a, r->nz, real);
}

status
flow_advance (flow *w, run *r, status (*evaluate) (run *r))
{
  static const double shift[] = { 0.5, 0.5, 1 }, weight[] = { 2, 2, 1 };
  double total = 1;
  vec_copy (r->nz, r->z, w->z);
  vec_copy (r->nz, r->p, w->sum);
  if ((int) r->opt->integrator == INTEGRATOR_rk4) {
    total = 6;
    for (int i = 0; i < 3; i++) {
      vec_copy (r->nz, w->z, r->z);
      vec_axpy (r->nz, -shift[i] * r->gamma, r->p, r->z);
      TRY (evaluate (r));
      vec_axpy (r->nz, weight[i], r->p, w->sum);
    }
  }
  vec_copy (r->nz, w->z, r->z);
  vec_axpy (r->nz, -r->gamma / total, w->sum, r->z);
  r->moved = r->gamma / total * vec_norm (r->nz, w->sum);
  return RUNNING;
}
