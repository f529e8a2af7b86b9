/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "adaptive.h"
#include "methods/adaptive/sheets.h"

static const dims one = { 1, 1 };

TWO_VARIABLES (to_the_right, (y - 2) * (y - 2), 0, 2 * (y - 2), 0, 0, 2)
TWO_VARIABLES (two_wells, (y * y - 1) * (y * y - 1), 0, 4 * y * (y * y - 1), 0, 0, 12 * y * y - 4)
TWO_VARIABLES (lower_right, (y * y - 1) * (y * y - 1) - 0.1 * y, 0, 4 * y * (y * y - 1) - 0.1, 0, 0, 12 * y * y - 4)
TWO_VARIABLES (higher_right, (y * y - 1) * (y * y - 1) + 0.1 * y, 0, 4 * y * (y * y - 1) + 0.1, 0, 0, 12 * y * y - 4)
TWO_VARIABLES (one_well, 2 * (y + 1) * (y + 1), 0, 4 * (y + 1), 0, 0, 4)

/* At y = -1, f = 9, where A w = -f_y = 6 holds f, with a pair and some progress.  */
static adaptive *
set_up (scene *t, function *g)
{
  set_scene (t, one, to_the_right, g, (const real[]){ 0, -1 }, NULL, NULL);
  adaptive *s = t->s;
  t->lower.model.scale = 1;
  s->branch.reduced.Aw[0] = 6;
  vec_fill (2, 0, s->branch.reduced.projected);
  vec_fill (2, 1, s->scales.metric);
  CHECK (lbfgs_push (&s->branch.secants.pairs, (const real[]){ 1, 0 }, (const real[]){ 1, 0 }));
  progress_note (&s->branch.progress, 2, 9, 1e-4, INFINITY);
  return s;
}

TEST (a_sheet_as_good_is_tried_and_left_again_to_the_same_pairs)
{
  scene t;
  adaptive *s = set_up (&t, two_wells);
  crossing *c = &s->explored.crossing;
  CHECK (sheets_cross (s) == RUNNING);
  CHECK (c->on_other_sheet && !c->untried && s->branch.secants.pairs.count == 0);
  CHECK_NEAR ((double) s->at.z[1], 1, 1e-3);
  CHECK (c->left.f == 9 && c->left.z[1] == -1); /* the pair expects no decrease: q = 0 */
  CHECK (!sheets_better_left (s, 1) && sheets_better_left (s, 10));
  CHECK (sheets_cross (s) == RUNNING);
  CHECK (!c->on_other_sheet && s->at.z[1] == -1 && s->at.f == 9 && s->branch.secants.pairs.count == 1);
  CHECK (!sheets_better_left (s, 10));
  CHECK (s->branch.progress.calls[0] > 2 && s->branch.progress.f[0] == 9); /* the excursion is not counted */
}

TEST (a_lower_sheet_is_taken_for_good_and_a_higher_one_is_not)
{
  scene t;
  adaptive *s = set_up (&t, lower_right);
  CHECK (sheets_cross (s) == RUNNING);
  CHECK (!s->explored.crossing.on_other_sheet);
  CHECK_NEAR ((double) s->at.z[1], 1, 0.05);
  s = set_up (&t, higher_right);
  CHECK (sheets_cross (s) == RUNNING);
  CHECK (!s->explored.crossing.on_other_sheet && s->at.z[1] == -1 && s->branch.secants.pairs.count == 1);
}

TEST (without_a_ridge_there_is_no_other_sheet)
{
  scene t;
  adaptive *s = set_up (&t, one_well);
  CHECK (sheets_cross (s) == RUNNING);
  CHECK (!s->explored.crossing.on_other_sheet && !s->explored.crossing.untried && s->at.z[1] == -1);
  CHECK (t.b.oracle.ledger.total == 2 + 6); /* six probes */
}
