/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/vec.h"
#include "methods/adaptive/secants.h"
#include "numeric.h"

static const real ones[2] = { 1, 1 };

/* A step along (1, 0) on a quadratic whose second derivative there is BEND.  */
static void
step (secants *s, double bend)
{
  secants_open (s, (const real[]){ -1, 0 });
  s->step[0] = (real) 0.5;
  s->step[1] = 0;
  secants_close (s, (const real[]){ (real) (0.5 * bend - 1), 0 });
}

static void
set_up (secants *s)
{
  LAY_OUT (secants_layout (s, 2, ones, a));
  secants_forget (s);
}

TEST (a_pair_gives_the_decrease_of_a_quadratic)
{
  secants s;
  real p[2];
  const real q[2] = { 3, 0 };
  set_up (&s);
  CHECK (secants_expected_decrease (&s, q, p) == INFINITY);
  step (&s, 4);
  CHECK (s.pairs.count == 1 && !s.open);
  CHECK_NEAR (secants_expected_decrease (&s, q, p), 9. / 8, 1e-6); /* q^2 / (2 * 4) */
  secants_direction (&s, q, p);
  CHECK_NEAR ((double) p[0], -3. / 4, 1e-6);
  CHECK_NEAR ((double) p[1], 0, 1e-6);
}

TEST (a_pair_that_is_not_open_is_not_closed)
{
  secants s;
  set_up (&s);
  secants_close (&s, ones);
  CHECK (s.pairs.count == 0);
  step (&s, 4);
  secants_close (&s, ones);
  CHECK (s.pairs.count == 1);
}

TEST (three_pairs_in_a_row_without_positive_curvature_forget_all)
{
  secants s;
  set_up (&s);
  step (&s, 4);
  step (&s, -1);
  step (&s, -1);
  step (&s, 3); /* not in a row */
  step (&s, -1);
  step (&s, -1);
  CHECK (s.pairs.count == 2 && s.rejected == 2);
  step (&s, -1);
  CHECK (s.pairs.count == 0 && s.rejected == 0);
}

TEST (the_order_of_the_pairs_is_newest_first)
{
  secants s;
  set_up (&s); /* two variables: two pairs are kept */
  step (&s, 1);
  step (&s, 2);
  step (&s, 3);
  secants_order (&s);
  CHECK (s.pairs.count == 2 && s.recent[0] == s.pairs.newest && s.recent[1] != s.recent[0]);
  CHECK_NEAR (s.pairs.sy[s.recent[0]], 0.75, 1e-6);
  CHECK_NEAR (s.pairs.sy[s.recent[1]], 0.5, 1e-6);
}
