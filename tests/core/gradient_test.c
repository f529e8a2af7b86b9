/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "adaptive.h"
#include "methods/adaptive/looks.h"
#include "problem/gradient_test.h"

static const dims one = { 1, 1 };
static const real lowest = real_is_single ? (real) 3.1 : (real) 3.01; /* a few of the steps tried away from 3 */

TWO_VARIABLES (right, x *x + 3 * y, 2 * x, 3, 2, 0, 0)
TWO_VARIABLES (twice_x, x *x + 3 * y, 4 * x, 3, 2, 0, 0)
TWO_VARIABLES (no_y, x *x + 3 * y, 2 * x, 0, 2, 0, 0)
TWO_VARIABLES (bends, 200 * (y - lowest) * (y - lowest), 0 * x, 400 * (y - lowest), 0, 0, 400)
TWO_VARIABLES (bends_wrong_y, 200 * (y - lowest) * (y - lowest), 0 * x, -1200 * (y - lowest), 0, 0, 400)
TWO_VARIABLES (with_kink, fabs (x - 1) + 3 * y, 1, 3, 0, 0, 0)
TWO_VARIABLES (follow, 0.5 * (y - x) * (y - x), x - y, y - x, 1, -1, 1)
TWO_VARIABLES (wrong_sign, 0.5 * (y - x) * (y - x), x - y, x - y, 1, -1, 1)
TWO_VARIABLES (without_gx, 0.5 * (y - x) * (y - x), NAN, y - x, 1, -1, 1)
TWO_VARIABLES (wrong_sign_without_gx, 0.5 * (y - x) * (y - x), NAN, x - y, 1, -1, 1)
TWO_VARIABLES (falls, -x, -1, 0 * y, 0, 0, 0)
TWO_VARIABLES (apart, (y - x) * (y - x), 2 * (x - y), 2 * (y - x), 2, -2, 2)

static void
at_one (scene *t, function *f, function *g)
{
  set_scene (t, one, f, g, (const real[]){ 1, 3 }, NULL, NULL);
  gradient_test_start (&t->s->gradient_test);
}

static status
test_upper (function *f)
{
  scene t;
  at_one (&t, f, follow);
  const double before = t.b.oracle.ledger.total;
  const status e = gradient_test_upper (&t.s->gradient_test, &t.b.oracle, t.s->at.z, t.s->at.f, t.s->at.grad_f);
  const double calls = t.b.oracle.ledger.total - before;
  CHECK ((f != right || calls <= 2) && (f != bends || calls <= 3));
  CHECK (e == RUNNING || strcmp (t.b.oracle.ledger.contradicted, "f") == 0);
  return e;
}

TEST (a_wrong_gradient_of_f_contradicts_and_a_kink_does_not)
{
  CHECK (test_upper (right) == RUNNING);
  CHECK (test_upper (with_kink) == RUNNING);
  CHECK (test_upper (twice_x) == STOP_CONTRADICTION);
  CHECK (test_upper (no_y) == STOP_CONTRADICTION);
}

TEST (where_f_bends_much_a_value_to_the_other_side_tells)
{
  CHECK (test_upper (bends) == RUNNING);
  CHECK (test_upper (bends_wrong_y) == STOP_CONTRADICTION);
}

TEST (a_wrong_gradient_of_g_contradicts)
{
  scene t, u;
  at_one (&t, right, follow);
  at_one (&u, right, wrong_sign);
  CHECK (gradient_test_lower (&t.s->gradient_test, &t.b.oracle, t.s->at.z, true) == RUNNING);
  CHECK (gradient_test_lower (&u.s->gradient_test, &u.b.oracle, u.s->at.z, true) == STOP_CONTRADICTION);
  CHECK (strcmp (u.b.oracle.ledger.contradicted, "g") == 0);
}

TEST (gx_of_g_that_is_not_finite_is_noted_and_gy_tested_all_the_same)
{
  scene t, u;
  at_one (&t, right, without_gx);
  at_one (&u, right, wrong_sign_without_gx);
  CHECK (gradient_test_lower (&t.s->gradient_test, &t.b.oracle, t.s->at.z, true) == RUNNING);
  CHECK (t.s->gradient_test.undefined && strcmp (t.b.oracle.ledger.not_finite, "component 1 of gx of g") == 0);
  CHECK (gradient_test_lower (&u.s->gradient_test, &u.b.oracle, u.s->at.z, true) == STOP_CONTRADICTION);
}

TEST (f_that_is_the_same_at_other_x_is_flat)
{
  scene t, u;
  at_one (&t, apart, follow);
  at_one (&u, right, follow);
  bool flat, other;
  CHECK (solve_lower (t.s) == RUNNING && know_point (t.s) == RUNNING && looks_flat (t.s, &flat) == RUNNING && flat);
  CHECK (solve_lower (u.s) == RUNNING && know_point (u.s) == RUNNING && looks_flat (u.s, &other) == RUNNING && !other);
}

TEST (only_a_long_x_is_looked_at_for_an_end)
{
  scene t;
  at_one (&t, falls, follow);
  bool endless;
  t.s->lengths.latest = 1e3;
  CHECK (looks_endless (t.s, &endless) == RUNNING && !endless && !t.s->looked_far);
  t.s->lengths.start = 1e-3;
  CHECK (looks_endless (t.s, &endless) == RUNNING && endless && t.s->looked_far);
}
