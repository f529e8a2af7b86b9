/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "adaptive.h"
#include "methods/adaptive/assess.h"
#include "methods/adaptive/evidence.h"
#include "methods/adaptive/measured.h"

static const dims one = { 1, 1 };

/* f (x, y (x)) = (x - 1)^2 / 2 + (x - 3)^2 / 2, least at 2 */
TWO_VARIABLES (between, 0.5 * ((x - 1) * (x - 1) + (y - 3) * (y - 3)), x - 1, y - 3, 1, 0, 1)
TWO_VARIABLES (follow, 0.5 * (y - x) * (y - x), x - y, y - x, 1, -1, 1)

/* An inflection at 2, where f falls on by the cube; a shelf that rises from it: the slope at 2 is 1e-9.  */
TWO_VARIABLES (falls, -pow (x - 2, 3) - 1e-9 * (x - 2), -3 * (x - 2) * (x - 2) - 1e-9, 0 * y, -6 * (x - 2), 0, 0)

/* The iterate is measured as a run does it.  */
static void
measure_here (adaptive *s)
{
  s->branch.reduced.accuracy = tight_accuracy;
  s->lower->model.response = NAN;
  measured_multiplier (s);
  CHECK (s->limit == RUNNING);
  measured_note (s);
  s->verdict = assess (s);
}

/* At x = X, y = Y, after steps of x from 4 over 3, where y = x.  */
static adaptive *
arrive (scene *t, function *f, double x, double y)
{
  const real path[][2] = { { 4, 4 }, { 3, 3 }, { (real) x, (real) y } };
  set_scene (t, one, f, follow, path[0], NULL, NULL);
  adaptive *s = t->s;
  s->lower->model.scale = 1;
  measure_here (s);
  for (int i = 1; i < 3; i++) {
    secants *k = &s->branch.secants;
    k->step[0] = path[i][0] - path[i - 1][0];
    k->step[1] = 0;
    secants_open (k, s->branch.reduced.gradient);
    CHECK (go_to (s, path[i]) == RUNNING && know_point (s) == RUNNING);
    measure_here (s);
  }
  return s;
}

TEST (a_solved_stationary_point_passes_and_stays)
{
  scene t;
  const double x = 2 + in_precision (1e-8, 1e-4);
  adaptive *s = arrive (&t, between, x, x);
  bool stays;
  CHECK (s->verdict.small && !evidence_holds (s));
  CHECK_NEAR (s->verdict.variation, 1, 0.01); /* of the last step, which is enough */
  const double before = t.b.oracle.ledger.total;
  CHECK (evidence_test (s, &stays) == RUNNING && stays && evidence_holds (s));
  CHECK (s->at.z[0] == (real) x && s->at.z[1] == (real) x && s->at.f_known && s->at.g_known);
  CHECK (s->evidence.lower_relative == 0);
  CHECK (s->branch.secants.pairs.count > 0);
  CHECK_MOST (t.b.oracle.ledger.total - before, 15);
  s->verdict = assess (s);
  CHECK (s->verdict.settled == s->verdict.claimed);
  const real other[2] = { 3, 3 }; /* what holds there says nothing of another point */
  CHECK (go_to (s, other) == RUNNING && !evidence_holds (s));
}

TEST (a_y_within_TolLower_passes_and_says_how_far_it_is)
{
  scene t;
  const double off = 0.01 * in_precision (1e-6, 1e-3); /* of TolLower; the last step has moved y by 1 */
  adaptive *s = arrive (&t, between, 2, 2 + off);
  bool stays;
  CHECK (evidence_test_lower (s, &stays) == RUNNING && stays && evidence_holds (s));
  CHECK_NEAR (s->evidence.lower_relative, off, 0.05 * off);
}

TEST (a_y_that_does_not_solve_the_lower_level_moves_to_one_that_does_it_better)
{
  scene t;
  bool stays;
  for (int all = 0; all < 2; all++) {
    adaptive *s = arrive (&t, between, 2, 2.003);
    CHECK ((all ? evidence_test (s, &stays) : evidence_test_lower (s, &stays)) == RUNNING);
    CHECK (!stays && !evidence_holds (s) && isnan (s->evidence.lower_relative));
    CHECK (s->at.z[0] == 2 && s->at.f_known && s->at.g_known);
    CHECK_MOST (fabs ((double) s->at.z[1] - 2), 0.0003 + in_precision (0, 1e-4));
    CHECK_MOST (s->evidence.needed, 0.003 * in_precision (1e-2, 1)); /* the path is to solve it further from now on */
    measure_here (s);
    CHECK (evidence_test_lower (s, &stays) == RUNNING && stays && evidence_holds (s));
  }
}

TEST (a_lower_f_that_a_look_finds_is_taken_and_the_pairs_are_forgotten)
{
  scene t;
  bool stays;
  adaptive *s = arrive (&t, falls, 2, 2);
  s->verdict.variation = 1; /* whatever the pairs say */
  s->evidence.S[0] = 1;
  const double f = s->at.f;
  CHECK (evidence_test (s, &stays) == RUNNING && !stays && !evidence_holds (s));
  CHECK_NEAR ((double) s->at.z[0], 2.1, 1e-5); /* a tenth of the step that V counts */
  CHECK_NEAR (s->at.f, f - 0.001, 1e-5);
  CHECK_NEAR ((double) s->at.z[1], (double) s->at.z[0], 1e-5); /* with its lower level solved */
  CHECK (s->at.f_known && s->at.g_known && s->branch.secants.pairs.count == 0);
}

TEST (a_look_that_finds_f_less_curved_than_the_pairs_say_does_not_pass)
{
  scene t;
  bool stays;
  const double x = in_precision (2.01, 2.03);
  adaptive *s = arrive (&t, between, x, x);
  s->verdict.variation = 1;
  s->evidence.S[0] = 1;
  CHECK (evidence_test (s, &stays) == RUNNING); /* 0.1 to the left f is higher; 1e-4 is expected */
  CHECK (!stays && !evidence_holds (s) && s->at.z[0] == (real) x && s->branch.secants.pairs.count == 0);
  s = arrive (&t, between, x, x);
  s->verdict.variation = 1e4;
  s->evidence.S[0] = 1;
  CHECK (evidence_test (s, &stays) == RUNNING && stays && evidence_holds (s));
}

TEST (a_look_that_finds_a_real_slope_tells_that_it_was_no_noise)
{
  scene t;
  bool stays;
  const double x = in_precision (2.01, 2.03);
  adaptive *s = arrive (&t, between, x, x);
  secants_forget (&s->branch.secants);
  s->branch.secants.expected = INFINITY;
  s->evidence.noise[0] = (real) 0.04; /* as across a kink */
  s->evidence.noise[1] = 0;
  s->evidence.sampled = true;
  s->verdict = assess (s);
  CHECK (s->verdict.small && s->verdict.to_test);
  CHECK (evidence_test (s, &stays) == RUNNING && !stays && s->at.z[0] == (real) x);
  s->verdict = assess (s);
  CHECK (!s->verdict.small && !s->verdict.to_test); /* or the same point is tested for ever */
}

TEST (a_sample_shows_what_of_the_reduced_gradient_is_noise)
{
  scene t;
  adaptive *s = arrive (&t, between, 2, 2);
  const evidence *e = &s->evidence;
  const real before[2] = { s->at.z[0], s->at.z[1] };
  CHECK (!e->sampled && evidence_sample (s) == RUNNING && e->sampling);
  for (int i = 0; i < 2; i++) {
    const double moved = fabs ((double) s->at.z[i] - (double) before[i]);
    CHECK (moved > 0 && moved <= 20 * REAL_EPS);
  }
  CHECK (s->at.f_known && s->at.g_known);
  const double q = (double) s->branch.reduced.gradient[0];
  measure_here (s);
  CHECK (e->sampled && !e->sampling);
  CHECK_NEAR ((double) e->noise[0], (double) s->branch.reduced.gradient[0] - q, REAL_EPS);
  CHECK_MOST (fabs ((double) e->noise[0]), 100 * REAL_EPS);
  CHECK (s->branch.noise_f >= 0 && s->branch.size_f >= s->branch.noise_f);
}

TEST (a_probe_makes_a_pair_where_there_is_none_once)
{
  scene t;
  const double x = 2.001;
  adaptive *s = arrive (&t, between, x, x);
  secants_forget (&s->branch.secants);
  CHECK (evidence_probe (s) == RUNNING && s->evidence.probed && s->branch.secants.open);
  CHECK (s->at.z[0] < (real) x);
  CHECK_NEAR ((double) s->branch.secants.step[0], (double) s->at.z[0] - x, 4 * REAL_EPS);
  measure_here (s);
  CHECK (s->branch.secants.pairs.count == 1);
  const double q = (double) s->branch.reduced.gradient[0];
  CHECK_NEAR (s->branch.secants.expected, q * q / 4, 1e-3 * q * q); /* f'' = 2 */
}

TEST (what_a_steep_past_has_taught_of_g_ages_when_the_past_is_dropped)
{
  scene t;
  adaptive *s = arrive (&t, between, 2, 2);
  model *l = &s->lower->model;
  l->scale = 1e6;
  s->branch.secants.steep = 3;
  s->branch.secants.marks = 0;
  l->stiffness = 8;
  l->expected_gradient = 16;
  model_age (l, 1e7);
  CHECK (l->scale == 1e6 && l->stiffness == 4 && l->expected_gradient == 8); /* never larger */
  measure_here (s); /* no marks: what the latest step led to is all that is known */
  CHECK (l->scale == 3);
  l->scale = 1e6;
  s->branch.secants.marks = 1; /* a mark that holds keeps it */
  s->branch.secants.mark[0] =
      (secants_mark){ .S = s->branch.secants.mark[0].S, .T = s->branch.secants.mark[0].T, .f = s->at.f };
  s->branch.secants.mark[0].S[0] = s->branch.secants.mark[0].T[0] = 1;
  s->branch.secants.mark[0].S[1] = s->branch.secants.mark[0].T[1] = 0;
  s->branch.secants.mark[0].f = s->branch.secants.f_now + 0.5;
  measure_here (s);
  CHECK (l->scale == 1e6);
  s->branch.secants.mark[0].f =
      s->branch.secants.f_now + 5; /* one that does not goes, and with it what was seen before */
  measure_here (s);
  CHECK (l->scale == 3 && s->branch.secants.marks == 0);
}
