/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Whole solves by the paper's schedules.  */
#include "base/real.h"

#include "job.h"
#include "registered.h"

#include <stdint.h>

TEST (the_closed_form_of_a_quadratic_problem_is_reached)
{
  static const double step_scale[2][2] = { { 0.2, 0.5 }, { 0.1, 0.1 } }, alpha_scale[2][2] = { { 4, 16 }, { 0.5, 2 } };
  for (int regime = 0; regime < 2; regime++)
    for (int schedule = 0; schedule < 2; schedule++) {
      job j;
      start_job (&j);
      j.opt.regime = regime == 0 ? REGIME_general : REGIME_pl;
      j.opt.schedule = schedule == 0 ? SCHEDULE_diminishing : SCHEDULE_fixed;
      j.opt.step_scale = step_scale[regime][schedule];
      j.opt.alpha_scale = alpha_scale[regime][schedule];
      j.opt.restore = 1;
      j.opt.max_iter = 20000;
      run_job (&j);
      check_honest (&j);
      CHECK (closing_is_restored (&j.out.end));
      for (int i = 0; i < n + m; i++)
        CHECK_NEAR ((double) (i < n ? j.out.x[i] : j.out.y[i - n]), exact[i], 5e-3);
      CHECK_NEAR (j.out.f, upper_level (j.p.d, exact, NULL, NULL, NULL), 2e-5);
    }
}

TEST (a_matrix_defined_problem_takes_the_same_path)
{
  job a, b;
  start_job (&a);
  start_job (&b);
  const matrix none = { 0 };
  for (int i = 0; i < n; i++) {
    b.cx[i] = -target_x[i];
    b.I[i + i * n] = 1;
    for (int k = 0; k < n; k++)
      for (int q = 0; q < m; q++)
        b.Qx[i + k * n] += B[q + i * m] * B[q + k * m];
    for (int q = 0; q < m; q++)
      b.Qxy[i + q * n] = -B[q + i * m];
  }
  double c0 = 0;
  for (int i = 0; i < m; i++) {
    b.cy[i] = -target_y[i];
    b.Im[i + i * m] = 1;
    c0 += 0.5 * (double) target_y[i] * (double) target_y[i];
  }
  real constant = (real) (c0 + 1);
  const matrix upper_data[8] = { { n, n, b.I, NULL, NULL },  none,
                                 { m, m, b.Im, NULL, NULL }, { n, 1, b.cx, NULL, NULL },
                                 { m, 1, b.cy, NULL, NULL }, { 1, 1, &constant, NULL, NULL } };
  const matrix lower_data[8] = {
    { n, n, b.Qx, NULL, NULL }, { n, m, b.Qxy, NULL, NULL }, { m, m, b.Im, NULL, NULL }, none, none, none
  };
  b.upper = (instance){
    .kind = registered_objective ("quadratic"), .level = "upper", .data = upper_data, .d = b.p.d, .order = 2
  };
  b.lower = (instance){
    .kind = registered_objective ("quadratic"), .level = "lower", .data = lower_data, .d = b.p.d, .order = 2
  };
  a.opt.max_iter = b.opt.max_iter = 500;
  a.opt.restore = b.opt.restore = 1;
  run_job (&a);
  run_job (&b);
  CHECK (a.s == RUNNING && b.s == RUNNING && a.out.end.stop == b.out.end.stop && a.out.iterations == b.out.iterations);
  for (int i = 0; i < n; i++)
    CHECK_NEAR ((double) a.out.x[i], (double) b.out.x[i], in_precision (1e-12, 1e-4));
  CHECK_NEAR (a.out.f, b.out.f, in_precision (1e-12, 1e-4));
  CHECK (a.out.rows == b.out.rows);
}

TEST (no_call_is_made_beyond_MaxCalls)
{
  for (int most = 4; most <= 60; most++)
    for (int order = 0; order <= 2; order++)
      for (int restore = 0; restore < 2; restore++)
        for (int solved = 0; solved < 2; solved++) { /* y0 solves the lower level: then the start needs no product */
          job j;
          start_job (&j);
          j.upper.order = order;
          j.lower.order = order;
          j.opt.max_calls = most;
          j.opt.restore = restore;
          if (solved) {
            j.y0[0] = 2;
            j.y0[1] = 0;
            j.y0[2] = 1;
          }
          run_job (&j);
          CHECK (j.s == RUNNING && j.out.total <= most);
          CHECK (j.out.total == j.f.evals + j.g.evals + j.g.products);
          CHECK (status_stop (j.out.end.stop)->exitflag == 0 || j.out.end.stop == STOP_NOT_CONFIRMED);
          if (closing_is_restored (&j.out.end))
            CHECK_MOST (j.out.lower_opt, in_precision (1e-5, 1e-2));
          if (order > 0 && !solved)
            check_honest (&j);
        }
}

TEST (calls_made_before_the_solve_count)
{
  job j;
  start_job (&j);
  j.opt.max_calls = 40;
  j.p.probes[CALL_f_value] = 3;
  j.p.probes[CALL_g_grad] = 1;
  run_job (&j);
  CHECK (j.out.total == 4 + j.f.evals + j.g.evals + j.g.products && j.out.total <= 40);
  CHECK (j.out.calls[CALL_f_value] == 3);
}

TEST (the_workspace_is_exactly_what_is_used)
{
  job j;
  start_job (&j);
  j.opt.max_iter = 5;
  j.lower.order = 0; /* the layout with everything in it */
  j.upper.order = 0;
  const size_t bytes = solver_bytes (&j.p, &j.opt);
  CHECK (solver_run (&j.p, &j.opt, &j.host, test_memory (bytes), bytes, &j.out) == RUNNING);
  CHECK (solver_run (&j.p, &j.opt, &j.host, test_memory (bytes), bytes - arena_align - 1, &j.out) == ERROR_INTERNAL);
}

TEST (MaxMemory_is_kept_by_fewer_vectors_down_to_a_least_size)
{
  job j;
  start_job (&j);
  j.opt.schedule = SCHEDULE_adaptive;
  j.p.d = j.upper.d = j.lower.d = (dims){ 3, 20000 };
  const double usual = (double) solver_bytes (&j.p, &j.opt);
  j.opt.max_memory = 1e-6;
  const double least = (double) solver_bytes (&j.p, &j.opt);
  CHECK (least > 1 && least < 0.5 * usual);
  double before = least;
  for (double allowed = least; allowed <= usual; allowed += 0.04 * (usual - least)) {
    j.opt.max_memory = 1e-6 * allowed + 1e-9;
    const double taken = (double) solver_bytes (&j.p, &j.opt);
    CHECK (taken >= before && taken <= 1e6 * j.opt.max_memory && taken > allowed - 0.02 * usual);
    before = taken;
  }
  j.opt.max_memory = 1e-6 * usual + 1e-9;
  CHECK ((double) solver_bytes (&j.p, &j.opt) == usual);
  j.p.reserved = 1000; /* what the caller holds counts */
  CHECK ((double) solver_bytes (&j.p, &j.opt) < usual);
}

TEST (sizes_that_overflow_are_refused)
{
  static const size_t wrong[][2] = { { SIZE_MAX, 1 },     { 1, SIZE_MAX },       { SIZE_MAX / 5, SIZE_MAX / 5 },
                                     { SIZE_MAX / 8, 1 }, { 1, SIZE_MAX / 100 }, { SIZE_MAX / 4, SIZE_MAX / 4 } };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    job j;
    start_job (&j);
    j.p.d = j.upper.d = j.lower.d = (dims){ wrong[i][0], wrong[i][1] };
    CHECK (solver_bytes (&j.p, &j.opt) == 0);
  }
}

TEST (a_value_that_is_not_finite_ends_at_the_last_finite_iterate)
{
  for (int at = 1; at <= 25; at++)
    for (int level = 0; level < 2; level++)
      for (int in_gradient = 0; in_gradient < 2; in_gradient++) {
        job j;
        start_job (&j);
        formula *bad = level ? &j.g : &j.f;
        bad->nan_at = at;
        bad->nan_gradient = in_gradient;
        j.opt.max_iter = 100;
        run_job (&j);
        check_honest (&j);
        CHECK (j.out.end.stop == STOP_NON_FINITE && status_stop (j.out.end.stop)->exitflag == -2);
        CHECK (j.out.iterations == (at > 1 ? at - 2 : 0));
        CHECK (isfinite (j.out.lower_opt) == (at > 1)); /* at the start f may be known, but no iterate */
      }
}

TEST (a_restored_point_where_f_is_not_finite_is_not_returned)
{
  job j;
  start_job (&j);
  j.opt.max_iter = 3;
  j.opt.restore = 1;
  run_job (&j);
  const int whole = j.f.evals; /* the last one measures the restored point */
  start_job (&j);
  j.opt.max_iter = 3;
  j.opt.restore = 1;
  j.f.nan_at = whole;
  run_job (&j);
  check_honest (&j);
  CHECK (!closing_is_restored (&j.out.end));
}

TEST (an_error_of_an_objective_ends_the_solve)
{
  for (int at = 1; at <= 30; at++) {
    job j;
    start_job (&j);
    j.g.error_at = at;
    j.opt.max_iter = 12;
    j.opt.restore = 1;
    run_job (&j);
    CHECK (j.s == (at <= j.g.evals ? ERROR_ORACLE : RUNNING));
    CHECK (j.g.evals <= at || j.s == RUNNING);
  }
}

TEST (the_time_limit_stops_before_the_next_call)
{
  job j;
  start_job (&j);
  j.opt.max_time = 1;
  j.host.tick = NULL;
  j.host.now = host_clock;
  clock_seconds = 0;
  run_job (&j); /* the clock stands still: another limit ends it */
  CHECK (j.out.end.stop != STOP_MAX_TIME);
}

static double
running_clock (void)
{
  return clock_seconds += 0.01;
}

TEST (the_time_limit_ends_the_loop_the_restoration_and_the_measuring)
{
  for (int restore = 0; restore < 2; restore++) {
    job j;
    start_job (&j);
    j.opt.max_time = 1;
    j.opt.restore = restore;
    j.opt.tol_kkt = 0;
    j.host.now = running_clock;
    run_job (&j);
    check_honest (&j);
    CHECK (j.out.end.stop == STOP_MAX_TIME && status_stop (j.out.end.stop)->exitflag == 0);
    CHECK_MOST (j.out.seconds, 1.2);
    CHECK (j.out.iterations > 5);
  }
}

TEST (tolerance_zero_never_stops)
{
  job j;
  start_job (&j);
  j.opt.tol_kkt = j.opt.tol_lower = 0;
  j.opt.max_iter = 30000;
  run_job (&j);
  CHECK (j.out.end.stop == STOP_MAX_ITER && j.out.iterations == 30000);
}

TEST (MaxIter_zero_only_measures_the_start)
{
  job j;
  start_job (&j);
  j.opt.max_iter = 0;
  run_job (&j);
  check_honest (&j);
  CHECK (j.out.end.stop == STOP_MAX_ITER && j.out.iterations == 0 && j.out.f == j.out.end.f_before);
  for (int i = 0; i < n; i++)
    CHECK (j.out.x[i] == j.x0[i]);
  for (int i = 0; i < m; i++)
    CHECK (j.out.y[i] == j.y0[i]);
}

TEST (the_host_hears_every_iterate_and_can_stop)
{
  job j;
  start_job (&j);
  j.host.output = hear;
  j.opt.max_iter = 8;
  run_job (&j);
  CHECK (j.told[0] == 1 && j.told[1] == 9 && j.told[2] == 1);
  CHECK (ticks == j.f.evals + j.g.evals + j.g.products);
  start_job (&j);
  j.host.output = hear;
  j.stop_at = 4;
  run_job (&j);
  check_honest (&j);
  CHECK (j.out.end.stop == STOP_OUTPUT_FCN && j.out.iterations == 3);
  CHECK (j.told[1] == 4 && j.told[2] == 1);
}

TEST (printing_is_optional_and_follows_Display)
{
  static const char *const starts[] = { "", "pgdqa: ", "iteration" };
  for (int display = DISPLAY_off; display <= DISPLAY_iter; display++) {
    job j;
    start_job (&j);
    j.host.print = take_print;
    j.opt.display = display;
    j.opt.max_iter = 3;
    run_job (&j);
    CHECK ((display == DISPLAY_off) == (j.printed[0] == '\0'));
    CHECK (strncmp (j.printed, starts[display], strlen (starts[display])) == 0);
    CHECK ((strstr (j.printed, "pgdqa: ") != NULL) == (display >= DISPLAY_final));
    start_job (&j);
    j.opt.display = display;
    j.opt.max_iter = 3;
    run_job (&j); /* print NULL */
    CHECK (j.s == RUNNING);
  }
}

TEST (the_point_returned_is_not_clearly_dominated_by_any_iterate)
{
  for (int c = 1; c <= 12; c++) {
    job j;
    start_job (&j);
    j.opt.step_scale = 0.3 * c; /* up to far too long: the path oscillates */
    j.opt.max_iter = 40;
    run_job (&j);
    for (size_t i = 0; i + 1 < j.out.rows; i++) {
      const double *row = j.out.history + i * COLUMN_count;
      if (!CHECK (!(row[COLUMN_f] < j.out.f - 1e-3 && row[COLUMN_lower_opt] < j.out.lower_opt - 1e-3)))
        break;
    }
  }
}

/* ---- Schedule adaptive ---- */

static bool
alike (size_t count, const double *a, const double *b)
{
  for (size_t i = 0; i < count; i++)
    if (!(a[i] == b[i] || (isnan (a[i]) && isnan (b[i]))))
      return false;
  return true;
}

static bool
same_result (const result *a, const result *b)
{
  const double of_a[] = { a->f,
                          a->g,
                          a->end.f_before,
                          a->end.stationarity,
                          a->end.residual,
                          a->end.hypergradient,
                          a->lower_opt,
                          a->kkt_residual,
                          a->lambda,
                          a->end.relative,
                          a->end.relative_lower,
                          a->end.f_error,
                          a->end.expected_decrease,
                          a->end.expected_range[0],
                          a->end.expected_range[1],
                          a->end.confirm,
                          a->end.start_solved,
                          a->end.rollbacks,
                          a->end.escapes,
                          a->iterations,
                          a->total,
                          a->measured,
                          a->end.lower.eig_min,
                          a->pl[0] };
  const double of_b[] = { b->f,
                          b->g,
                          b->end.f_before,
                          b->end.stationarity,
                          b->end.residual,
                          b->end.hypergradient,
                          b->lower_opt,
                          b->kkt_residual,
                          b->lambda,
                          b->end.relative,
                          b->end.relative_lower,
                          b->end.f_error,
                          b->end.expected_decrease,
                          b->end.expected_range[0],
                          b->end.expected_range[1],
                          b->end.confirm,
                          b->end.start_solved,
                          b->end.rollbacks,
                          b->end.escapes,
                          b->iterations,
                          b->total,
                          b->measured,
                          b->end.lower.eig_min,
                          b->pl[0] };
  return a->end.stop == b->end.stop && a->rows == b->rows && alike (sizeof of_a / sizeof *of_a, of_a, of_b)
         && alike (a->rows * COLUMN_count, a->history, b->history);
}

TEST (nothing_is_read_before_it_is_written_on_any_budget)
{
  for (int kind = -1; kind < 0 || registry_methods[kind]; kind++)
    for (int most = 4; most < 90; most += 1 + most / 8)
      for (int order = 0; order <= 2; order += 2) {
        job j[2];
        for (int i = 0; i < 2; i++) {
          static const bool given[OPTION_count] = { false };
          start_job (&j[i]);
          j[i].opt.schedule = kind < 0 ? SCHEDULE_adaptive : SCHEDULE_diminishing;
          j[i].opt.method = fmax (0, kind);
          options_settle (&j[i].opt, !is_double, given);
          j[i].opt.restore = 1;
          j[i].opt.starts = 3;
          j[i].opt.max_calls = most;
          j[i].upper.order = j[i].lower.order = order;
          run_job_in (&j[i], i ? 0xff : 0);
        }
        if (!CHECK (same_result (&j[0].out, &j[1].out)))
          return;
      }
}
