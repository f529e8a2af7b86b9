/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/ties.h"

static const double better = real_is_single ? 1e-3 : 1e-6; /* of f */
static const double equal = real_is_single ? 1e-4 : 1e-8;  /* g, relative to its usual change around y */

static bool
is_better (const adaptive *s, double f, double than)
{
  return f < than - better * fmax (s->branch.size_f, fabs (than));
}

/* The tie with the lowest f, if that is lower than at the iterate, in s->search.best.  */
static status
find_best (adaptive *s, bool *found)
{
  certifier *c = &s->lower->certifier;
  const size_t n = s->at.d.n, m = s->at.d.m;
  trial *t = &s->search.now, *best = &s->search.best;
  bool ok;
  *found = s->other.f_known = false;
  point_go (&best->at, s->at.z);
  for (int i = 0; i < c->equal_count; i++) {
    point_go (&t->at, s->at.z);
    vec_copy (m, c->equal_minima + (size_t) i * m, t->at.z + n);
    TRY (search_know_upper (s, t, &ok));
    if (ok && !(s->other.f_known && s->other.f <= t->at.f))
      point_mark (&s->other, &t->at, t->at.f);
    if (!ok || !is_better (s, t->at.f, *found ? best->at.f : s->at.f))
      continue;
    best->at.f = t->at.f;
    vec_copy (m, t->at.z + n, best->at.z + n);
    *found = true;
  }
  return RUNNING;
}

/* *found: with its lower level solved it is as good for g, and still better for f.  */
static status
test_best (adaptive *s, bool *found)
{
  trial *best = &s->search.best;
  bool ok;
  curvature_forget (&s->lower->model.H);
  TRY (point_evaluate_lower (&best->at, &s->lower->model));
  TRY (search_solve_at (s, best, 0, tolerance_lower (s), &ok));
  TRY (search_know_upper (s, best, found));
  *found =
      *found && ok && best->at.g <= s->at.g + equal * s->lower->certifier.usual && is_better (s, best->at.f, s->at.f);
  return RUNNING;
}

status
ties_choose (adaptive *s, choice *c)
{
  point *tied = &s->explored.tied;
  const trial *best = &s->search.best;
  bool found;
  *c = STAYED;
  TRY (point_know_upper (&s->at, s->oracle));
  TRY (find_best (s, &found));
  if (found)
    TRY (test_best (s, &found));
  if (tied->f_known && !(found && is_better (s, best->at.f, tied->f))) {
    if (!is_better (s, tied->f, s->at.f))
      return RUNNING;
    *c = WENT_BACK;
    TRY (go_to (s, tied->z));
    return know_point (s);
  }
  if (!found)
    return RUNNING;
  search_take (s, best);
  point_mark (tied, &s->at, s->at.f);
  *c = TAKEN;
  return RUNNING;
}
