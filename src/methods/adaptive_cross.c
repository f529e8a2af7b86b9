/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive", singular mode: a lower level may have several sheets of minimisers with one value of g.  Where
   a multiplier is what holds f, f would fall if y could leave its sheet along -A w; beyond the next ridge of g that
   way another sheet is as good for the lower level.  Near a stationary point, where f has little more to fall on the
   first sheet, the run goes on from there; it comes back, to the same L-BFGS pairs, as soon as the second sheet does
   not promise to end lower.  */
#include "base/real.h"

#include "methods/adaptive.h"

enum { most_probes = 6 };
static const double first_probe = 0.4, further = 1.5; /* of the length of y; ratio of one probe to the next */
static const double apart = 0.1;                      /* of the first probe: the least distance of another sheet */
static const double held = 1e-3; /* a multiplier holds f where ||A w|| exceeds this part of the largest ||grad_y f|| */
static const double equal = real_is_single ? 1e-4 : 1e-8; /* values of g, of its change on the way */
static const double near = 1e-3;                          /* of stationarity, relative: the first sheet is known */
static const double clear = 20;     /* times `relative`: a multiplier that the rest of the way will not undo */
static const double roughly = 2e-2; /* of stationarity, relative: what the pairs promise counts */
static const double doubtful = 10;  /* times what the pairs promise may f still fall */
static const double better = real_is_single ? 1e-4 : 1e-8; /* f, of the largest seen */

/* t: y, g, v beyond the ridge along the unit direction in s->answer.  *rise: g there minus g here, relative to the
   ridge; infinite: no other sheet was found.  */
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

/* A w in s->answer; its length.  */
static double
held_back (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  vec_copy (m, s->q + n, s->answer);
  vec_axpy (m, -1, r->grad_f + n, s->answer);
  return vec_norm (m, s->answer);
}

/* The second sheet ends, or will end, no lower than the first.  */
static bool
is_no_lower (run *r)
{
  adaptive *s = r->state;
  const double above = r->now.f - s->crossing.f;
  if (above <= -better * s->most_f)
    return false;
  return adaptive_is_small (r) || (s->relative <= roughly && above > doubtful * adaptive_promised (r));
}

bool
adaptive_cross_due (run *r)
{
  adaptive *s = r->state;
  if (s->crossing.away)
    return is_no_lower (r);
  return s->lower->model.singular && s->crossing.may && s->relative <= near
         && held_back (r) > fmax (held, clear * s->relative) * s->most_fy;
}

static void
exchange_pairs (adaptive *s)
{
  const lbfgs left = s->pairs;
  s->pairs = s->spare;
  s->spare = left;
}

/* Progress goes on as if the excursion had not been.  */
static void
restore_progress (progress *p, double excursion)
{
  for (int i = 0; i < p->trail.count; i++)
    p->trail.calls[i] += excursion;
  for (int i = 0; i < adaptive_decades * adaptive_steps_a_decade; i++)
    if (p->first_calls[i] > 0)
      p->first_calls[i] += excursion;
}

status
adaptive_cross_back (run *r)
{
  adaptive *s = r->state;
  crossing *c = &s->crossing;
  c->away = false;
  adaptive_start_branch (s);
  exchange_pairs (s);
  s->progress = c->progress;
  restore_progress (&s->progress, r->oracle->ledger.total - c->calls);
  TRY (adaptive_go_to (r, c->z));
  return adaptive_know_upper (r);
}

/* What belongs to the sheet that is left.  */
static void
remember (run *r, double calls)
{
  adaptive *s = r->state;
  crossing *c = &s->crossing;
  const double promised = adaptive_promised (r);
  c->away = true;
  c->f = r->now.f - (isfinite (promised) ? promised : 0);
  c->calls = calls;
  c->progress = s->progress;
  vec_copy (r->nz, r->z, c->z);
  exchange_pairs (s);
}

status
adaptive_cross (run *r)
{
  adaptive *s = r->state;
  const size_t m = r->d.m;
  trial *t = &s->now;
  double rise;
  if (s->crossing.away)
    return adaptive_cross_back (r);
  s->crossing.may = false;
  vec_scale (m, 1 / held_back (r), s->answer);
  const double begun = r->oracle->ledger.total;
  TRY (beyond (r, t, &rise));
  if (!(rise <= equal))
    return RUNNING;
  if (rise >= -equal)
    remember (r, begun);
  adaptive_take (r, t, false);
  adaptive_start_branch (s);
  return RUNNING;
}
