/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "methods/adaptive/derivatives.h"

static const double few_calls = 140;   /* that are left: five values and two gradients would be more than a twentieth */
static const double not_at_start = -1; /* next_test: the first step goes before */
static const double first_again = 200, growth = 4; /* calls */
static const double far_away = 1e5; /* lengths of the start: the shortest steps are a hundredth of such a length */

/* Far from the start steps relative to x may be longer than f and g are smooth.  */
static bool
is_near (const adaptive *s)
{
  return vec_norm (s->at.d.n, s->at.z) <= far_away * s->lengths.start;
}

static bool
can_afford (const adaptive *s)
{
  const ledger *l = &s->oracle->ledger;
  return l->present.calls - l->total >= few_calls;
}

static status
test_lower (adaptive *s, bool with_x)
{
  s->lower->model.at_known &= !gradient_test_moves (s->oracle->lower);
  return gradient_test_lower (&s->gradient_test, s->oracle, s->at.z, with_x);
}

static status
test_upper (adaptive *s)
{
  coupling_note_upper (s->coupling, s->at.d, s->at.grad_f);
  return gradient_test_upper (&s->gradient_test, s->oracle, s->at.z, s->at.f, s->at.grad_f);
}

/* Where y solves the lower level gy is nearly 0, and each direction takes all its scales: of g one does.  */
static status
test_both (adaptive *s, bool with_x, bool f_by_halves)
{
  s->gradient_test.halves = f_by_halves;
  if (s->at.f_known)
    TRY (test_upper (s));
  s->gradient_test.halves = false;
  return test_lower (s, with_x);
}

status
derivatives_test_start (adaptive *s)
{
  gradient_test_start (&s->gradient_test);
  s->next_test = not_at_start;
  if (!can_afford (s))
    return RUNNING;
  TRY (test_lower (s, true));
  ledger *l = &s->oracle->ledger;
  if (s->gradient_test.undefined)
    memcpy (l->undefined, l->not_finite, sizeof l->undefined);
  return RUNNING;
}

status
derivatives_test_upper (adaptive *s)
{
  if (!can_afford (s) || s->oracle->upper->order < 1)
    return RUNNING;
  TRY (point_evaluate_upper (&s->at, s->oracle));
  return s->at.f_known ? test_upper (s) : RUNNING;
}

status
derivatives_test_path (adaptive *s)
{
  const double total = s->oracle->ledger.total;
  const bool first = s->next_test == 0;
  if (s->next_test < 0) {
    s->next_test = 0;
    return RUNNING;
  }
  if (total < s->next_test || !s->at.f_known || !is_near (s) || !can_afford (s))
    return RUNNING;
  s->next_test = fmax (first_again, growth * total);
  return test_both (s, !first, true); /* gx of g has been tested at the start */
}

status
derivatives_look (adaptive *s)
{
  const instance *g = s->oracle->lower;
  coupling *k = s->coupling;
  coupling_start (k);
  if (!can_afford (s) || g->kind->fields || !(s->gradient_test.idle_in_g || g->order < 1))
    return RUNNING;
  s->lower->model.at_known = false; /* the oracle will be elsewhere */
  TRY (coupling_look_lower (k, s->oracle, s->at.z));
  return coupling_is_apart (k) ? coupling_look_upper (k, s->oracle, s->at.z) : RUNNING;
}

bool
derivatives_idle (const adaptive *s)
{
  return coupling_is_idle (s->coupling);
}

bool
derivatives_idle_long (const adaptive *s)
{
  return derivatives_idle (s) && s->oracle->ledger.total >= most_idle;
}

status
derivatives_test_returned (adaptive *s)
{
  ledger *l = &s->oracle->ledger;
  if (!is_near (s))
    return RUNNING;
  const limits before = ledger_limit (l, l->whole);
  const status e = test_both (s, true, false); /* every run pays for this test, and the path was tested */
  ledger_limit (l, before);
  return e == STOP_MAX_CALLS || e == STOP_MAX_TIME ? RUNNING : e;
}
