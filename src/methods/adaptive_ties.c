/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive": the optimistic choice.  Where the lower level has several minimisers with one value of g, the
   best of them for f belongs to the solution.  Those that the challenge has met are compared.  */
#include "base/real.h"

#include "methods/adaptive.h"

static const double better = real_is_single ? 1e-3 : 1e-6; /* f, of the largest seen */
static const double equal = real_is_single ? 1e-4 : 1e-8;  /* g, of its usual change around y */

static bool
is_better (const run *r, double f, double than)
{
  const adaptive *s = r->state;
  return f < than - better * fmax (s->most_f, fabs (than));
}

/* The best of the ties for f in s->best; *found: it is better than the iterate, with the lower level solved as well
   as there.  */
static status
best_tie (run *r, bool *found)
{
  adaptive *s = r->state;
  challenge *c = &s->lower->challenge;
  const size_t n = r->d.n, m = r->d.m;
  trial *t = &s->now, *best = &s->best;
  bool ok;
  *found = false;
  vec_copy (n, r->z, t->z);
  vec_copy (n, r->z, best->z);
  for (int i = 0; i < c->ties; i++) {
    vec_copy (m, c->tied + (size_t) i * m, t->z + n);
    TRY (adaptive_trial_upper (r, t, &ok));
    if (!ok || !is_better (r, t->f, *found ? best->f : r->now.f))
      continue;
    best->f = t->f;
    vec_copy (m, t->z + n, best->z + n);
    *found = true;
  }
  if (!*found)
    return RUNNING;
  curvature_forget (&s->lower->model.H);
  TRY (model_value (&s->lower->model, best->z, best->z + n, &best->g, best->v));
  TRY (normal_solve (&s->lower->normal, &s->lower->adjoint, &s->lower->model, best->z, best->z + n, &best->g, best->v,
                     0, adaptive_tolerance_lower (r), &ok));
  s->lower->model.unbounded = false;
  TRY (adaptive_trial_upper (r, best, found));
  *found = *found && ok && best->g <= r->now.g + equal * c->usual && is_better (r, best->f, r->now.f);
  return RUNNING;
}

status
adaptive_choose_among_ties (run *r, certificate *c, bool *back)
{
  adaptive *s = r->state;
  bool found;
  *back = false;
  TRY (adaptive_know_upper (r));
  TRY (best_tie (r, &found));
  if (s->tied.known && !(found && is_better (r, s->best.f, s->tied.f))) {
    *back = is_better (r, s->tied.f, r->now.f);
    if (!*back)
      return RUNNING;
    TRY (adaptive_go_to (r, s->tied.z));
    return adaptive_know_upper (r);
  }
  if (!found)
    return RUNNING;
  adaptive_take (r, &s->best, true);
  adaptive_remember_point (r, &s->tied, r->now.f);
  c->falls = true;
  return RUNNING;
}
