/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "adaptive.h"
#include "problem/coupling.h"

static const dims one = { 1, 1 };

TWO_VARIABLES (of_both, x *x + 3 * y, 2 * x, 3, 2, 0, 0)
TWO_VARIABLES (of_x, x *x, 2 * x, 0 * y, 2, 0, 0)
TWO_VARIABLES (of_y, y *y, 0 * x, 2 * y, 0, 0, 2)
TWO_VARIABLES (coupled_at_0, 0.5 * (y - x * x) * (y - x * x), -2 * x * (y - x * x), y - x * x, 1, 0, 1)
TWO_VARIABLES (in_sum, x *x + 0.5 * y * y, 2 * x, y, 2, 0, 1)

/* The looks from (0, 0), where D2_yx g = 0 and grad f may be 0, with derivatives of g of ORDER.  */
static coupling
look (function *f, function *g, int order, const real *low, const real *high)
{
  scene t;
  set_scene (&t, one, f, g, (const real[]){ 0, 0 }, low, high);
  t.b.oracle.lower->order = order;
  t.b.oracle.diff.box = t.r.box;
  coupling_start (&t.coupling);
  CHECK (!coupling_is_apart (&t.coupling) && !coupling_is_idle (&t.coupling)); /* nothing is known */
  CHECK (coupling_look_lower (&t.coupling, &t.b.oracle, t.s->at.z) == RUNNING);
  CHECK (coupling_look_upper (&t.coupling, &t.b.oracle, t.s->at.z) == RUNNING);
  return t.coupling;
}

TEST (what_acts_on_what_is_told_by_gradients_and_by_values)
{
  for (int order = 0; order < 2; order++) {
    const coupling c = look (of_both, coupled_at_0, order, NULL, NULL), k = look (of_y, in_sum, order, NULL, NULL);
    CHECK (c.x_on_f && c.y_on_f && c.x_on_y && !coupling_is_apart (&c));
    CHECK (!k.x_on_f && k.y_on_f && coupling_is_apart (&k) && coupling_is_idle (&k));
    const coupling x = look (of_x, coupled_at_0, order, NULL, NULL);
    CHECK (x.x_on_f && !x.y_on_f && x.x_on_y);
  }
}

TEST (variables_that_cannot_move_count_as_acting)
{
  const real fixed[] = { 0, 0 };
  const coupling c = look (of_y, in_sum, 1, fixed, fixed);
  CHECK (c.x_on_f && c.y_on_f && c.x_on_y);
}
