/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive": the certificate and the point returned.  */
#include "base/real.h"

#include "methods/adaptive.h"

status
adaptive_certify (run *r, certificate *out)
{
  adaptive *s = r->state;
  TRY (adaptive_know_lower (r));
  const status e = challenge_lower (&s->challenge, &s->model, r->z, r->z + r->d.n, &r->now.g, r->grad_g, true, out);
  adaptive_moved_to (r);
  if (out->refuted)
    s->crossed = false;
  else if (e == RUNNING && s->model.singular && !s->closing)
    TRY (adaptive_cross (r, &out->refuted));
  if (out->refuted)
    adaptive_start_branch (s);
  return e == RUNNING && s->model.unbounded ? STOP_UNBOUNDED : e;
}

static status
restore (run *r, closing *c)
{
  adaptive *s = r->state;
  if (s->model.unbounded || !r->opt->restore)
    return RUNNING;
  TRY (adaptive_know_lower (r));
  const status e = adaptive_solve_lower (r, 0, adaptive_tolerance_lower (r));
  const double lower_opt = vec_norm (r->d.m, r->grad_g);
  c->how = e == STOP_UNBOUNDED                         ? DESCENDED_UNBOUNDED
           : e != RUNNING                              ? DESCENDED_LIMIT
           : lower_opt <= adaptive_tolerance_lower (r) ? DESCENDED_SOLVED
           : lower_opt <= 1e-6 * s->model.scale        ? DESCENDED_FLOOR
                                                       : DESCENDED_FAILED;
  return e;
}

status
adaptive_close (run *r, closing *c)
{
  enum { certificate_cost = 60, measure_cost = 4 }; /* calls */
  adaptive *s = r->state;
  oracle *o = r->oracle;
  o->max_calls = r->opt->max_calls - measure_cost;
  s->closing = true;
  if (s->crossed && !(r->now.f < s->f_before))
    TRY (adaptive_cross_back (r));
  status e = restore (r, c);
  if (e == RUNNING && c->wanted && !s->model.unbounded && o->total + certificate_cost <= r->opt->max_calls)
    e = adaptive_certify (r, &c->lower);
  if (status_is_error (e))
    return e;
  o->max_calls = r->opt->max_calls;
  TRY (adaptive_know_lower (r));
  TRY (adaptive_know_upper (r));
  adaptive_fill_measure (r);
  if (s->model.unbounded) {
    c->how = DESCENDED_UNBOUNDED;
    return RUNNING;
  }
  e = adaptive_know_multiplier (r);
  if (e != RUNNING && e != STOP_MAX_CALLS && e != STOP_MAX_TIME)
    return e;
  const double norm_fy = vec_norm (r->d.m, r->grad_f + r->d.n);
  c->hypergradient = vec_norm (r->d.n, s->q);
  c->hypergradient_residual = norm_fy > 0 ? s->rest / norm_fy : s->rest;
  c->stationarity = hypot (c->hypergradient, s->rest);
  c->w = s->w;
  c->relative = s->relative;
  c->confirmed = s->relative <= 1.1 * fmax (adaptive_slow_tolerance, r->opt->tol_kkt)
                 && r->now.lower_opt <= 1e2 * adaptive_tolerance_lower (r);
  return RUNNING;
}
