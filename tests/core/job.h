/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A whole solve of the problem of bilevel.h through the C interface, in a workspace of exactly solver_bytes.  */
#ifndef PGDQA_TEST_JOB_H
#define PGDQA_TEST_JOB_H

#include "bilevel.h"
#include "solver/pgdqa.h"

/* A problem, its formulas or its matrices, and what a host of it saw.  */
typedef struct job {
  formula f, g;
  instance upper, lower;
  matrix upper_data[8], lower_data[8];
  real Qx[n * n], Qy[m * m], I[n * n], Im[m * m], Qxy[n * m], cx[n], cy[m];
  real x0[n], y0[m];
  problem p;
  options opt;
  host host;
  result out;
  status s;
  int told[3], stop_at; /* calls of output by state; the "iter" that asks to stop */
  char printed[4096];
} job;

static bool
hear (void *self, const char *state, const void *x, const void *y, const double *row)
{
  job *j = self;
  const int which = strcmp (state, "init") == 0 ? 0 : strcmp (state, "iter") == 0 ? 1 : 2;
  CHECK (vec_finite (n, x) && vec_finite (m, y) && row[COLUMN_calls] >= 0);
  return ++j->told[which] == j->stop_at && which == 1;
}

static void
take_print (void *self, const char *text)
{
  job *j = self;
  strncat (j->printed, text, sizeof j->printed - strlen (j->printed) - 1);
}

static void
start_job (job *j)
{
  memset (j, 0, sizeof *j);
  clock_seconds = 0;
  ticks = 0;
  const dims d = { n, m };
  j->f.phi = upper_level;
  j->g.phi = lower_level;
  j->upper = (instance){ .kind = &formula_objective, .level = "upper", .data = &j->f, .d = d, .order = 2 };
  j->lower = (instance){ .kind = &formula_objective, .level = "lower", .data = &j->g, .d = d, .order = 2 };
  j->x0[0] = 2;
  j->y0[1] = -1;
  j->p = (problem){ .d = d, .upper = &j->upper, .lower = &j->lower, .x0 = j->x0, .y0 = j->y0 };
  j->host = (host){ .self = j, .now = host_clock, .tick = count_tick };
  options_init (&j->opt, !is_double);
  j->opt.schedule = SCHEDULE_diminishing;
  j->opt.step_scale = 0.5;
  j->opt.alpha_scale = 2;
}

/* In a workspace whose bytes are all FILL at first.  */
static void
run_job_in (job *j, int fill)
{
  const size_t bytes = solver_bytes (&j->p, &j->opt);
  CHECK (bytes > 0);
  j->s = solver_run (&j->p, &j->opt, &j->host, memset (test_memory (bytes), fill, bytes), bytes, &j->out);
}

static void
run_job (job *j)
{
  run_job_in (j, 0xff);
}

/* The result says of itself what is true.  */
static void
check_honest (const job *j)
{
  const result *r = &j->out;
  double sum = 0, z[n + m];
  for (int i = 0; i < CALL_count; i++)
    sum += r->calls[i];
  CHECK (j->s == RUNNING && r->total == sum);
  CHECK (r->total == j->f.evals + j->g.evals + j->g.products);
  CHECK_MOST (r->total, j->opt.max_calls);
  CHECK (vec_finite (n, r->x) && vec_finite (m, r->y));
  CHECK (strlen (r->message) > 10);
  for (size_t i = 0; i < n + m; i++)
    z[i] = (double) (i < n ? r->x[i] : r->y[i - n]);
  if (isfinite (r->f) && isfinite (r->lower_opt)) {
    double grad[n + m], lower_opt = 0;
    CHECK_NEAR (r->f, upper_level (j->p.d, z, NULL, NULL, NULL), 8 * REAL_EPS * (1 + fabs (r->f)));
    CHECK_NEAR (r->g, lower_level (j->p.d, z, grad, NULL, NULL), 8 * REAL_EPS * (1 + fabs (r->g)));
    for (int i = n; i < n + m; i++)
      lower_opt = hypot (lower_opt, grad[i]);
    CHECK_NEAR (r->lower_opt, lower_opt, 32 * REAL_EPS * (1 + lower_opt));
    if (isnan (r->end.stationarity))
      CHECK (isnan (r->kkt_residual) && !(r->end.residual < in_precision (1e-8, 1e-4)));
    else {
      CHECK_NEAR (r->kkt_residual, hypot (r->end.stationarity, r->lower_opt), 8 * REAL_EPS * (1 + r->kkt_residual));
      CHECK_NEAR (r->end.stationarity, least_norm (z), 0.01 * least_norm (z) + in_precision (1e-8, 1e-3));
    }
    CHECK (r->rows > 0 && r->history[(r->rows - 1) * COLUMN_count + COLUMN_phase] == PHASE_returned);
    if (closing_is_restored (&r->end))
      CHECK_MOST (r->lower_opt, in_precision (1e-6, 1e-3));
  } else
    CHECK (r->x[0] == j->x0[0] && r->y[1] == j->y0[1] && r->rows == 0);
}

#endif
