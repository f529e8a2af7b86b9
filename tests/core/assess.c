/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "adaptive.h"
#include "methods/adaptive/assess.h"

static const dims two = { 2, 2 };

/* ||x||^2 + ||y||^2, and ||y - x||^2 / 2: f (x, y (x)) = 2 ||x||^2 */
static double
bowl (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  double phi = 0;
  for (size_t i = 0; i < d.n + d.m; i++) {
    phi += z[i] * z[i];
    if (grad)
      grad[i] = 2 * z[i];
    if (Hv)
      Hv[i] = 2 * v[i];
  }
  return phi;
}

static double
follow (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  double phi = 0;
  for (size_t i = 0; i < d.n; i++) {
    const double r = z[d.n + i] - z[i], rv = v ? v[d.n + i] - v[i] : 0;
    phi += 0.5 * r * r;
    if (grad)
      grad[d.n + i] = r, grad[i] = -r;
    if (Hv)
      Hv[d.n + i] = rv, Hv[i] = -rv;
  }
  return phi;
}

/* At x = y = (T, 0), where y solves the lower level, with the multiplier w = -f_y, gamma = 4 x, known to an accuracy
   that confirms, the stationarity RELATIVE, and no pairs.  */
static adaptive *
measured (scene *t, double x, double relative)
{
  set_scene (t, two, bowl, follow, (const real[]){ (real) x, 0, (real) x, 0 }, NULL, NULL);
  adaptive *s = t->s;
  reduced *q = &s->branch.reduced;
  vec_fill (4, 0, q->gradient);
  q->w[0] = q->Aw[0] = (real) (-2 * x);
  q->w[1] = q->Aw[1] = 0;
  q->gradient[0] = (real) (4 * x);
  vec_copy (4, q->gradient, q->projected);
  q->relative = relative;
  q->accuracy = 1e-8;
  q->response = 1;
  s->lower->model.scale = 1;
  s->scales.most_fy = 2;
  vec_fill (4, 1, s->scales.metric);
  s->branch.size_f = point_size_f (&s->at);
  progress_note (&s->branch.progress, 2, s->at.f, relative, INFINITY);
  return s;
}

/* The same after steps in x from T[0] to T[1], ..., which end at T[COUNT - 1].  */
static adaptive *
after_path (scene *t, int count, const double *x, double relative)
{
  adaptive *s = measured (t, x[count - 1], relative);
  secants *k = &s->branch.secants;
  s->at.z[1] = 1; /* on which nothing depends: x has a length */
  for (int i = 1; i < count; i++) {
    const real end[4] = { (real) (4 * x[i]) };
    k->f_now = 2 * x[i - 1] * x[i - 1];
    k->doubt_now = 0;
    secants_open (k, (const real[]){ (real) (4 * x[i - 1]), 0, 0, 0 });
    vec_fill (4, 0, k->step);
    k->step[0] = (real) (x[i] - x[i - 1]);
    secants_close (k, end, end, 2 * x[i] * x[i], 0);
    k->expected = secants_expected_decrease (k, end);
  }
  return s;
}

#define AFTER(t, relative, ...)                                                                                        \
  after_path (t, (int) (sizeof (double[]){ __VA_ARGS__ } / sizeof (double)), (const double[]){ __VA_ARGS__ }, relative)

TEST (assess_makes_no_call_and_leaves_the_path_as_it_is)
{
  scene t;
  adaptive *s = AFTER (&t, 1e-9, 1, 0.1, 0.01), *before = test_memory (sizeof *before);
  memcpy (before, s, sizeof *s);
  const double calls = t.b.oracle.ledger.total;
  const verdict v = assess (s), again = assess (s);
  CHECK (memcmp (before, s, sizeof *s) == 0 && t.b.oracle.ledger.total == calls);
  CHECK (v.small == again.small && v.flat == again.flat && v.to_confirm == again.to_confirm
         && v.variation == again.variation);
}

static double
stationarity (const adaptive *s)
{
  double V;
  return assess_stationarity (s, &V);
}

TEST (a_point_is_small_where_the_model_expects_little_of_what_it_has_varied_by)
{
  scene t;
  options_init (&t.opt, !is_double);
  const double tau = t.opt.tol_kkt; /* E = 2 x^2, V = 2 (1 - x)^2 */
  adaptive *s = AFTER (&t, 1, 1, 0.5 * tau);
  verdict v = assess (s);
  CHECK (v.small && !v.settled && !v.claimed && !v.to_test && !v.to_confirm); /* the model has foretold nothing yet */
  CHECK_NEAR (v.variation, 2, 0.01);
  CHECK_NEAR (v.expected, tau * tau / 2, 0.01 * tau * tau);
  CHECK_NEAR (stationarity (s), tau / 2, 0.01 * tau);
  s = AFTER (&t, 1e-12, 1, 2 * tau); /* whatever the relative stationarity is */
  CHECK (!assess (s).small && !assess (s).settled);
  CHECK_NEAR (stationarity (s), 2 * tau, 0.01 * tau);
  s = measured (&t, 0.5 * tau, 1e-12);
  CHECK (!assess (s).small); /* without pairs V is unknown, */
  CHECK (isnan (stationarity (s)));
  s = AFTER (&t, 1e-12, 1, 0.5 * tau);
  s->branch.secants.f[s->branch.secants.pairs.newest] = 7;
  CHECK (!assess (s).small); /* and 0 where f has not changed as the model says */
}

TEST (a_small_point_is_settled_when_the_model_has_foretold_two_steps)
{
  scene t;
  options_init (&t.opt, !is_double);
  const double x = 0.5 * t.opt.tol_kkt;
  adaptive *s = AFTER (&t, 1, 1, 0.1, x);
  verdict v = assess (s);
  CHECK (v.small && v.settled && v.to_test && !v.claimed && !v.to_sample);
  s->branch.reduced.accuracy = 1e-3; /* no test before it is confirmed */
  v = assess (s);
  CHECK (v.settled && !v.to_test && v.to_confirm);
  s->branch.reduced.accuracy = 1e-8;
  s->evidence.passed = true; /* another point has */
  vec_fill (4, 0, s->evidence.z);
  CHECK (!assess (s).claimed);
  vec_copy (4, s->at.z, s->evidence.z);
  v = assess (s);
  CHECK (v.claimed && !v.to_test);
  s->branch.secants.left[0] = 0.5; /* steps that do not contract */
  s->branch.secants.left[1] = 0.2;
  v = assess (s);
  CHECK (v.small && !v.settled && !v.claimed);
}

TEST (a_reduced_gradient_at_the_rounding_of_its_terms_or_at_its_noise_is_settled)
{
  scene t;
  adaptive *s = measured (&t, 1, 1);
  reduced *q = &s->branch.reduced;
  q->projected[0] = q->gradient[0] = (real) (900 * REAL_EPS); /* the terms are 2 and 2 */
  verdict v = assess (s);
  CHECK (v.small && v.settled && v.to_test && v.expected == INFINITY);
  CHECK (stationarity (s) == 0);
  q->projected[1] = q->gradient[1] = (real) (900 * REAL_EPS); /* f does not depend on x2: its terms are 0 and this */
  CHECK (!assess (s).small);
  q->projected[1] = q->gradient[1] = 0;
  q->projected[0] = q->gradient[0] = (real) (3600 * REAL_EPS);
  CHECK (!assess (s).small);
  vec_fill (4, 0, s->evidence.noise);
  s->evidence.noise[0] = (real) (900 * REAL_EPS);
  CHECK (!assess (s).small); /* not sampled */
  s->evidence.sampled = true;
  CHECK (assess (s).small && assess (s).settled);
  s->evidence.noise[0] = (real) (700 * REAL_EPS); /* a fifth */
  CHECK (!assess (s).small);
}

TEST (noise_is_looked_for_once_where_nothing_else_tells)
{
  scene t;
  options_init (&t.opt, !is_double);
  const double tau = t.opt.tol_kkt;
  adaptive *s = measured (&t, 1, 1);
  CHECK (assess (s).to_sample); /* all is solved tightly, and there are no pairs */
  s->branch.reduced.accuracy = 1e-3;
  CHECK (!assess (s).to_sample);
  s = AFTER (&t, 1, 1, 0.5 * tau);
  CHECK (!assess (s).to_sample);
  s->evidence.waits = 2; /* steps at a small point that does not settle */
  CHECK (assess (s).to_sample);
  s->evidence.sampled = true;
  CHECK (!assess (s).to_sample);
  s = AFTER (&t, 1, 1, 5e-5 * tau); /* far smaller than was asked for */
  CHECK (assess (s).to_sample);
}

TEST (at_a_kink_what_is_left_of_the_reduced_gradient_decides)
{
  scene t;
  adaptive *s = measured (&t, 1, 1);
  s->bounds.kink = true;
  s->branch.reduced.relative = 0.9 * tolerance_slow (s);
  CHECK (assess (s).small && assess (s).settled && stationarity (s) == s->branch.reduced.relative);
  s->branch.reduced.relative = 1.1 * tolerance_slow (s);
  CHECK (!assess (s).small && !assess (s).settled);
}

TEST (tolerances_of_zero_are_never_met)
{
  scene t;
  adaptive *s = AFTER (&t, 1, 1, 0.1, 0);
  CHECK (assess (s).settled);
  t.opt.tol_kkt = 0;
  CHECK (!assess (s).small && !assess (s).flat);
  t.opt.tol_kkt = 1e-6;
  t.opt.tol_lower = 0;
  CHECK (!assess (s).small && !assess (s).flat);
}

TEST (a_point_is_confirmed_four_times_between_two_steps)
{
  scene t;
  adaptive *s = AFTER (&t, 1, 1, 0.1, 0);
  s->branch.reduced.accuracy = 1e-3;
  for (int i = 0; i < 4; i++, s->branch.guard.restorations++)
    CHECK (assess (s).to_confirm);
  CHECK (!assess (s).to_confirm);
}

TEST (what_bars_the_end_of_a_run_is_named)
{
  scene t;
  adaptive *s = AFTER (&t, 1, 1, 0.1, 1e-4);
  verdict v = assess (s);
  CHECK (v.tight && v.accurate && v.proven && v.responds && !v.far);
  s->at.grad_g[0] = 1;
  s->branch.reduced.accuracy = 1e-3;
  s->branch.null_space.assumed = true;
  s->branch.reduced.response = 0;
  v = assess (s);
  CHECK (!v.tight && !v.accurate && !v.proven && !v.responds);
  s->branch.reduced.gradient[1] = 1;
  s->branch.reduced.projected[0] = s->branch.reduced.projected[1] = 0; /* bounds hold all x: y need not respond */
  CHECK (assess (s).responds);
  s->at.z[0] = (real) 1e11;
  CHECK (assess (s).far);
}

TEST (a_slow_path_is_flat_when_less_than_TolFun_V_is_to_come_and_stuck_far_from_stationarity)
{
  scene t;
  for (int far = 0; far < 2; far++) {
    const double x = in_precision (1e-4, 5e-3); /* E = 2 x^2 is less than TolFun V, but not nearly small */
    adaptive *s = AFTER (&t, far ? 0.5 : 1e-3, 1, 0.1, x);
    t.opt.tol_fun = 100 * x * x;
    for (int i = 3; i < 40; i++)
      progress_note (&s->branch.progress, i, s->at.f, s->branch.reduced.relative, s->branch.secants.expected);
    CHECK (!assess (s).flat && !assess (s).stuck); /* there is time */
    t.b.oracle.ledger.total = 1000;
    verdict v = assess (s);
    CHECK (v.flat && v.stuck == far && v.to_test && !v.claimed);
    t.opt.tol_fun = 0.5 * x * x; /* the model expects more */
    CHECK (!assess (s).flat);
    t.opt.tol_fun = 0;
    v = assess (s);
    CHECK (!v.flat && !v.stuck);
  }
}

TEST (a_loose_TolFun_ends_a_fast_path_of_2n_steps_that_the_model_has_foretold)
{
  scene t;
  adaptive *s = AFTER (&t, 1, 1, 0.3, 0.1, 0.03, 0.01); /* 2 x^2 falls by a tenth a step, and E = 2e-4 */
  t.opt.tol_fun = 1e-2;
  verdict v = assess (s);
  CHECK (v.enough && v.flat && v.foretold && v.to_test && !v.small);
  t.opt.tol_fun = in_precision (9e-5, 9e-3); /* not loose */
  CHECK (!assess (s).enough && !assess (s).flat);
  t.opt.tol_fun = 1e-2;
  s->branch.secants.expected *= 100; /* the model expects more */
  CHECK (!assess (s).enough);
  s = AFTER (&t, 1, 1, 0.1, 0.01, 0.001); /* three steps tell no forecast */
  t.opt.tol_fun = 1e-2;
  CHECK (!assess (s).enough);
  s = AFTER (&t, 1, 1, 0.3, 0.1, 0.03, 0.01);
  t.opt.tol_fun = 1e-2;
  s->branch.secants.chained = 3; /* fewer steps than 2 n */
  CHECK (!assess (s).enough);
  s = AFTER (&t, 1, 1, 0.3, 0.1, 0.03, 0.01);
  t.opt.tol_fun = 1e-2;
  for (int i = 0; i < secants_window; i++)
    s->branch.secants.left[i] = 0.9; /* the model has foretold nothing */
  CHECK (!assess (s).enough);
  s = AFTER (&t, 1, 1, 0.3, 0.1, 0.03, 0.01);
  t.opt.tol_fun = 0.05;
  CHECK (assess (s).enough);
  lbfgs *pairs = &s->branch.secants.pairs;
  const int oldest = (pairs->newest - pairs->count + 1 + pairs->most) % pairs->most;
  pairs->y[(size_t) oldest * pairs->stored] *=
      (real) 1e-4; /* a low curvature was seen, and q may have a part along it */
  CHECK (!assess (s).enough);
}

TEST (after_a_restart_for_a_flat_end_f_must_not_have_fallen_by_more_than_was_said)
{
  scene t;
  const double x = in_precision (1e-4, 5e-3);
  adaptive *s = AFTER (&t, 1e-3, 1, 0.1, x);
  t.opt.tol_fun = 100 * x * x;
  s->restart = (restart){ .made = 1, .flat = true, .calls = 3000, .f = s->at.f, .allowed = 1e-3 };
  t.b.oracle.ledger.total = 3250;
  CHECK (!assess (s).flat); /* a tenth of the calls before is to be tried */
  t.b.oracle.ledger.total = 3301;
  CHECK (assess (s).flat);
  s->restart.f += 2e-3;
  CHECK (!assess (s).flat);
}

TEST (a_point_is_flat_at_once_where_f_can_show_no_more)
{
  scene t;
  const double x = in_precision (1e-4, 5e-3);
  adaptive *s = AFTER (&t, 1e-3, 1.001 * x, 1.0005 * x, 1.0001 * x, x);
  const verdict before = assess (s);
  CHECK (!before.flat && !before.foretold);
  s->branch.size_f =
      2 * x * x / (30 * REAL_EPS); /* E is 30 eps of f, which has not changed by as much in three steps */
  t.opt.tol_fun = 1e-6;
  verdict v = assess (s);
  CHECK (v.flat && !v.foretold && v.to_test); /* the steps have left all of E */
  s->branch.secants.left[0] = 1. / 20;
  CHECK (assess (s).foretold);
  s->branch.size_f /= 2; /* 60 eps */
  CHECK (!assess (s).flat);
  s = AFTER (&t, 1e-3, 100 * x, 1.0005 * x, 1.0001 * x, x); /* f has fallen in the three steps */
  s->branch.size_f = 2 * x * x / (30 * REAL_EPS);
  CHECK (!assess (s).flat);
}

TEST (another_sheet_is_due_once_and_left_again_where_it_is_no_better)
{
  scene t;
  adaptive *s = measured (&t, 1, 1e-4);
  CHECK (!assess (s).to_other_sheet);
  s->lower->model.singular = true; /* |A w| = 2 is the largest |f_y| */
  CHECK (assess (s).to_other_sheet);
  s->branch.reduced.Aw[0] = (real) 0.001; /* not large */
  CHECK (!assess (s).to_other_sheet);
  s->branch.reduced.Aw[0] = (real) 0.05; /* 20 times the stationarity is clear */
  CHECK (assess (s).to_other_sheet);
  s->branch.reduced.relative = 1e-3;
  s->branch.reduced.Aw[0] = (real) 0.03;
  CHECK (!assess (s).to_other_sheet);
  s->branch.reduced.relative = 1e-4;
  s->branch.reduced.Aw[0] = 2;
  s->explored.crossing.untried = false;
  CHECK (!assess (s).to_other_sheet);
  s->explored.crossing.on_other_sheet = true;
  s->explored.crossing.left.f = 1; /* f is 2 here */
  s->branch.secants.expected = 0.01;
  CHECK (assess (s).to_other_sheet);
  s->branch.secants.expected = 0.5; /* it may still fall as low */
  CHECK (!assess (s).to_other_sheet);
  s->branch.secants.expected = 0.01;
  s->explored.crossing.left.f = 3;
  CHECK (!assess (s).to_other_sheet);
}
