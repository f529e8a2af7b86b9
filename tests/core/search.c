/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Whole searches through the C interface.  f = (x - 0.25)^2 + y^2, g = y^3 / 3 - x y on [-1, 1]^2: for x < 0.25 y = -1 solves the lower
   level, for x > 0.25 y = sqrt x, and at the answer (0.25, 0.5) the two tie.  */
#include "base/real.h"

#include "numeric.h"
#include "search/search.h"

static double
upper_level (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) d;
  if (grad) {
    grad[0] = 2 * (z[0] - 0.25);
    grad[1] = 2 * z[1];
  }
  if (Hv) {
    Hv[0] = 2 * v[0];
    Hv[1] = 2 * v[1];
  }
  return (z[0] - 0.25) * (z[0] - 0.25) + z[1] * z[1];
}

static double
lower_level (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  (void) d;
  if (grad) {
    grad[0] = -z[1];
    grad[1] = z[1] * z[1] - z[0];
  }
  if (Hv) {
    Hv[0] = -v[1];
    Hv[1] = 2 * z[1] * v[1] - v[0];
  }
  return z[1] * z[1] * z[1] / 3 - z[0] * z[1];
}

typedef struct case_of_search {
  formula f, g;
  instance upper, lower;
  real x0[1], y0[1], low[2], high[2];
  problem p;
  options opt;
  host host;
  result out;
  search_result found;
  int stop_at, told;
} case_of_search;

static bool
hear (void *self, const char *state, const void *x, const void *y, const double *row)
{
  case_of_search *c = self;
  (void) state;
  CHECK (vec_finite (1, x) && vec_finite (1, y) && row[COLUMN_calls] > 0);
  return ++c->told == c->stop_at;
}

static void
start_case (case_of_search *c, int order)
{
  memset (c, 0, sizeof *c);
  clock_seconds = 0;
  const dims d = { 1, 1 };
  c->f.phi = upper_level;
  c->g.phi = lower_level;
  c->upper = (instance){ .kind = &formula_objective, .level = "upper", .data = &c->f, .d = d, .order = order };
  c->lower = (instance){ .kind = &formula_objective, .level = "lower", .data = &c->g, .d = d, .order = order };
  c->x0[0] = c->y0[0] = 1;
  c->low[0] = c->low[1] = -1;
  c->high[0] = c->high[1] = 1;
  c->p = (problem){
    .d = d, .upper = &c->upper, .lower = &c->lower, .x0 = c->x0, .y0 = c->y0, .low = c->low, .high = c->high
  };
  c->host = (host){ .self = c, .now = host_clock, .tick = count_tick };
  static const bool none_given[OPTION_count] = { false };
  options_init (&c->opt, !is_double);
  options_settle (&c->opt, !is_double, none_given);
  c->opt.search = SEARCH_global;
}

/* In memory of exactly search_bytes that holds no zeros.  */
static int
run_case (case_of_search *c)
{
  const size_t bytes = search_bytes (&c->p, &c->opt);
  CHECK (bytes > 0);
  CHECK (search_run (&c->p, &c->opt, &c->host, memset (test_memory (bytes), 0xff, bytes), bytes, &c->out, &c->found)
         == RUNNING);
  double total = 0;
  for (int i = 0; i < CALL_count; i++)
    total += c->out.calls[i];
  CHECK (c->out.total == total && c->out.total <= c->opt.max_calls);
  CHECK (c->out.total == c->f.evals + c->g.evals + c->f.products + c->g.products);
  CHECK (c->out.x[0] >= -1 && c->out.x[0] <= 1 && c->out.y[0] >= -1 && c->out.y[0] <= 1);
  return status_stop (c->out.end.stop)->exitflag;
}

TEST (the_answer_at_a_tie_is_found_by_values_gradients_and_products)
{
  for (int order = 0; order <= 2; order++) {
    case_of_search c;
    start_case (&c, order);
    CHECK (run_case (&c) == 1);
    CHECK (c.out.end.stop == STOP_TIE && c.found.made && strcmp (c.found.found, "tie") == 0);
    CHECK_NEAR ((double) c.out.x[0], 0.25, in_precision (1e-5, 1e-2));
    CHECK_NEAR ((double) c.out.y[0], 0.5, in_precision (1e-5, 1e-2));
    CHECK_NEAR ((double) c.found.tied_y[0], -1, 1e-3);
    CHECK_NEAR (c.found.tied_f, 1, 1e-2);
    CHECK (c.found.branches >= 2 && c.found.ties >= 1 && c.found.count > 2);
  }
}

TEST (a_search_cut_short_claims_nothing_and_returns_finite_values)
{
  for (double part = 1; part < 400; part *= 3) {
    case_of_search c;
    start_case (&c, 0);
    c.opt.max_calls = part;
    CHECK (run_case (&c) <= 0);
    CHECK (part < 10 || isfinite (c.out.f));
  }
}

TEST (the_host_can_stop_a_search)
{
  case_of_search c;
  start_case (&c, 1);
  c.host.output = hear;
  c.stop_at = 3;
  CHECK (run_case (&c) == -1 && c.told == 3);
  CHECK (isfinite (c.out.f));
}

TEST (without_a_search_the_run_is_that_of_the_solver)
{
  case_of_search c;
  result alone;
  start_case (&c, 2);
  c.opt.search = SEARCH_local;
  const size_t bytes = solver_bytes (&c.p, &c.opt);
  CHECK (search_bytes (&c.p, &c.opt) == bytes);
  CHECK (solver_run (&c.p, &c.opt, &c.host, test_memory (bytes), bytes, &alone) == RUNNING);
  const double f = alone.f, calls = alone.total;
  c.f.evals = c.g.evals = c.f.products = c.g.products = 0;
  run_case (&c);
  CHECK (c.out.f == f && c.out.total == calls && !c.found.made && strcmp (c.found.reason, "Search is local") == 0);
}
