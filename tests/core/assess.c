/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "adaptive.h"
#include "methods/adaptive/assess.h"

static const dims one = { 1, 1 };

TWO_VARIABLES (bowl, x *x + y * y, 2 * x, 2 * y, 2, 0, 2)
TWO_VARIABLES (follow, 0.5 * (y - x) * (y - x), x - y, y - x, 1, -1, 1)

/* At (1, 1), where y solves the lower level, with the multiplier w = -f_y = -2, gamma = 4 and the stationarity RELATIVE.  */
static adaptive *
measured (scene *t, double relative)
{
  set_scene (t, one, bowl, follow, (const real[]){ 1, 1 }, NULL, NULL);
  adaptive *s = t->s;
  reduced *q = &s->branch.reduced;
  q->w[0] = q->Aw[0] = -2;
  q->gradient[0] = q->projected[0] = 4;
  q->gradient[1] = q->projected[1] = 0;
  q->relative = relative;
  q->accuracy = 1e-8;
  q->response = 1;
  s->lower->model.scale = 1;
  s->scales.most_fy = 2;
  vec_fill (2, 1, s->scales.metric);
  s->branch.most_f = 2;
  progress_note (&s->branch.progress, 2, 2, relative);
  return s;
}

TEST (assess_makes_no_call_and_changes_nothing)
{
  scene t;
  adaptive *s = measured (&t, 1e-9), *before = test_memory (sizeof *before);
  memcpy (before, s, sizeof *s);
  const double calls = t.b.oracle.ledger.total;
  const verdict v = assess (s), again = assess (s);
  CHECK (memcmp (before, s, sizeof *s) == 0 && t.b.oracle.ledger.total == calls);
  CHECK (v.small == again.small && v.flat == again.flat && v.to_confirm == again.to_confirm);
}

TEST (a_point_is_small_where_its_tolerance_is_met_and_no_pair_expects_more)
{
  scene t;
  adaptive *s = measured (&t, 1e-2);
  verdict v = assess (s);
  CHECK (!v.small && !v.to_confirm && v.tight && v.accurate && v.proven && v.responds && !v.far);
  s = measured (&t, 0.1 * t.opt.tol_kkt);
  v = assess (s);
  CHECK (v.small && v.to_confirm);
  CHECK (
      lbfgs_push (&s->branch.secants.pairs, (const real[]){ 1, 0 }, (const real[]){ 1, 0 })); /* 4^2 / 2 is much of f */
  CHECK (!assess (s).small);
  s->branch.reduced.projected[0] = (real) 0.01;
  CHECK (assess (s).small);
}

TEST (tolerances_of_zero_are_never_met)
{
  scene t;
  adaptive *s = measured (&t, 0);
  CHECK (assess (s).small);
  t.opt.tol_kkt = 0;
  CHECK (!assess (s).small && !assess (s).flat);
  t.opt.tol_kkt = 1e-6;
  t.opt.tol_lower = 0;
  CHECK (!assess (s).small && !assess (s).flat);
}

TEST (a_point_is_confirmed_four_times_between_two_steps)
{
  scene t;
  adaptive *s = measured (&t, 0);
  for (int i = 0; i < 4; i++, s->branch.guard.restorations++)
    CHECK (assess (s).to_confirm);
  CHECK (!assess (s).to_confirm);
}

TEST (what_bars_the_end_of_a_run_is_named)
{
  scene t;
  adaptive *s = measured (&t, 0);
  s->at.grad_g[0] = 1;
  s->branch.reduced.accuracy = 1e-3;
  s->branch.null_space.assumed = true;
  s->branch.reduced.response = 0;
  const verdict v = assess (s);
  CHECK (!v.tight && !v.accurate && !v.proven && !v.responds);
  s->branch.reduced.projected[0] = 0; /* a bound of x holds it: y need not respond */
  CHECK (assess (s).responds);
  s->at.z[0] = (real) 1e11;
  CHECK (assess (s).far);
}

TEST (a_path_at_rest_is_flat_near_stationarity_and_stuck_far_from_it)
{
  scene t;
  for (int far = 0; far < 2; far++) {
    adaptive *s = measured (&t, far ? 0.5 : 1e-3);
    for (int i = 3; i < 40; i++)
      progress_note (&s->branch.progress, i, 2, s->branch.reduced.relative);
    CHECK (!assess (s).flat);
    t.b.oracle.ledger.total = 1000;
    CHECK (assess (s).flat && assess (s).stuck == far && assess (s).to_confirm);
  }
}

TEST (another_sheet_is_due_once_and_left_again_where_it_is_no_better)
{
  scene t;
  adaptive *s = measured (&t, 1e-4);
  CHECK (!assess (s).to_other_sheet);
  s->lower->model.singular = true; /* |A w| = 2 is the largest |f_y| */
  CHECK (assess (s).to_other_sheet);
  s->branch.reduced.Aw[0] = (real) 0.001; /* not large */
  CHECK (!assess (s).to_other_sheet);
  s->branch.reduced.Aw[0] = (real) 0.03; /* 20 times the stationarity is clear */
  CHECK (assess (s).to_other_sheet);
  s->branch.reduced.relative = 1e-3;
  CHECK (!assess (s).to_other_sheet);
  s->branch.reduced.relative = 1e-4;
  s->branch.reduced.Aw[0] = 2;
  s->explored.crossing.untried = false;
  CHECK (!assess (s).to_other_sheet);
  s->explored.crossing.on_other_sheet = true;
  s->explored.crossing.left.f = 1; /* f is 2 here, and no pair expects less */
  CHECK (lbfgs_push (&s->branch.secants.pairs, (const real[]){ 1, 0 }, (const real[]){ 1000, 0 }));
  CHECK (assess (s).to_other_sheet);
  s->explored.crossing.left.f = 3;
  CHECK (!assess (s).to_other_sheet);
}
