/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/guard.h"
#include "numeric.h"

static const dims one = { 1, 1 };

static void
set_up (guard *g, point *at)
{
  LAY_OUT (guard_layout (g, one, a); point_layout (at, one, a));
  guard_start (g);
  point_go (at, (const real[]){ 1, 2 });
}

TEST (a_step_is_judged_once_the_lower_level_has_been_solved_again)
{
  guard g;
  point at;
  set_up (&g, &at);
  point_mark (&g.before, &at, 1);
  CHECK (!guard_can_tell (&g) && !guard_has_risen (&g, 9, 0, true, 1));
  g.restored = true;
  CHECK (guard_can_tell (&g) && guard_has_risen (&g, 9, 0, true, 1));
  g.retreats = 4;
  CHECK (!guard_can_tell (&g) && !guard_has_risen (&g, 9, 0, true, 1));
}

TEST (f_has_risen_by_more_than_noise_and_what_infeasibility_hides)
{
  guard g;
  point at;
  set_up (&g, &at);
  g.restored = true;
  CHECK (!guard_has_risen (&g, 9, 0, true, 1)); /* nothing to compare with */
  point_mark (&g.before, &at, 1);
  CHECK (!guard_has_risen (&g, 1.5, 0.6, false, 1) && guard_has_risen (&g, 1.5, 0.4, false, 1));
  CHECK (guard_has_risen (&g, 1.1, 0, true, 1) && !guard_has_risen (&g, 1.1, 0, true, 1e8)); /* noise of a large f */
}

TEST (only_a_solved_iterate_is_compared_with_the_best_solved_one)
{
  guard g;
  point at;
  set_up (&g, &at);
  g.restored = true;
  guard_note (&g, &at, 2);
  CHECK (!guard_has_risen (&g, 3, 0, false, 1) && guard_has_risen (&g, 3, 0, true, 1));
  guard_note (&g, &at, 4); /* higher: the mark stays */
  CHECK (g.best_solved.f == 2);
}

TEST (the_best_solved_point_is_the_one_with_the_lowest_bound_of_f)
{
  guard g;
  point at;
  set_up (&g, &at);
  at.f = 1;
  guard_note (&g, &at, 3); /* 2 may be hidden */
  CHECK (g.best_solved.f_known && g.best_solved.f == 3 && point_is_at (&g.best_solved, at.z));
  const real other[2] = { 5, 6 };
  point_go (&at, other);
  at.f = 0; /* lower, but more may be hidden */
  guard_note (&g, &at, 4);
  CHECK (g.best_solved.f == 3 && !point_is_at (&g.best_solved, other));
  at.f = 2;
  guard_note (&g, &at, 2);
  CHECK (g.best_solved.f == 2 && point_is_at (&g.best_solved, other));
}
