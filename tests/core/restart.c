/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule adaptive starts again from its own answer before it says that it can do no more.  */
#include "base/real.h"

#include "adaptive.h"

extern const method method_adaptive; /* adaptive.c */

static const dims one = { 1, 1 };

TWO_VARIABLES (between, 0.5 * ((x - 1) * (x - 1) + (y - 3) * (y - 3)), x - 1, y - 3, 1, 0, 1)
TWO_VARIABLES (vee, fabs (x - 1) + y * y / 4, x > 1 ? 1 : -1, y / 2, 0 * x, 0, 0.5)
TWO_VARIABLES (follow, 0.5 * (y - x) * (y - x), x - y, y - x, 1, -1, 1)

/* The loop of the driver, without its limits.  */
static status
go (run *r, int most)
{
  const method *k = &method_adaptive;
  TRY (k->start (r));
  for (int i = 0; i < most; i++) {
    TRY (k->measure (r));
    TRY (k->converged (r));
    TRY (k->step (r));
  }
  return RUNNING;
}

/* Started and measured at x = y = X.  */
static adaptive *
begin (scene *t, double x)
{
  set_scene (t, one, between, follow, (const real[]){ (real) x, (real) x }, NULL, NULL);
  CHECK (method_adaptive.start (&t->r) == RUNNING && method_adaptive.measure (&t->r) == RUNNING);
  CHECK (method_adaptive.converged (&t->r) == RUNNING && t->s->restart.made == 0);
  return t->s;
}

TEST (a_run_that_converges_does_not_start_again)
{
  scene t;
  set_scene (&t, one, between, follow, (const real[]){ 9, 0 }, NULL, NULL);
  CHECK (go (&t.r, 100) == STOP_CONVERGED);
  CHECK (t.s->restart.made == 0 && t.s->verdict.claimed);
  CHECK_NEAR ((double) t.r.z[0], 2, in_precision (1e-6, 1e-2));
}

TEST (a_run_that_can_do_no_more_at_a_kink_has_started_again_from_there)
{
  scene t;
  set_scene (&t, one, vee, follow, (const real[]){ 3, 0 }, NULL, NULL);
  const status e = go (&t.r, 400);
  CHECK (e == STOP_NO_PROGRESS || (!is_double && e == STOP_FLAT)); /* in single, rounding of f hides the rest */
  const restart *k = &t.s->restart;
  CHECK (k->made >= 1 && !k->due);
  CHECK (!(t.s->at.f < k->f - k->allowed)); /* the latest has not lowered f */
  CHECK_NEAR (t.s->at.f, 0.25, in_precision (1e-4, 1e-2));
}

TEST (a_run_goes_on_as_long_as_starting_again_lowers_f)
{
  scene t;
  adaptive *s = begin (&t, 5);
  s->verdict.stuck = true;
  s->verdict.variation = 1000;
  CHECK (method_adaptive.converged (&t.r) == RUNNING);
  CHECK (s->restart.made == 1 && s->restart.due && !s->restart.flat && s->restart.f == s->at.f);
  CHECK_NEAR (s->restart.allowed, 1e-3, in_precision (1e-6, 1e-2)); /* 1e-6 V, and rounding of f */
  s->lower->model.scale = 1e9;
  CHECK (method_adaptive.step (&t.r) == RUNNING);
  CHECK (!s->restart.due && s->branch.secants.pairs.count == 0 && s->lower->model.scale < 1e9); /* nothing is known */
  CHECK_NEAR ((double) t.r.z[0], 5, 0);
  CHECK (method_adaptive.measure (&t.r) == RUNNING);
  s->verdict.stuck = true;
  const double f = s->at.f;
  s->at.f = f - 0.9 * s->restart.allowed;
  CHECK (method_adaptive.converged (&t.r) == STOP_NO_PROGRESS);
  s->at.f = f - 1.1 * s->restart.allowed;
  CHECK (method_adaptive.converged (&t.r) == RUNNING && s->restart.made == 2 && s->restart.due);
  for (int i = 2; i < 20; i++) { /* not for ever */
    s->at.f -= 1;
    CHECK (method_adaptive.converged (&t.r) == (i < 10 ? RUNNING : STOP_NO_PROGRESS));
  }
}

TEST (a_flat_end_starts_again_unless_the_model_has_foretold_it)
{
  scene t;
  adaptive *s = begin (&t, 5);
  s->verdict.claimed = s->verdict.foretold = true;
  s->verdict.settled = false;
  s->verdict.variation = 10;
  CHECK (method_adaptive.converged (&t.r) == STOP_FLAT && s->restart.made == 0);
  s->verdict.foretold = false;
  CHECK (method_adaptive.converged (&t.r) == RUNNING && s->restart.due && s->restart.flat);
  CHECK_NEAR (s->restart.allowed, t.opt.tol_fun * 10, in_precision (1e-10, 1e-2));
  CHECK (method_adaptive.converged (&t.r) == STOP_FLAT); /* no lower since */
}

TEST (a_step_that_finds_no_way_on_starts_the_run_again)
{
  scene t;
  set_scene (&t, one, vee, follow, (const real[]){ 1, 1 }, NULL, NULL);
  adaptive *s = t.s;
  status e = method_adaptive.start (&t.r);
  for (int i = 0; e == RUNNING && s->restart.made == 0 && i < 400; i++) {
    e = method_adaptive.measure (&t.r);
    if (e == RUNNING)
      e = method_adaptive.step (&t.r); /* `converged` is not asked */
  }
  if (is_double) /* in single `stuck` ends such a run: assess */
    CHECK (e == RUNNING && s->restart.made == 1 && s->restart.due && !s->measured);
}
