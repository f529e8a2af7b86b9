/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/retreat.h"

bool
has_risen (const adaptive *s)
{
  const guard *g = &s->branch.guard;
  if (!guard_can_tell (g) || !guard_has_risen (g, s->at.f, 0, is_tight (s), s->branch.size_f))
    return false;
  return guard_has_risen (g, s->at.f, hidden_at (s, &s->at), is_tight (s), s->branch.size_f);
}

static status
return_to (adaptive *s, point *mark)
{
  reduced *q = &s->branch.reduced;
  mark->f_known = q->known = false;
  lbfgs_reset (&s->branch.secants.pairs);
  curvature_forget (&s->lower->model.H);
  vec_fill (s->at.d.m, 0, q->w);
  TRY (go_to (s, mark->z));
  TRY (solve_lower (s));
  return know_point (s);
}

status
retreat (adaptive *s)
{
  guard *g = &s->branch.guard;
  g->retreats++;
  g->solve_trials = g->restored = true;
  s->branch.secants.open = false;
  if (g->before.f_known) {
    TRY (return_to (s, &g->before));
    if (!g->best_solved.f_known || s->at.f <= g->best_solved.f)
      return RUNNING;
  }
  return return_to (s, &g->best_solved);
}

status
leave_maximum (adaptive *s, bool *left)
{
  certificate c;
  TRY (point_certify (&s->at, s->lower, false, &c));
  *left = c.refuted;
  if (!*left)
    return RUNNING;
  s->branch.guard.restored = true;
  s->branch.secants.open = false;
  TRY (know_point (s));
  return has_risen (s) ? retreat (s) : RUNNING;
}
