/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive": the iterate, and what is known there.  */
#include "base/real.h"

#include "methods/adaptive.h"

/* Compliance of x, relative to the largest: below the first an x that hardly acts on y would rule the measure; steps
   follow it further.  */
static const double least_measured = 1e-12, least_moved = real_is_single ? 1e-12 : 1e-20;

static bool
same (size_t n, const real *a, const real *b)
{
  for (size_t i = 0; i < n; i++)
    if (a[i] != b[i])
      return false;
  return true;
}

status
adaptive_know_lower (run *r)
{
  adaptive *s = r->state;
  if (s->lower_known && same (r->nz, r->z, s->z_lower))
    return RUNNING;
  s->lower_known = s->multiplier_known = false;
  TRY (model_value (&s->lower->model, r->z, r->z + r->d.n, &r->now.g, r->grad_g));
  if (!isfinite (r->now.g))
    return STOP_NON_FINITE;
  vec_copy (r->nz, r->z, s->z_lower);
  s->lower_known = true;
  return RUNNING;
}

status
adaptive_know_upper (run *r)
{
  adaptive *s = r->state;
  if (s->upper_known && same (r->nz, r->z, s->z_upper))
    return RUNNING;
  s->upper_known = false;
  TRY (oracle_upper (r->oracle, r->z, r->z + r->d.n, &r->now.f, r->grad_f, r->grad_f + r->d.n));
  vec_copy (r->nz, r->z, s->z_upper);
  s->upper_known = true;
  return RUNNING;
}

status
adaptive_go_to (run *r, const real *z)
{
  adaptive *s = r->state;
  vec_copy (r->nz, z, r->z);
  s->lower_known = s->upper_known = s->multiplier_known = false;
  return adaptive_know_lower (r);
}

void
adaptive_moved_to (run *r)
{
  adaptive *s = r->state;
  s->multiplier_known &= same (r->nz, r->z, s->z_lower);
  vec_copy (r->nz, r->z, s->z_lower);
}

void
adaptive_take (run *r, const trial *t, bool upper)
{
  adaptive *s = r->state;
  vec_copy (r->nz, t->z, r->z);
  vec_copy (r->d.m, t->v, r->grad_g);
  r->now.g = t->g;
  if (upper) {
    vec_copy (r->nz, t->grad_f, r->grad_f);
    r->now.f = t->f;
    vec_copy (r->nz, r->z, s->z_upper);
  }
  s->upper_known = upper;
  adaptive_moved_to (r);
}

double
adaptive_hidden (adaptive *s, const real *fy, const real *v)
{
  curvature *H = &s->lower->model.H;
  return curvature_norm (H, fy, s->u) * curvature_norm (H, v, s->u);
}

status
adaptive_solve_lower (run *r, double tolerance_H, double tolerance)
{
  adaptive *s = r->state;
  bool ok;
  const status e = normal_solve (&s->lower->normal, &s->lower->adjoint, &s->lower->model, r->z, r->z + r->d.n,
                                 &r->now.g, r->grad_g, tolerance_H, tolerance, &ok);
  adaptive_moved_to (r);
  return e == RUNNING && s->lower->model.unbounded ? STOP_UNBOUNDED_LOWER : e;
}

/* The metric of x from the products so far, and 1 for y.  */
static void
set_metric (adaptive *s, double least)
{
  model_metric (&s->lower->model, least, s->metric);
  vec_fill (s->lower->model.d.m, 1, s->metric + s->lower->model.d.n);
}

/* ||gamma|| over its largest part, in the metric D of x, ||a|| = sqrt (sum_i D_i a_i^2).  The x that act on y and
   those that do not are measured apart: their units tell nothing of each other.  */
static double
relative_gamma (const adaptive *s)
{
  const model *l = &s->lower->model;
  const double floor = least_measured * model_most_compliance (l);
  double gamma[2] = { 0, 0 }, part[2] = { 0, 0 };
  for (size_t i = 0; i < l->d.n; i++) {
    const int acts = (double) l->compliance[i] > floor;
    const double weight = sqrt ((double) s->metric[i]);
    gamma[acts] = hypot (gamma[acts], weight * (double) s->q[i]);
    part[acts] = hypot (part[acts], weight * (double) s->part_f[i]);
  }
  return fmax (gamma[0] / fmax (part[0], REAL_TINY), gamma[1] / fmax (part[1], REAL_TINY));
}

void
adaptive_set_relative (adaptive *s, const run *r)
{
  const size_t n = r->d.n, m = r->d.m;
  set_metric (s, least_measured);
  for (size_t i = 0; i < n; i++) {
    const double fx = (double) r->grad_f[i], part = fabs (fx) + fabs ((double) s->reduced[i] - fx);
    s->part_f[i] = (real) fmax ((double) s->part_f[i], part);
  }
  s->most_fy = fmax (s->most_fy, vec_norm (m, r->grad_f + n));
  s->relative = relative_gamma (s);
  if (s->singular)
    s->relative = fmax (s->relative, vec_norm (m, s->q + n) / fmax (s->most_fy, REAL_TINY));
  set_metric (s, least_moved);
}

void
adaptive_fill_measure (run *r)
{
  const adaptive *s = r->state;
  measure *t = &r->now;
  t->norm_grad_f = vec_norm (r->nz, r->grad_f);
  t->lower_opt = t->violation = vec_norm (r->d.m, r->grad_g);
  t->lambda = t->rho = t->mu = NAN;
  t->stationarity = s->lower->model.unbounded ? NAN : vec_norm (r->nz, s->q);
  t->kkt_residual = hypot (t->stationarity, t->violation);
}

/* w as it is here by the memory, if A w has not changed since it was found.  */
static void
predict_multiplier (run *r)
{
  adaptive *s = r->state;
  const size_t m = r->d.m;
  model *l = &s->lower->model;
  adjoint *t = &s->lower->adjoint;
  if (l->H.count == 0 || !adjoint_trusts (t, l) || !(vec_norm (m, s->w) > 0) || !(vec_norm (m, s->pull) > 0))
    return;
  vec_axpy (m, 1, r->grad_f + r->d.n, s->pull);
  t->predicted = vec_norm (m, s->pull);
  curvature_apply (&l->H, s->pull, s->u);
  vec_axpy (m, -1, s->u, s->w);
}

status
adaptive_solve_reading (run *r, double accuracy, bool *null)
{
  adaptive *s = r->state;
  model *l = &s->lower->model;
  const size_t n = r->d.n, m = r->d.m;
  predict_multiplier (r);
  const status e = adjoint_solve (&s->lower->adjoint, l, r->z, r->z + n, r->grad_f, r->grad_f + n, accuracy, s->w,
                                  s->reduced, s->reduced + n, null);
  if (status_is_error (e) || e == STOP_NON_FINITE)
    return e;
  s->singular = *null || l->singular;
  s->rest = vec_norm (m, s->reduced + n);
  vec_copy (m, s->reduced + n, s->pull);
  vec_axpy (m, -1, r->grad_f + n, s->pull);
  if (!s->singular)
    vec_fill (m, 0, s->reduced + n);
  vec_copy (r->nz, s->reduced, s->q);
  box_mask (&r->box, r->z, s->q);
  if (s->singular)
    s->rest = vec_norm (m, s->q + n);
  adaptive_set_relative (s, r);
  return e;
}

status
adaptive_solve_multiplier (run *r, double accuracy, bool *null)
{
  adaptive *s = r->state;
  model *l = &s->lower->model;
  const size_t n = r->d.n;
  size_t weak;
  model_settle (l, r->z + n, r->grad_g);
  s->kink = false;
  const status e = model_weak (l, r->z, r->z + n, r->grad_g, s->weak, &weak);
  if (status_is_error (e))
    return e;
  return e == RUNNING && weak > 0 ? adaptive_read_bounds (r, accuracy, null)
                                  : adaptive_solve_reading (r, accuracy, null);
}
