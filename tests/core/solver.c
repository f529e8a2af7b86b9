/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Lower levels that solve systems with A = D2_yy g themselves.  */
#include "base/real.h"

#include "lower.h"

enum { m = 3 };

/* 0.5 sum_i a_i y_i^2 + y_i^4 / 4 - x y_i, a = (1, 10, 100) */
static double
stiff (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  double phi = 0, a = 1;
  if (grad)
    grad[0] = 0;
  if (Hv)
    Hv[0] = 0;
  for (size_t i = 1; i <= d.m; i++, a *= 10) {
    phi += 0.5 * a * z[i] * z[i] + 0.25 * pow (z[i], 4) - z[0] * z[i];
    if (grad) {
      grad[i] = a * z[i] + pow (z[i], 3) - z[0];
      grad[0] -= z[i];
    }
    if (Hv) {
      Hv[i] = (a + 3 * z[i] * z[i]) * v[i] - v[0];
      Hv[0] -= v[i];
    }
  }
  return phi;
}

/* What the solver of the tests does; set by them.  */
static solver kind;
static factorised outcome;
static int factorisations, solves;
static double wrong; /* factor of the result */
static double at[m]; /* y of the latest factorisation, or of the solve where there is none */

static solver
solver_of (const instance *o)
{
  (void) o;
  return kind;
}

static factorised
factorise (const instance *o, const real *x, const real *y)
{
  (void) x;
  for (size_t i = 0; i < o->d.m; i++)
    at[i] = (double) y[i];
  factorisations++;
  return outcome;
}

static status
solve_yy (const instance *o, const real *b, real *s)
{
  double a = 1;
  for (size_t i = 0; i < o->d.m; i++, a *= 10)
    s[i] = (real) (wrong * (double) b[i] / (a + 3 * at[i] * at[i]));
  solves++;
  return RUNNING;
}

static const real far_off[m] = { 3, 2, 1 };

static void
start_with (set *t, solver how)
{
  static objective given;
  given = formula_objective;
  given.solve_yy = solve_yy;
  given.solver = solver_of;
  given.factorise = factorise;
  kind = how;
  outcome = FACTORISED;
  factorisations = solves = 0;
  wrong = 1;
  for (int i = 0; i < m; i++)
    at[i] = (double) far_off[i];
  start (t, stiff, 2, m, far_off);
  t->b.lower.kind = &given;
  lower_start (&t->lower, &t->b.oracle, &t->opt, &(box){ m, NULL, NULL }, t->y);
  CHECK (model_value (&t->lower.model, t->x, t->y, &t->g, t->v) == RUNNING);
  t->lower.model.scale = vec_norm (m, t->v);
}

static status
solve (set *t, bool *ok)
{
  return normal_solve (&t->lower.normal, &t->lower.adjoint, &t->lower.model, t->x, t->y, &t->g, t->v, 0,
                       in_precision (1e-10, 1e-4), ok);
}

TEST (a_factor_is_made_at_first_and_renewed_where_the_point_has_moved)
{
  set t;
  bool ok;
  start_with (&t, (solver){ .how = "cholesky", .factors = true, .claimed = true });
  CHECK (solve (&t, &ok) == RUNNING && ok);
  CHECK_MOST (vec_norm (m, t.v), in_precision (1e-10, 1e-4));
  const linear *w = &t.lower.model.linear;
  CHECK (strcmp (w->how, "cholesky") == 0 && w->positive && w->verified);
  CHECK (factorisations >= 1 && w->factored == factorisations && w->solves == solves);
  CHECK (t.b.oracle.ledger.calls[CALL_user] == factorisations);
}

TEST (a_factorisation_that_fails_leaves_the_memory_and_is_tried_ever_more_seldom)
{
  set t;
  bool ok;
  start_with (&t, (solver){ .how = "cholesky", .factors = true, .claimed = true });
  outcome = NOT_POSITIVE;
  CHECK (solve (&t, &ok) == RUNNING && ok);
  const linear *w = &t.lower.model.linear;
  CHECK (strcmp (w->how, "memory") == 0 && !w->positive && solves == 0 && t.lower.model.H.count > 0);
  const int made = factorisations;
  for (int i = 0; i < 100; i++)
    CHECK (model_renew (&t.lower.model, t.x, t.y) == RUNNING);
  CHECK (factorisations - made <= 7);
  outcome = NEVER_PAYS;
  for (int i = 0; i < 2000; i++)
    CHECK (model_renew (&t.lower.model, t.x, t.y) == RUNNING);
  const int last = factorisations;
  for (int i = 0; i < 2000; i++)
    CHECK (model_renew (&t.lower.model, t.x, t.y) == RUNNING);
  CHECK (factorisations == last);
}

TEST (a_solve_of_the_user_is_counted_and_a_wrong_one_is_an_error_with_words)
{
  set t;
  bool ok;
  start_with (&t, (solver){ .how = "user", .claimed = true, .user = true });
  CHECK (solve (&t, &ok) == RUNNING && ok);
  CHECK (t.b.oracle.ledger.calls[CALL_user] == solves && solves > 0);
  start_with (&t, (solver){ .how = "user", .claimed = true, .user = true });
  wrong = 2;
  CHECK (solve (&t, &ok) == ERROR_ORACLE);
  CHECK (strstr (t.b.oracle.ledger.message, "(user) is wrong: for A s = b it gives ||A s - b|| = 1 ||b||"));
}

TEST (what_only_stands_in_for_the_inverse_is_not_tested_and_not_used_where_it_ascends)
{
  set t;
  bool ok;
  for (int k = 0; k < 2; k++) {
    start_with (&t, (solver){ .how = "preconditioner", .user = true });
    wrong = k ? -1 : 0.3;
    CHECK (solve (&t, &ok) == RUNNING && ok);
    CHECK_MOST (vec_norm (m, t.v), in_precision (1e-10, 1e-4));
    CHECK (t.lower.model.H.count > 0);
  }
}

TEST (bounds_of_y_leave_no_use_for_a_solve)
{
  set t;
  start_with (&t, (solver){ .how = "user", .claimed = true, .user = true });
  const real low[m] = { -5, -5, -5 }, high[m] = { 5, 5, 5 }, open_low[m] = { -INFINITY, -INFINITY, -INFINITY },
             open_high[m] = { INFINITY, INFINITY, INFINITY };
  lower_start (&t.lower, &t.b.oracle, &t.opt, &(box){ m, low, high }, t.y);
  CHECK (!t.lower.model.H.base);
  lower_start (&t.lower, &t.b.oracle, &t.opt, &(box){ m, open_low, open_high }, t.y);
  CHECK (t.lower.model.H.base);
}
