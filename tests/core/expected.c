/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "adaptive.h"
#include "methods/adaptive/expected.h"

TWO_VARIABLES (bowl, x *x + y * y, 2 * x, 2 * y, 2, 0, 2)
TWO_VARIABLES (follow, 0.5 * (y - x) * (y - x), x - y, y - x, 1, -1, 1)

/* STEPS steps, each of 20 calls, of which each leaves RATIO of f - 1, or f falls by RATIO - 1 in each; the model
   expects E.  Returns f - 1 at the end.  */
static double
path (scene *t, int steps, double ratio, double E)
{
  set_scene (t, (dims){ 1, 1 }, bowl, follow, (const real[]){ 1, 1 }, NULL, NULL);
  branch *b = &t->s->branch;
  secants *k = &b->secants;
  double f = 1;
  k->pairs.most = steps + 1; /* more than two variables have */
  k->f = test_memory ((size_t) k->pairs.most * sizeof *k->f);
  for (int i = 0; i <= steps; i++) {
    progress_note (&b->progress, 20 * (i + 1), 1 + f, 1, INFINITY);
    k->f[i] = k->f_now = 1 + f;
    if (i < steps)
      f = ratio < 1 ? ratio * f : f - (ratio - 1);
  }
  k->chained = k->pairs.count = steps;
  k->pairs.newest = steps - 1;
  k->expected = E;
  return f;
}

TEST (the_steps_tell_what_is_left_of_a_geometric_decrease)
{
  scene t;
  const double left = path (&t, 20, 0.5, 1e-7);
  const forecast f = expected_forecast (t.s, false);
  CHECK_NEAR (f.expected, left, 1e-6 * left + 1e-12);
  CHECK (f.low <= 1e-7 && f.high >= progress_forecast (&t.s->branch.progress).high);
}

TEST (the_model_is_a_lower_end_of_what_is_expected_and_half_the_upper_end_of_the_range)
{
  scene t;
  path (&t, 20, 0.5, 3);
  const forecast f = expected_forecast (t.s, false);
  CHECK (f.expected == 3 && f.low < 1 && f.high == 6);
}

TEST (a_short_path_tells_nothing_unless_it_is_flat)
{
  scene t;
  const double left = path (&t, 6, 0.5, 0.01);
  forecast f = expected_forecast (t.s, false);
  CHECK (isnan (f.low) && isnan (f.expected) && isnan (f.high));
  f = expected_forecast (t.s, true);
  CHECK (f.low <= f.expected && f.expected <= f.high);
  CHECK_NEAR (f.expected, fmax (left, 0.01), 0.02);
}

TEST (without_slowing_nothing_is_known)
{
  scene t;
  path (&t, 20, 1.1, 1e-3);
  CHECK (isnan (expected_forecast (t.s, false).expected));
}

TEST (what_rounding_of_f_hides_may_still_come)
{
  scene t;
  path (&t, 20, 0.01, 0);
  t.s->branch.size_f = 1e9;
  CHECK (expected_forecast (t.s, false).high >= rounding_of_f * 1e9);
}
