/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Every method of the registry on a quadratic problem, in a workspace of exactly solver_bytes.  */
#include "base/real.h"

#include "bilevel.h"
#include "linalg/power.h"
#include "lower/inner.h"
#include "solver/pgdqa.h"
#include "solver/registry.h"

#include <stdio.h>

static const struct {
  const char *name;
  int method;
} methods[] = {
#define METHOD(name, ...) { #name, METHOD_##name },
#include "base/registry.def"
};

typedef struct job {
  bench b;
  real x0[n], y0[m];
  problem p;
  options opt;
  result out;
  status s;
} job;

static void
run_job (job *j, int method, double calls, int order)
{
  const dims d = { n, m };
  memset (j, 0, sizeof *j);
  bench_set (&j->b, d, upper_level, order, lower_level, order);
  j->x0[0] = 2;
  j->y0[1] = -1;
  j->p = (problem){ .d = d, .upper = &j->b.upper, .lower = &j->b.lower, .x0 = j->x0, .y0 = j->y0 };
  options_init (&j->opt, !is_double);
  options_settle (&j->opt, !is_double, (const bool[OPTION_count]){ false });
  j->opt.method = method;
  j->opt.schedule = SCHEDULE_diminishing;
  j->opt.step_scale = 0.5;
  j->opt.alpha_scale = 2;
  j->opt.max_calls = calls;
  const size_t bytes = solver_bytes (&j->p, &j->opt);
  CHECK (bytes > 0);
  j->s = solver_run (&j->p, &j->opt, &test_host, test_memory (bytes), bytes, &j->out);
}

/* What the result says of itself is true.  */
static void
check_honest (const job *j)
{
  const result *r = &j->out;
  double z[n + m], sum = 0;
  for (int i = 0; i < CALL_count; i++)
    sum += r->calls[i];
  CHECK (j->s == RUNNING && r->total == sum);
  CHECK (r->total == j->b.f.evals + j->b.g.evals + j->b.g.products);
  CHECK_MOST (r->total, j->opt.max_calls);
  CHECK (vec_finite (n, r->x) && vec_finite (m, r->y));
  for (int i = 0; i < n + m; i++)
    z[i] = (double) (i < n ? r->x[i] : r->y[i - n]);
  if (isfinite (r->f))
    CHECK_NEAR (r->f, upper_level (j->p.d, z, NULL, NULL, NULL), 8 * REAL_EPS * (1 + fabs (r->f)));
}

TEST (every_method_reaches_the_closed_form_of_a_quadratic_problem)
{
  for (size_t k = 0; k < sizeof methods / sizeof *methods; k++) {
    job j;
    run_job (&j, methods[k].method, 2e4, 2);
    check_honest (&j);
    for (int i = 0; i < n + m; i++)
      if (!CHECK_NEAR ((double) (i < n ? j.out.x[i] : j.out.y[i - n]), exact[i], 0.05))
        printf ("# %s\n", methods[k].name);
  }
}

TEST (every_method_keeps_to_every_budget_with_and_without_derivatives)
{
  for (size_t k = 0; k < sizeof methods / sizeof *methods; k++)
    for (int order = 0; order < 3; order++)
      for (double budget = 4; budget < 400; budget += budget < 40 ? 1 : 23) {
        job j;
        run_job (&j, methods[k].method, budget, order);
        check_honest (&j);
      }
}

TEST (a_value_that_is_not_finite_ends_every_method_at_a_finite_point)
{
  for (size_t k = 0; k < sizeof methods / sizeof *methods; k++)
    for (int level = 0; level < 2; level++)
      for (int at = 1; at < 60; at += 7) {
        const dims d = { n, m };
        job j;
        memset (&j, 0, sizeof j);
        bench_set (&j.b, d, upper_level, 2, lower_level, 2);
        (level ? &j.b.g : &j.b.f)->nan_at = at;
        j.p = (problem){ .d = d, .upper = &j.b.upper, .lower = &j.b.lower, .x0 = j.x0, .y0 = j.y0 };
        options_init (&j.opt, !is_double);
        j.opt.method = methods[k].method;
        j.opt.schedule = SCHEDULE_diminishing;
        j.opt.max_iter = 100;
        const size_t bytes = solver_bytes (&j.p, &j.opt);
        j.s = solver_run (&j.p, &j.opt, &test_host, test_memory (bytes), bytes, &j.out);
        check_honest (&j);
        CHECK (j.out.end.stop == STOP_NON_FINITE || j.b.f.evals < at || j.b.g.evals < at
               || j.out.end.stop == STOP_CONVERGED || j.out.end.stop == STOP_MAX_ITER);
      }
}

static status
diagonal (void *context, const real *in, real *out)
{
  const double *entries = context;
  for (int i = 0; i < 3; i++)
    out[i] = (real) (entries[i] * (double) in[i]);
  return RUNNING;
}

TEST (power_iterations_find_the_largest_curvature_in_size)
{
  real v[3], Av[3];
  double norm;
  CHECK (power_norm (3, diagonal, (double[]){ 0.5, -7, 1 }, v, Av, &norm) == RUNNING);
  CHECK_NEAR (norm, 7, in_precision (1e-6, 1e-4));
  CHECK (power_norm (3, diagonal, (double[]){ 0, 0, 0 }, v, Av, &norm) == RUNNING);
  CHECK (norm == 0);
}

TEST (the_value_gap_of_a_quadratic_is_what_it_is_by_hand)
{
  /* after T steps of length a the residual y - B x has shrunk by (1 - a)^T */
  enum { T = 3 };
  const double a = 0.25, left = pow (1 - a, T);
  const dims d = { n, m };
  bench b;
  gap w;
  real z[n + m] = { 1, -2, 1, 0, 3 }, v[m];
  double g, grad[n + m], point[n + m];
  bench_set (&b, d, upper_level, 2, lower_level, 2);
  LAY_OUT (oracle_layout (&b.oracle, a); gap_layout (&w, d, a));
  CHECK (gap_evaluate (&w, &b.oracle, &(box){ 0 }, z, T, a, &g, v) == RUNNING);
  CHECK (b.oracle.ledger.total == T + 1);
  for (int i = 0; i < n + m; i++)
    point[i] = (double) z[i];
  CHECK_NEAR (g, lower_level (d, point, grad, NULL, NULL), 1e-6);
  CHECK_NEAR (w.q, g * (1 - left * left), in_precision (1e-12, 1e-5));
  for (int i = 0; i < n + m; i++)
    CHECK_NEAR ((double) w.grad[i], i < n ? grad[i] * (1 - left) : grad[i], in_precision (1e-12, 1e-5));
}

TEST (every_method_has_the_hooks_that_have_no_default)
{
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
    for (int schedule = SCHEDULE_adaptive; schedule <= SCHEDULE_fixed; schedule++) {
      options o;
      options_init (&o, !is_double);
      o.method = methods[i].method;
      o.schedule = schedule;
      const method *row = registry_method (&o);
      CHECK (row->name && row->source && row->prepare && row->step && row->close);
      CHECK (row->state_size <= most_state && (row->state_size > 0 || !row->layout));
    }
}
