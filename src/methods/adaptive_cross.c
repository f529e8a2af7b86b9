/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive", singular mode: a lower level may have several sheets of minimisers with one value of g.  Where a multiplier
   is what holds f, f would fall if y could leave its sheet along -A w; beyond the next ridge of g that way another sheet is as
   good for the lower level.  The run goes on from there, and comes back where that ends no lower.  */
#include "base/real.h"

#include "methods/adaptive.h"

enum { most_probes = 6 };
static const double first_probe = 0.4, further = 1.5; /* of the length of y; ratio of one probe to the next */
static const double apart = 0.1;                      /* of the first probe: the least distance of another sheet */
static const double held = 1e-3; /* a multiplier holds f where ||A w|| exceeds this part of the largest ||grad_y f|| */
static const double equal = sizeof (real) == sizeof (double) ? 1e-8 : 1e-4;  /* values of g, of its change on the way */
static const double better = sizeof (real) == sizeof (double) ? 1e-8 : 1e-4; /* f, of the largest seen */

/* t: y, g, v beyond the ridge along the unit direction in s->answer.  *rise: g there minus g here, relative to the ridge; infinite:
   no other sheet was found.  */
static status
beyond (run *r, trial *t, double *rise)
{
  adaptive *s = r->state;
  model *l = &s->lower->model;
  const size_t n = r->d.n, m = r->d.m;
  const double reach = model_reach (l, r->z + n, 1e-8), g0 = r->now.g;
  double far = first_probe * reach, ridge = 0;
  bool ok;
  *rise = INFINITY;
  vec_copy (n, r->z, t->z);
  for (int k = 0; k < most_probes; k++, far *= further) {
    vec_copy (m, r->z + n, t->z + n);
    vec_axpy (m, far, s->answer, t->z + n);
    TRY (model_value (l, t->z, t->z + n, &t->g, t->v));
    if (!isfinite (t->g))
      return RUNNING;
    ridge = fmax (ridge, t->g - g0);
    if (vec_dot (m, t->v, s->answer) < 0)
      break;
  }
  if (!(vec_dot (m, t->v, s->answer) < 0))
    return RUNNING;
  curvature_forget (&l->H);
  TRY (normal_solve (&s->lower->normal, &s->lower->adjoint, l, t->z, t->z + n, &t->g, t->v, 0,
                     adaptive_tolerance_lower (r), &ok));
  if (ok && vec_distance (m, t->z + n, r->z + n) > apart * first_probe * reach)
    *rise = (t->g - g0) / fmax (ridge, REAL_TINY);
  l->unbounded = false;
  return RUNNING;
}

/* Back to where the crossing started.  */
status
adaptive_cross_back (run *r)
{
  adaptive *s = r->state;
  s->crossed = false;
  vec_copy (r->nz, s->z_before, r->z);
  s->lower_known = s->upper_known = s->multiplier_known = false;
  TRY (adaptive_know_lower (r));
  return adaptive_know_upper (r);
}

status
adaptive_cross (run *r, certificate *c)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  trial *t = &s->now;
  double rise;
  if (s->crossed && !(r->now.f < s->f_before - better * s->most_f)) {
    *c = s->certificate_before;
    return adaptive_cross_back (r);
  }
  s->crossed = false;
  vec_copy (m, s->q + n, s->answer);
  vec_axpy (m, -1, r->grad_f + n, s->answer);
  const double length = vec_norm (m, s->answer);
  if (!s->may_cross || !(length > held * s->most_fy))
    return RUNNING;
  s->may_cross = false;
  vec_scale (m, 1 / length, s->answer);
  TRY (beyond (r, t, &rise));
  if (!(rise <= equal))
    return RUNNING;
  s->crossed = rise >= -equal;
  s->certificate_before = *c;
  s->f_before = r->now.f;
  vec_copy (r->nz, r->z, s->z_before);
  vec_copy (r->nz, t->z, r->z);
  vec_copy (m, t->v, r->grad_g);
  const double gap = r->now.g - t->g;
  r->now.g = t->g;
  adaptive_moved_to (r);
  c->falls = s->crossed;
  c->refuted = !s->crossed;
  if (c->refuted)
    c->value_gap = gap;
  return RUNNING;
}
