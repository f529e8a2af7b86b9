/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "adaptive.h"
#include "methods/adaptive/ties.h"

static const dims one = { 1, 1 };

TWO_VARIABLES (to_the_right, (y - 2) * (y - 2), 0, 2 * (y - 2), 0, 0, 2)
TWO_VARIABLES (two_wells, (y * y - 1) * (y * y - 1), 0, 4 * y * (y * y - 1), 0, 0, 12 * y * y - 4)
TWO_VARIABLES (higher_right, (y * y - 1) * (y * y - 1) + 0.1 * y, 0, 4 * y * (y * y - 1) + 0.1, 0, 0, 12 * y * y - 4)

/* At Y, with the certificate's tie at TIE.  */
static adaptive *
set_up (scene *t, function *g, double y, double tie)
{
  set_scene (t, one, to_the_right, g, (const real[]){ 0, (real) y }, NULL, NULL);
  t->lower.model.scale = 1;
  t->lower.certifier.equal_count = 1;
  t->lower.certifier.equal_minima[0] = (real) tie;
  t->lower.certifier.usual = 1;
  t->s->branch.size_f = t->s->at.f;
  return t->s;
}

TEST (of_two_minimisers_as_good_for_g_the_better_for_f_is_taken)
{
  scene t;
  choice c;
  adaptive *s = set_up (&t, two_wells, -1, 0.99);
  CHECK (ties_choose (s, &c) == RUNNING && c == TAKEN);
  CHECK_NEAR ((double) s->at.z[1], 1, 1e-3);
  CHECK_NEAR (s->at.f, 1, 1e-2);
  CHECK (s->at.f_known && s->at.g_known && point_is_at (&s->explored.tied, s->at.z));
}

TEST (a_tie_that_is_worse_for_f_or_for_g_is_left)
{
  scene t;
  choice c;
  adaptive *s = set_up (&t, two_wells, 1, -1);
  CHECK (ties_choose (s, &c) == RUNNING && c == STAYED && s->at.z[1] == 1);
  CHECK (t.b.oracle.ledger.total == 3); /* one value of f tells */
  s = set_up (&t, higher_right, -1, 0.99);
  CHECK (ties_choose (s, &c) == RUNNING && c == STAYED && s->at.z[1] == -1);
}

TEST (the_run_goes_back_to_an_earlier_tie_that_was_better)
{
  scene t;
  choice c;
  adaptive *s = set_up (&t, two_wells, -1, -1);
  t.lower.certifier.equal_count = 0;
  point best = s->search.best.at;
  point_go (&best, (const real[]){ 0, 1 });
  point_mark (&s->explored.tied, &best, 1);
  CHECK (ties_choose (s, &c) == RUNNING && c == WENT_BACK);
  CHECK (s->at.z[1] == 1 && s->at.f == 1 && s->at.g_known);
  CHECK (ties_choose (s, &c) == RUNNING && c == STAYED);
}
