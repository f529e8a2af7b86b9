/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "adaptive.h"

/* y = max (x, 0): with y >= 0 the lower level has a kink at x = 0, and f (x, y (x)) has the slopes f_x to the left, where y is
   held, and f_x + f_y to the right.  */
static const dims one = { 1, 1 };
static const real low[2] = { -100, 0 }, high[2] = { 100, 100 };

TWO_VARIABLES (follow, 0.5 * (y - x) * (y - x), x - y, y - x, 1, -1, 1)
TWO_VARIABLES (rises_on_both_sides, -x + 2 * y, -1, 2, 0, 0, 0)
TWO_VARIABLES (rises_to_the_right, x + y, 1, 1, 0, 0, 0)
TWO_VARIABLES (falls_to_the_right, -x + 0.5 * y, -1, 0.5, 0, 0, 0)

static double
slope_at_kink (function *f, bool *kink)
{
  scene t;
  bool null;
  set_scene (&t, one, f, follow, (const real[]){ 0, 0 }, low, high);
  adaptive *s = t.s;
  reduced *q = &s->branch.reduced;
  t.lower.model.scale = 1; /* a slope of g was seen: 0 is small against it */
  CHECK (bounds_solve (&s->bounds, q, &s->scales, &t.lower, &s->at, s->box, 1e-8, 1e-6, &null) == RUNNING);
  *kink = s->bounds.kink;
  return (double) q->projected[0];
}

TEST (at_a_weak_bound_the_reading_that_its_own_step_keeps_to_is_used)
{
  bool kink;
  CHECK_NEAR (slope_at_kink (rises_to_the_right, &kink), 1, 1e-6); /* to the left: y is held */
  CHECK (!kink);
  CHECK_NEAR (slope_at_kink (falls_to_the_right, &kink), -0.5, 1e-6); /* to the right: y is free */
  CHECK (!kink);
}

TEST (a_kink_that_is_a_minimum_has_slope_zero)
{
  bool kink;
  CHECK_NEAR (slope_at_kink (rises_on_both_sides, &kink), 0, 1e-6);
  CHECK (kink);
}

TEST (away_from_its_bounds_y_is_free_and_at_a_strong_bound_it_is_held)
{
  for (int strong = 0; strong < 2; strong++) {
    scene t;
    bool null;
    const real z[2] = { strong ? -1 : 1, strong ? 0 : 1 };
    set_scene (&t, one, rises_to_the_right, follow, z, low, high);
    adaptive *s = t.s;
    CHECK (bounds_solve (&s->bounds, &s->branch.reduced, &s->scales, &t.lower, &s->at, s->box, 1e-8, 1e-6, &null)
           == RUNNING);
    CHECK_NEAR ((double) s->branch.reduced.projected[0], strong ? 1 : 2, 1e-6);
    CHECK (!s->bounds.kink && t.b.g.products == !strong);
  }
}
