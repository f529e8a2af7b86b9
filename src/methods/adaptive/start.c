/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/start.h"

static const double start_accuracy = 1e-2; /* of the lower level, relative to ||grad_y g|| at the start */
static const double moved_little = 1e-8;   /* relative to ||y|| */

/* The steps of an earlier run, of n or n + m numbers each.  */
static void
learn_steps (adaptive *s, const pairs *p)
{
  secants *k = &s->branch.secants;
  const size_t nz = s->at.d.n + s->at.d.m;
  vec_fill (nz, 0, k->step);
  vec_fill (nz, 0, k->before);
  for (size_t i = 0; p->s && p->y && i < p->count; i++) {
    vec_copy (p->length, p->s + i * p->length, k->step);
    vec_copy (p->length, p->y + i * p->length, k->before);
    lbfgs_push (&k->pairs, k->step, k->before);
  }
}

void
start_warm (adaptive *s, const warm_start *warm)
{
  model *l = &s->lower->model;
  const size_t n = l->d.n, m = l->d.m;
  if (warm->w)
    vec_copy (m, warm->w, s->branch.reduced.w);
  for (size_t i = 0; warm->curvature.s && warm->curvature.y && i < warm->curvature.count; i++)
    curvature_remember (&l->H, warm->curvature.s + i * m, warm->curvature.y + i * m);
  learn_steps (s, &warm->steps);
  if (warm->compliance) {
    vec_copy (n, warm->compliance, l->compliance);
    l->any_compliance = model_most_compliance (l) > 0;
  }
}

bool
start_is_kept (const adaptive *s, const real *y0)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  return vec_distance (m, s->at.z + n, y0) <= moved_little * vec_norm (m, s->at.z + n);
}

status
start_lower (adaptive *s)
{
  model *l = &s->lower->model;
  point *at = &s->at;
  const size_t n = at->d.n, m = at->d.m;
  certificate c;
  TRY (point_know_lower (at, l));
  l->scale = vec_norm (m, at->grad_g);
  if (l->scale > 0)
    TRY (normal_begin (&s->lower->normal, l, at->z, at->z + n, at->grad_g));
  const double least = curvature_knows (&l->H) ? tolerance_lower (s) : 0; /* y0 may be a solution */
  TRY (solve_lower_to (s, 0, fmax (start_accuracy * l->scale, least)));
  s->branch.joint.nonlinear = s->lower->normal.nonlinear;
  return l->H.negative || start_is_kept (s, l->y0) ? point_certify (at, s->lower, false, &c)
                                                   : RUNNING; /* y0 may be a maximum */
}
