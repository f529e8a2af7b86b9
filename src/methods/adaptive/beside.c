/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/assess.h"
#include "methods/adaptive/beside.h"

enum {
  sweeps = 20,
  most_rounds = 2,
  spare = 5 /* pairs that may be parallel to others, where as many as there are directions are taken to span all */
};
static const double near_by = 0.1; /* of the length of x (of y) */
static const double far_off = 2;   /* likewise, past the origin, where the run ends without a stationary point */
static const double unexplored =
    1e-2; /* part of a random direction outside the span of the pairs that is worth a trial */
static const double lower_part = 1e-3;                          /* of ||grad_y g||, to which a trial is solved */
static const double significant = real_is_single ? 1e-4 : 1e-9; /* decrease, relative to the size of f */

/* p [length] loses what lies along the steps of the pairs, by sweeps over them (Kaczmarz 1937).  */
static void
leave_span (const lbfgs *l, size_t length, real *p)
{
  const size_t stored = length < l->stored ? length : l->stored;
  for (int sweep = 0; sweep < sweeps; sweep++)
    for (int i = 0; i < l->count; i++) {
      const real *step = l->s + (size_t) i * l->stored;
      const double square = vec_dot (stored, step, step);
      if (square > 0)
        vec_axpy (stored, -vec_dot (stored, step, p) / square, step, p);
    }
}

/* Of x, or of the way it has come.  */
static double
length_of_x (const adaptive *s)
{
  const size_t n = s->at.d.n;
  const double length = fmax (vec_norm (n, s->at.z), s->lengths.farthest);
  return length > 0 ? length : s->lengths.first_step * sqrt ((double) n);
}

/* p = D^(1/2) times random normal numbers in the first LENGTH variables, 0 in the others.  */
static void
random_direction (adaptive *s, size_t length)
{
  real *p = s->search.p;
  vec_fill (s->at.d.n + s->at.d.m, 0, p);
  for (size_t i = 0; i < length; i++)
    p[i] = (real) (sqrt ((double) s->scales.metric[i]) * random_normal (&s->lower->certifier.random));
}

/* A direction p for z, of the length of a near trial; false: there is none.  */
static bool
choose_direction (adaptive *s)
{
  const lbfgs *known = &s->branch.secants.pairs;
  const size_t n = s->at.d.n, m = s->at.d.m, free = s->branch.reduced.singular ? n + m : n;
  real *p = s->search.p;
  if ((size_t) known->count >= free + spare)
    return false;
  random_direction (s, free);
  const double before = vec_norm (free, p);
  leave_span (known, free, p);
  if (!(vec_norm (free, p) > unexplored * before))
    return false;
  vec_scale (n, near_by * length_of_x (s) / fmax (vec_norm (n, p), REAL_TINY), p);
  if (free > n)
    vec_scale (m, near_by * model_reach (&s->lower->model, s->at.z + n, 1e-8) / fmax (vec_norm (m, p + n), REAL_TINY),
               p + n);
  return true;
}

/* Is f lower at z + a p?  *falls: the iterate is there.  ASIDE: y starts a little off, since it may be a maximum there.  */
static status
look (adaptive *s, double a, bool aside, bool *falls)
{
  trial *t = &s->search.now;
  const size_t n = s->at.d.n, m = s->at.d.m;
  bool ok;
  point_go (&t->at, s->at.z);
  vec_axpy (n + m, a, s->search.p, t->at.z);
  if (aside)
    search_step_aside (s, t->at.z + n);
  box_clip (s->box, t->at.z);
  TRY (point_evaluate_lower (&t->at, &s->lower->model));
  TRY (search_solve_at (s, t, 0, lower_part * vec_norm (m, t->at.grad_g), &ok));
  if (ok)
    TRY (search_know_upper (s, t, &ok));
  *falls = ok && t->at.f + hidden_at (s, &t->at) < s->at.f - fmax (not_wanted (s), significant * s->branch.size_f);
  if (*falls) {
    search_take (s, t);
    branch_start (s);
  }
  return RUNNING;
}

/* At a kink, a jump or a plateau of f (x, y (x)): a few trials at both sides.  */
static status
look_at_both_sides (adaptive *s, bool *falls)
{
  const size_t n = s->at.d.n;
  if (s->explored.rounds++ >= most_rounds)
    return RUNNING;
  random_direction (s, n);
  vec_scale (n, length_of_x (s) / vec_norm (n, s->search.p), s->search.p);
  for (double a = near_by; a <= far_off && !*falls; a *= far_off / near_by)
    for (int side = 1; side >= -1 && !*falls; side -= 2)
      TRY (look (s, side * a, true, falls));
  return RUNNING;
}

/* At a start that is stationary no step has shown how f is curved: both sides, and then the run goes on from the second, although f is no
   lower there, to learn it.  */
static status
leave_start (adaptive *s, bool *falls)
{
  trial *t = &s->search.now;
  const double f = s->at.f;
  bool ok;
  TRY (look (s, 1, false, falls));
  if (!*falls)
    TRY (look (s, -1, false, falls));
  if (*falls || s->evidence.probed || s->at.d.n == 1)
    return RUNNING;
  s->evidence.probed = true;
  TRY (search_know_upper (s, t, &ok));
  if (!ok || t->at.f == f)
    return RUNNING;
  *falls = true;
  search_take (s, t);
  branch_start (s);
  return RUNNING;
}

status
beside_try (adaptive *s, bool *falls)
{
  *falls = false;
  if (s->lower->certifier.starts == 0)
    return RUNNING;
  TRY (point_know_upper (&s->at, s->oracle));
  const verdict v = assess (s);
  const bool stationary = v.small && v.responds && v.accurate;
  if (!stationary && (!v.flat || v.stuck))
    return look_at_both_sides (s, falls);
  if (!choose_direction (s))
    return RUNNING;
  return isinf (s->lengths.latest) ? leave_start (s, falls) : look (s, 1, false, falls);
}

status
beside_try_on (adaptive *s, bool *falls)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  real *p = s->search.p;
  vec_copy (n, s->branch.secants.step, p);
  vec_fill (m, 0, p + n);
  const double np = vec_norm (n, p);
  s->evidence.late++; /* once */
  *falls = false;
  if (!(np > 0))
    return RUNNING;
  vec_scale (n, near_by * length_of_x (s) / np, p);
  return look (s, 1, false, falls);
}
