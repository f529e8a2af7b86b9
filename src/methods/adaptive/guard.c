/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/guard.h"

enum { most_retreats = 4 };
static const double higher = real_is_single ? 1e-3 : 1e-7; /* of f */

void
guard_layout (guard *g, dims d, arena *a)
{
  mark_layout (&g->before, d, a);
  mark_layout (&g->best_solved, d, a);
}

void
guard_start (guard *g)
{
  g->before.f_known = g->best_solved.f_known = g->restored = g->solve_trials = false;
  g->restorations = g->retreats = 0;
}

bool
guard_can_tell (const guard *g)
{
  return g->restored && g->retreats < most_retreats;
}

bool
guard_has_risen (const guard *g, double f, double hidden, bool tight, double size_f)
{
  const double noise = higher * fmax (size_f, fabs (f));
  return guard_can_tell (g)
         && ((g->before.f_known && f - hidden > g->before.f + noise)
             || (g->best_solved.f_known && tight && f - hidden > g->best_solved.f + noise));
}

void
guard_note (guard *g, const point *at, double bound)
{
  if (!(g->best_solved.f_known && g->best_solved.f < bound))
    point_mark (&g->best_solved, at, bound);
}
