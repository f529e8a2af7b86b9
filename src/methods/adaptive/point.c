/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/point.h"

void
mark_layout (point *p, dims d, arena *a)
{
  *p = (point){ .d = d, .z = arena_array (a, d.n + d.m, real) };
}

void
point_layout (point *p, dims d, arena *a)
{
  mark_layout (p, d, a);
  p->grad_f = arena_array (a, d.n + d.m, real);
  p->grad_g = arena_array (a, d.m, real);
}

void
point_go (point *p, const real *z)
{
  vec_copy (p->d.n + p->d.m, z, p->z);
  p->f_known = p->g_known = false;
}

bool
point_is_at (const point *p, const real *z)
{
  for (size_t i = 0; i < p->d.n + p->d.m; i++)
    if (p->z[i] != z[i])
      return false;
  return true;
}

void
point_copy (const point *from, point *to)
{
  const size_t nz = from->d.n + from->d.m;
  vec_copy (nz, from->z, to->z);
  vec_copy (from->d.m, from->grad_g, to->grad_g);
  to->g = from->g;
  to->g_known = from->g_known;
  if (from->f_known) {
    vec_copy (nz, from->grad_f, to->grad_f);
    to->f = from->f;
  }
  to->f_known = from->f_known;
}

void
point_mark (point *mark, const point *p, double f)
{
  vec_copy (p->d.n + p->d.m, p->z, mark->z);
  mark->f = f;
  mark->f_known = true;
}

double
point_size_f (const point *p)
{
  double size = fabs (p->f);
  for (size_t i = 0; i < p->d.n + p->d.m; i++)
    size += fabs ((double) p->grad_f[i] * (double) p->z[i]);
  return size;
}

status
point_evaluate_lower (point *p, model *l)
{
  p->g_known = false;
  TRY (model_value (l, p->z, p->z + p->d.n, &p->g, p->grad_g));
  p->g_known = isfinite (p->g);
  return RUNNING;
}

status
point_evaluate_upper (point *p, oracle *o)
{
  const status e = oracle_upper (o, p->z, p->z + p->d.n, &p->f, p->grad_f, p->grad_f + p->d.n);
  p->f_known = e == RUNNING;
  return e == STOP_NON_FINITE ? RUNNING : e;
}

status
point_know_lower (point *p, model *l)
{
  if (!p->g_known)
    TRY (point_evaluate_lower (p, l));
  return p->g_known ? RUNNING : STOP_NON_FINITE;
}

status
point_know_upper (point *p, oracle *o)
{
  if (!p->f_known)
    TRY (point_evaluate_upper (p, o));
  return p->f_known ? RUNNING : STOP_NON_FINITE;
}

status
point_solve_lower (point *p, lower *l, double tolerance_H, double tolerance, bool *ok, bool *unbounded)
{
  TRY (normal_suggested (&l->normal, &l->model, p->z, p->z + p->d.n, &p->g, p->grad_g, tolerance));
  p->f_known &= !l->normal.moved;
  const status e = normal_solve (&l->normal, &l->adjoint, &l->model, p->z, p->z + p->d.n, &p->g, p->grad_g, tolerance_H,
                                 tolerance, ok);
  p->f_known &= !l->normal.moved;
  *unbounded = e == RUNNING && l->model.unbounded;
  return e == RUNNING && !*ok && !*unbounded ? point_seek_kinks (p, l) : e;
}

status
point_seek_kinks (const point *p, lower *l)
{
  return kinked_test (&l->kinked, &l->normal, &l->model, p->z, p->z + p->d.n);
}

status
point_certify (point *p, lower *l, bool full, certificate *out)
{
  const status e = certificate_test (&l->certifier, &l->model, p->z, p->z + p->d.n, &p->g, p->grad_g, full, out);
  p->f_known &= !(out->refuted && isfinite (out->value_gap)); /* infinite: g falls without end, y has not moved */
  return e;
}
