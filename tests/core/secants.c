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
  const real end[2] = { (real) (0.5 * bend - 1), 0 };
  real scratch[2];
  s->f_now = 1;
  s->doubt_now = 0;
  secants_open (s, (const real[]){ -1, 0 });
  s->step[0] = (real) 0.5;
  s->step[1] = 0;
  secants_close (s, end, end, 1, 0);
}

static void
set_up (secants *s)
{
  LAY_OUT (secants_layout (s, (dims){ 1, 1 }, secants_most, ones, a));
  secants_forget (s);
}

TEST (a_pair_gives_the_decrease_of_a_quadratic)
{
  secants s;
  real p[2];
  const real q[2] = { 3, 0 };
  set_up (&s);
  CHECK (secants_expected_decrease (&s, q) == INFINITY);
  step (&s, 4);
  CHECK (s.pairs.count == 1 && !s.open);
  CHECK_NEAR (secants_expected_decrease (&s, q), 9. / 8, 1e-6); /* q^2 / (2 * 4) */
  secants_direction (&s, q, p);
  CHECK_NEAR ((double) p[0], -3. / 4, 1e-6);
  CHECK_NEAR ((double) p[1], 0, 1e-6);
}

TEST (a_pair_that_is_not_open_is_not_closed)
{
  secants s;
  real scratch[2];
  set_up (&s);
  secants_close (&s, ones, ones, 3, 0);
  CHECK (s.pairs.count == 0 && s.f_now == 3);
  step (&s, 4);
  secants_close (&s, ones, ones, 3, 0);
  CHECK (s.pairs.count == 1 && s.chained == 1 && s.f_now == 3);
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

/* ---- the path: a function of the first of two variables, of which two pairs are kept ---- */

typedef double curve (double t, double *slope);

static double
quadratic (double t, double *slope)
{
  *slope = t;
  return t * t / 2;
}

static double
quartic (double t, double *slope)
{
  *slope = t * t * t;
  return t * t * t * t / 4;
}

static double
steep (double t, double *slope) /* quadratic near 0 */
{
  *slope = sinh (t);
  return cosh (t);
}

/* From t to the end, NEXT.  */
static double
walk (secants *s, curve *F, double t, double next)
{
  double q, q_next;
  real scratch[2];
  const double f = F (t, &q), f_next = F (next, &q_next);
  const real end[2] = { (real) q_next, 0 };
  s->f_now = f;
  s->doubt_now = 0;
  secants_open (s, (const real[]){ (real) q, 0 });
  s->step[0] = (real) (next - t);
  s->step[1] = 0;
  secants_close (s, end, end, f_next, 0);
  s->expected = secants_expected_decrease (s, end);
  return next;
}

/* Along all of T [count].  Returns the end.  */
static double
walk_all (secants *s, curve *F, int count, const double *t)
{
  set_up (s);
  for (int i = 1; i < count; i++)
    walk (s, F, t[i - 1], t[i]);
  return t[count - 1];
}

#define PATH(s, F, ...)                                                                                                \
  walk_all (s, F, (int) (sizeof (double[]){ __VA_ARGS__ } / sizeof (double)), (const double[]){ __VA_ARGS__ })

/* secants_variation at t; *reached: t of the last step counted.  */
static double
variation_at (const secants *s, curve *F, double t, double wanted, double noise, double *reached)
{
  double slope;
  real S[2], T[2], BT[2];
  F (t, &slope);
  const double V = secants_variation (s, (const real[]){ (real) slope, 0 }, wanted, noise, S, T, BT);
  *reached = t + (double) S[0];
  return V;
}

TEST (a_quadratic_varies_over_all_of_its_path_by_half_its_curvature_times_the_square_of_the_way)
{
  secants s;
  double reached;
  double t = PATH (&s, quadratic, 5, 3, 1);
  CHECK_NEAR (variation_at (&s, quadratic, t, INFINITY, 0, &reached), 4 * 4 / 2., 1e-5);
  CHECK_NEAR (reached, 5, 1e-6);
  CHECK_NEAR (variation_at (&s, quadratic, t, 1, 0, &reached), 2 * 2 / 2., 1e-5); /* enough */
  CHECK_NEAR (reached, 3, 1e-6);
  set_up (&s);
  CHECK (variation_at (&s, quadratic, 1, INFINITY, 0, &reached) == 0);
}

TEST (a_past_in_which_f_was_not_quadratic_does_not_count)
{
  secants s;
  double reached;
  double t = PATH (&s, quartic, 2, 1, 0.1); /* f is half of what a quadratic with these slopes would be */
  CHECK (variation_at (&s, quartic, t, INFINITY, 0, &reached) == 0);
  t = PATH (&s, steep, 5, 1, 0.1);
  const double V = variation_at (&s, steep, t, INFINITY, 0, &reached);
  CHECK_NEAR (V, 0.9 * (sinh (1) - sinh (0.1)) / 2, 1e-5);
  CHECK_NEAR (reached, 1, 1e-6);
  t = PATH (&s, steep, 5, 0.1); /* nothing but the steep past */
  CHECK (variation_at (&s, steep, t, INFINITY, 0, &reached) == 0);
}

TEST (where_f_is_noise_the_pairs_say_whether_the_gradient_is_linear)
{
  secants s;
  double reached;
  double t = PATH (&s, quartic, 3, 1, 0.5); /* B = 1 / 1.75; from 3 T'B T is 6 times S'T */
  CHECK_NEAR (variation_at (&s, quartic, t, INFINITY, 100, &reached), 0.5 * 0.875 / 2, 1e-5);
  CHECK_NEAR (reached, 1, 1e-6);
  t = PATH (&s, quartic, 2, 0.5); /* one pair explains itself, */
  CHECK_NEAR (variation_at (&s, quartic, t, INFINITY, 100, &reached), 1.5 * 7.875 / 2, 1e-5);
  CHECK (variation_at (&s, quartic, t, INFINITY, 0, &reached) == 0); /* but values would tell */
  t = PATH (&s, quadratic, 3, 2, 1);
  s.f_now = 3; /* rounding as large as f */
  CHECK_NEAR (variation_at (&s, quadratic, t, INFINITY, 5, &reached), 2, 1e-5);
  CHECK (variation_at (&s, quadratic, t, INFINITY, 0.1, &reached) == 0);
}

TEST (a_gap_in_the_path_ends_what_is_known_of_it)
{
  secants s;
  double reached;
  double t = PATH (&s, quadratic, 5, 3, 1);
  CHECK (s.chained == 2 && s.marks == 2);
  step (&s, -1);
  CHECK (s.chained == 0 && s.marks == 0 && s.pairs.count == 2);
  CHECK (variation_at (&s, quadratic, t, INFINITY, 0, &reached) == 0 && secants_fallen (&s, 1) == INFINITY);
  t = walk (&s, quadratic, 2, 1);
  CHECK (s.chained == 1 && s.marks == 1);
  CHECK_NEAR (variation_at (&s, quadratic, t, INFINITY, 0, &reached), 0.5, 1e-5);
  lbfgs_reset (&s.pairs);
  CHECK (variation_at (&s, quadratic, t, INFINITY, 0, &reached) == 0);
}

TEST (marks_stand_at_even_distances_from_the_start_to_now_and_hold_where_the_path_was)
{
  secants s;
  double t = 40;
  set_up (&s);
  for (int steps = 1; steps < 40; steps++) {
    s.steep = steps == 3 ? 9 : 1;
    t = walk (&s, quartic, t, t - 1);
    CHECK (s.marks >= 1 && s.marks <= secants_marks && (s.marks > secants_marks / 2 || steps <= secants_marks / 2));
    for (int i = 0; i < s.marks; i++) {
      const secants_mark *m = &s.mark[i];
      const double there = t + (double) m->S[0];
      double q, q_now;
      CHECK_NEAR (there, 40 - i * s.every, 1e-4);
      CHECK_NEAR (m->f, quartic (there, &q), in_precision (1e-8, 1) * (1 + m->f));
      quartic (t, &q_now);
      CHECK_NEAR ((double) m->T[0], q - q_now, in_precision (1e-8, 1e-3) * 64000);
      CHECK (m->steep == (i * s.every < 3 && steps >= 3 ? 9 : 1)); /* the steps since the mark */
    }
    CHECK (40 - t - (s.marks - 1) * s.every <= s.every + 0.5);
  }
}

TEST (a_long_path_is_known_by_its_marks_when_the_pairs_hold_only_its_end)
{
  secants s;
  double t = 40, reached;
  set_up (&s);
  while (t > 1)
    t = walk (&s, quadratic, t, t - 1);
  CHECK (s.chained == 2);
  CHECK_NEAR (variation_at (&s, quadratic, t, INFINITY, 0, &reached), 39 * 39 / 2., 1e-3 * 39 * 39);
  CHECK_NEAR (reached, 40, 1e-3);
  CHECK_NEAR (variation_at (&s, quadratic, t, 1, 0, &reached), 2, 1e-4); /* the pairs suffice */
}

TEST (marks_of_a_past_that_was_not_quadratic_are_dropped)
{
  secants s;
  double t = PATH (&s, steep, 8, 5, 4, 2, 1, 0.5, 0.2, 0.1), reached, slope;
  real BT[2];
  steep (t, &slope);
  const real q[2] = { (real) slope, 0 };
  CHECK (s.marks == 7);
  const double V = variation_at (&s, steep, t, INFINITY, 0, &reached);
  CHECK_NEAR (reached, 2, 1e-5); /* (cosh 2 - cosh 0.1) / (1.9 (sinh 2 + sinh 0.1) / 2) = 0.78, from 4 0.49 */
  CHECK (secants_trim (&s, q, 0));
  CHECK (s.marks == 4);
  const double left[] = { 2, 1, 0.5, 0.2 };
  for (int i = 0; i < s.marks; i++)
    CHECK_NEAR (t + (double) s.mark[i].S[0], left[i], 1e-5);
  CHECK_NEAR (variation_at (&s, steep, t, INFINITY, 0, &reached), V, 1e-12);
  CHECK (!secants_trim (&s, q, 0) && s.marks == 4);
  for (int i = 0; i < s.marks; i++) /* each has arrays of its own */
    for (int j = 0; j < i; j++)
      CHECK (s.mark[i].S != s.mark[j].S && s.mark[i].T != s.mark[j].T);
  set_up (&s);
  CHECK (!secants_trim (&s, q, 0));
}

TEST (what_the_steps_of_the_window_have_left_of_the_decrease_expected)
{
  secants s;
  double t = PATH (&s, quadratic, 8, 4);
  CHECK (secants_left (&s) == INFINITY); /* nothing was expected of the first */
  t = walk (&s, quadratic, t, 2);
  CHECK_NEAR (secants_left (&s), 1. / 4, 1e-6);
  t = walk (&s, quadratic, t, 1);
  CHECK_NEAR (secants_left (&s), 1. / 16, 1e-6);
  t = walk (&s, quadratic, t, 2); /* 4 times as much: two of three steps are undone in the product */
  CHECK_NEAR (secants_left (&s), 1. / 4, 1e-6);
  for (int i = 0; i < secants_window - 3; i++) /* as much */
    t = walk (&s, quadratic, t, -t);
  CHECK_NEAR (secants_left (&s), 1. / 4, 1e-6);
  for (int i = 0; i < 3; i++)
    t = walk (&s, quadratic, t, -t);
  CHECK_NEAR (secants_left (&s), 1, 1e-5); /* the window has passed */
  walk (&s, quadratic, t, 0);
  CHECK (secants_left (&s) == 0);
  secants_forget (&s);
  CHECK (secants_left (&s) == INFINITY);
}

TEST (how_much_f_has_fallen_in_the_latest_steps)
{
  secants s;
  PATH (&s, quadratic, 8, 4, 2, 1);
  CHECK_NEAR (secants_fallen (&s, 1), 1.5, 1e-12);
  CHECK_NEAR (secants_fallen (&s, 2), 7.5, 1e-12);
  CHECK (secants_fallen (&s, 3) == INFINITY); /* two pairs are kept */
}
