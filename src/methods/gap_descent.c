/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/gap_descent.h"

void
gap_descent_layout (gap_descent *s, const run *r, arena *a)
{
  gap_layout (&s->gap, r->d, a);
  steps_layout (&s->steps, r, a);
}

static status
gap_at (run *r, const real *z, double *g)
{
  gap_descent *s = r->state;
  const box within = run_y_box (r);
  return gap_evaluate (&s->gap, r->oracle, &within, z, s->T, s->inner, g, r->grad_g);
}

static status
gap_gradient (run *r, const real *z, real *grad)
{
  const gap_descent *s = r->state;
  double g;
  TRY (gap_at (r, z, &g));
  vec_copy (r->nz, s->gap.grad, grad);
  return RUNNING;
}

status
gap_descent_start (run *r)
{
  gap_descent *s = r->state;
  s->curved_f = s->curved_q = 0;
  TRY (steps_inner (&s->steps, r, &s->inner, &s->T));
  if (r->opt->step_size == 0) {
    TRY (steps_upper (&s->steps, r, &s->curved_f));
    TRY (steps_gradient (&s->steps, r, gap_gradient, &s->curved_q));
  }
  return RUNNING;
}

status
gap_descent_evaluate (run *r, measure *t)
{
  TRY (oracle_upper (r->oracle, r->z, r->z + r->d.n, &t->f, r->grad_f, r->grad_f + r->d.n));
  TRY (gap_at (r, r->z, &t->g));
  measure_norms (r, t);
  return RUNNING;
}

void
gap_descent_measure (run *r, measure *t)
{
  const gap_descent *s = r->state;
  t->mu = NAN;
  vec_copy (r->nz, r->grad_f, r->p);
  vec_axpy (r->nz, t->lambda, s->gap.grad, r->p);
  measure_done (r, t);
}

status
gap_descent_step (run *r)
{
  vec_axpy (r->nz, -r->gamma, r->p, r->z);
  r->moved = r->gamma * r->now.stationarity;
  return RUNNING;
}
