/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/kinks.h"
#include "methods/bundle/claim.h"

static const double same_place = 1e-3; /* of the length of x: the path has ended where the bundle method did */

/* The centre of the bundle method is the iterate.  */
static void
go_to_centre (adaptive *s)
{
  const piece *p = bundle_centre (s->bundle);
  bundle_point (s->bundle, s->search.scratch);
  point_go (&s->at, s->search.scratch);
  s->at.f = p->F;
  s->at.g = p->g;
  point_mark (&s->best, &s->at, p->F);
}

bool
kinks_can (const adaptive *s)
{
  return s->bundle && bundle_can (s->at.d, s->box) && stops_by_tolerances (s);
}

status
kinks_enter (adaptive *s, bool corners_only)
{
  const dims d = s->at.d;
  if (!kinks_can (s))
    return RUNNING;
  s->lower->model.at_known = false; /* the oracle is elsewhere */
  TRY (bundle_start (s->bundle, s->oracle, d, s->box, s->opt->seed, s->at.z, corners_only, &s->in_bundle));
  if (s->in_bundle) {
    s->bundle_known = true;
    go_to_centre (s);
  }
  return RUNNING;
}

void
kinks_measure (const adaptive *s, measure *t)
{
  *t = (measure){ .f = s->at.f, .g = s->at.g, .norm_grad_f = NAN, .lambda = NAN, .rho = NAN, .mu = NAN };
  t->stationarity = t->kkt_residual = model_slope (&s->bundle->model);
}

status
kinks_ended (const adaptive *s)
{
  switch (s->bundle->end) {
  case BUNDLE_KINK:
    return STOP_KINK;
  case BUNDLE_TIE:
    return STOP_TIE;
  case BUNDLE_TIE_UNPROVEN:
    return STOP_TIE_UNPROVEN;
  case BUNDLE_PRESSED:
    return STOP_CONVERGED;
  case BUNDLE_UNBOUNDED:
    return STOP_UNBOUNDED_UPPER;
  default:
    return RUNNING;
  }
}

status
kinks_step (adaptive *s, bool *left)
{
  bundle *b = s->bundle;
  *left = false;
  if (b->end == BUNDLE_SMOOTH) { /* another y may be as good for g there, and better for f */
    bool refuted;
    double gap;
    TRY (claim_challenge (b, s->lower->certifier.starts, &refuted, &gap));
    if (refuted)
      go_to_centre (s);
    if (b->end != BUNDLE_SMOOTH)
      return RUNNING;
  }
  *left = b->end != BUNDLE_GOES_ON;
  if (*left) {
    s->in_bundle = false;
    return RUNNING;
  }
  vec_copy (s->at.d.n, s->at.z, s->search.p);
  const status e = bundle_step (b);
  go_to_centre (s);
  s->search.moved = vec_distance (s->at.d.n, s->at.z, s->search.p);
  s->search.length = s->bundle->model.D;
  return e;
}

status
kinks_certify (adaptive *s, certificate *out)
{
  const int starts = s->lower->certifier.starts;
  *out = certificate_unknown;
  const status e = claim_challenge (s->bundle, starts, &out->refuted, &out->value_gap);
  out->kind = starts > 0 ? LOWER_minimizer : LOWER_unknown;
  out->starts = starts;
  s->lower->model.at_known = false; /* the oracle has been elsewhere */
  if (out->refuted)
    go_to_centre (s);
  return e;
}

/* The path has ended where the bundle method left it.  */
static bool
is_where_left (const adaptive *s)
{
  const size_t n = s->at.d.n;
  const piece *p = bundle_centre (s->bundle);
  double apart = 0;
  for (size_t i = 0; i < n; i++)
    apart = hypot (apart, (double) s->at.z[i] - p->x[i]);
  return apart <= same_place * (1 + vec_norm (n, s->at.z));
}

status
kinks_resort (adaptive *s, status e)
{
  const bundle *b = s->bundle;
  if (e != STOP_NO_PROGRESS && e != STOP_UNBOUNDED_UPPER)
    return e;
  if (!s->bundle_last) {
    s->bundle_last = true;
    TRY (kinks_enter (s, false));
    if (s->in_bundle)
      return RUNNING;
  }
  if (e != STOP_NO_PROGRESS || !s->bundle_known || b->end != BUNDLE_FAILED || !is_where_left (s))
    return e;
  return b->tied && !b->r.minmax ? STOP_TIE_UNPROVEN : b->side_count > 1 ? STOP_KINK_UNPROVEN : e;
}

void
kinks_describe (adaptive *s, closing *c)
{
  const bundle *b = s->bundle;
  c->how = DESCENDED_SOLVED;
  if (b->end == BUNDLE_TIE_UNPROVEN)
    c->stop = STOP_TIE_UNPROVEN;
  c->confirmed = c->trusted = kinks_ended (s) != RUNNING;
  c->relative_lower = 0;
  c->kink.hull = b->hull;
  c->kink.sides = b->sides[0];
  c->kink.rows = most_few;
  c->kink.count = (size_t) b->side_count;
  if (isfinite (b->other_f)) {
    vec_copy (s->at.d.n, s->at.z, s->other.z);
    for (size_t j = 0; j < s->at.d.m; j++)
      s->other.z[s->at.d.n + j] = (real) b->other_y[j];
    s->other.f = b->other_f;
    s->other.f_known = true;
  }
  for (int j = 0; j < b->r.lower.m; j++)
    if (b->r.lower.kinks[j] > 0)
      kinked_note (&s->lower->kinked, (size_t) j);
  c->kink.flat = b->flat;
  c->kink.minmax = b->r.minmax;
  c->kink.convex = !b->model.bent;
}
