/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "adaptive.h"

static const dims one = { 1, 1 };

TWO_VARIABLES (sum_of_squares, x *x + y * y, 2 * x, 2 * y, 2, 0, 2)
TWO_VARIABLES (follow, 0.5 * (y - x) * (y - x), x - y, y - x, 1, -1, 1)

TEST (a_point_is_evaluated_once)
{
  scene t;
  set_scene (&t, one, sum_of_squares, follow, (const real[]){ 1, 3 }, NULL, NULL);
  point *p = &t.s->at;
  CHECK (p->f_known && p->g_known && p->f == 10 && p->g == 2 && p->grad_f[1] == 6 && p->grad_g[0] == 2);
  CHECK (know_point (t.s) == RUNNING && t.b.oracle.ledger.total == 2);
  point_go (p, (const real[]){ 1, 3 });
  CHECK (!p->f_known && !p->g_known);
  CHECK (know_point (t.s) == RUNNING && t.b.oracle.ledger.total == 4);
}

TEST (a_value_that_is_not_finite_stops_who_needs_it_and_is_told_to_who_tries)
{
  scene t;
  set_scene (&t, one, sum_of_squares, follow, (const real[]){ 1, 3 }, NULL, NULL);
  point *p = &t.s->at;
  for (int at = 2; at < 4; at++) {
    t.b.f.nan_at = t.b.g.nan_at = at;
    point_go (p, (const real[]){ 1, 3 });
    const bool needs = at == 2;
    CHECK ((needs ? point_know_upper (p, &t.b.oracle) : point_evaluate_upper (p, &t.b.oracle))
           == (needs ? STOP_NON_FINITE : RUNNING));
    CHECK ((needs ? point_know_lower (p, &t.lower.model) : point_evaluate_lower (p, &t.lower.model))
           == (needs ? STOP_NON_FINITE : RUNNING));
    CHECK (!p->f_known && !p->g_known);
  }
}

TEST (solving_the_lower_level_forgets_f_only_where_y_moves)
{
  scene t;
  bool ok, unbounded;
  set_scene (&t, one, sum_of_squares, follow, (const real[]){ 1, 3 }, NULL, NULL);
  point *p = &t.s->at;
  CHECK (point_solve_lower (p, &t.lower, 0, 1e-3, &ok, &unbounded) == RUNNING && ok && !unbounded);
  CHECK_NEAR ((double) p->z[1], 1, 1e-3);
  CHECK (!p->f_known && p->g_known);
  CHECK (point_know_upper (p, &t.b.oracle) == RUNNING);
  CHECK (point_solve_lower (p, &t.lower, 0, 1e-3, &ok, &unbounded) == RUNNING && ok);
  CHECK (p->f_known);
}

TEST (a_copy_of_a_point_knows_what_the_point_knows)
{
  scene t;
  set_scene (&t, one, sum_of_squares, follow, (const real[]){ 1, 3 }, NULL, NULL);
  point *from = &t.s->search.now.at, *to = &t.s->at;
  point_go (from, (const real[]){ 2, 2 });
  CHECK (point_evaluate_lower (from, &t.lower.model) == RUNNING);
  point_copy (from, to);
  CHECK (point_is_at (to, from->z) && to->g_known && to->g == 0 && !to->f_known && to->f == 10);
  CHECK (point_know_upper (to, &t.b.oracle) == RUNNING && to->f == 8);
  point_mark (&t.s->explored.tied, to, 7);
  CHECK (t.s->explored.tied.f == 7 && t.s->explored.tied.f_known && point_is_at (&t.s->explored.tied, to->z));
}
