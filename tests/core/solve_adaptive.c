/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Whole solves by Schedule adaptive.  */
#include "base/real.h"

#include "job.h"

static void
start_adaptive (job *j)
{
  static const bool given[OPTION_count] = { false };
  start_job (j);
  j->opt.schedule = SCHEDULE_adaptive;
  options_settle (&j->opt, !is_double, given);
}

TEST (adaptive_reaches_the_closed_form_and_certifies_it)
{
  for (int order = 1; order <= 2; order++) {
    job j;
    start_adaptive (&j);
    j.lower.order = order;
    run_job (&j);
    check_honest (&j);
    CHECK (j.out.end.stop == STOP_CERTIFIED && j.out.end.lower.kind == LOWER_convex
           && closing_is_restored (&j.out.end));
    CHECK (j.out.end.lower.value_gap == 0 && j.out.end.lower.starts == 12);
    CHECK_NEAR (j.out.end.lower.eig_min, 1, 1e-3);
    for (int i = 0; i < n + m; i++)
      CHECK_NEAR ((double) (i < n ? j.out.x[i] : j.out.y[i - n]), exact[i], in_precision (1e-7, 2e-2));
    CHECK_MOST (j.out.end.hypergradient, in_precision (1e-7, 2e-2));
    CHECK_MOST (j.out.total, order == 2 ? 92 : 150);
  }
}

TEST (adaptive_is_honest_on_every_budget)
{
  for (int most = 4; most < 80; most++) {
    job j;
    start_adaptive (&j);
    j.opt.max_calls = most;
    run_job (&j);
    check_honest (&j);
    CHECK (j.out.end.stop == STOP_CERTIFIED || j.out.end.stop == STOP_UNCERTIFIED || j.out.end.stop == STOP_MAX_CALLS);
    CHECK (most < 10 || isfinite (j.out.f));
  }
}

TEST (adaptive_ends_at_iteration_limits_and_when_told_to)
{
  job j;
  for (int most = 0; most < 4; most++) {
    start_adaptive (&j);
    j.opt.max_iter = most;
    run_job (&j);
    check_honest (&j);
    CHECK (j.out.end.stop == STOP_MAX_ITER && j.out.iterations == most);
  }
  start_adaptive (&j);
  j.host.output = hear;
  j.stop_at = 2;
  run_job (&j);
  check_honest (&j);
  CHECK (j.out.end.stop == STOP_OUTPUT_FCN && j.told[1] == 2 && j.told[2] == 1);
}

TEST (adaptive_survives_values_that_are_not_finite)
{
  for (int at = 1; at < 30; at++)
    for (int which = 0; which < 4; which++) {
      job j;
      start_adaptive (&j);
      formula *bad = which % 2 ? &j.f : &j.g;
      bad->nan_at = at;
      bad->nan_gradient = which > 1;
      run_job (&j);
      check_honest (&j);
    }
}

TEST (adaptive_hands_up_errors)
{
  for (int at = 1; at < 20; at++) {
    job j;
    start_adaptive (&j);
    j.g.error_at = at;
    run_job (&j);
    CHECK (j.s == ERROR_ORACLE || j.out.end.stop == STOP_CERTIFIED);
  }
}
