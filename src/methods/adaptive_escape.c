/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive": a stationary point may be a maximum or a saddle of f along the lower-level solutions.  One
   look at f beside it, in a direction that the L-BFGS pairs do not span, tells in most cases.  */
#include "base/real.h"

#include "methods/adaptive.h"

enum {
  sweeps = 20,
  most_looks = 2,
  spare = 5 /* pairs that may be parallel to others, where as many as there are directions are taken to span all */
};
static const double beside = 0.1; /* of the length of x (of y) */
static const double further = 2;  /* likewise, past the origin, where the run ends without a stationary point */
static const double unexplored =
    1e-2; /* part of a random direction outside the span of the pairs that is worth a look */
static const double significant = real_is_single ? 1e-4 : 1e-9; /* decrease, relative to |f| */

/* p loses what lies along the steps taken, by sweeps over them (Kaczmarz 1937).  */
static void
leave_span (adaptive *s, size_t length)
{
  const lbfgs *l = &s->pairs;
  for (int sweep = 0; sweep < sweeps; sweep++)
    for (int i = 0; i < l->count; i++) {
      const real *step = l->s + (size_t) i * l->n;
      const double square = vec_dot (length, step, step);
      if (square > 0)
        vec_axpy (length, -vec_dot (length, step, s->p) / square, step, s->p);
    }
}

/* Of x, or of the way it has come.  */
static double
length_of_x (const run *r)
{
  const adaptive *s = r->state;
  const double length = fmax (vec_norm (r->d.n, r->z), s->farthest);
  return length > 0 ? length : s->length_x * sqrt ((double) r->d.n);
}

/* A direction p for z of length `beside`; false: there is none.  */
static bool
choose_direction (run *r)
{
  adaptive *s = r->state;
  challenge *c = &s->lower->challenge;
  const size_t n = r->d.n, free = s->singular ? r->nz : n;
  if ((size_t) s->pairs.count >= free + spare)
    return false;
  vec_fill (r->nz, 0, s->p);
  for (size_t i = 0; i < free; i++)
    s->p[i] = (real) (sqrt ((double) s->metric[i]) * random_normal (&c->random));
  const double before = vec_norm (free, s->p);
  leave_span (s, free);
  const double length = vec_norm (free, s->p);
  if (!(length > unexplored * before))
    return false;
  vec_scale (n, beside * length_of_x (r) / fmax (vec_norm (n, s->p), REAL_TINY), s->p);
  if (free > n)
    vec_scale (r->d.m,
               beside * model_reach (&s->lower->model, r->z + n, 1e-8) / fmax (vec_norm (r->d.m, s->p + n), REAL_TINY),
               s->p + n);
  return true;
}

/* Is f lower at z + a p?  *falls: the iterate is there.  ASIDE: y starts a little off, since it may be a maximum there.  */
static status
look (run *r, double a, bool aside, bool *falls)
{
  adaptive *s = r->state;
  model *l = &s->lower->model;
  trial *t = &s->now;
  const size_t n = r->d.n, m = r->d.m;
  bool ok;
  vec_copy (r->nz, r->z, t->z);
  vec_axpy (r->nz, a, s->p, t->z);
  if (aside)
    adaptive_step_aside (r, t->z + n);
  box_clip (&r->box, t->z);
  TRY (model_value (l, t->z, t->z + n, &t->g, t->v));
  TRY (normal_solve (&s->lower->normal, &s->lower->adjoint, l, t->z, t->z + n, &t->g, t->v, 0,
                     1e-3 * vec_norm (m, t->v), &ok));
  l->unbounded = false;
  if (!ok)
    return RUNNING;
  TRY (adaptive_trial_upper (r, t, &ok));
  if (!ok)
    return RUNNING;
  *falls = t->f + adaptive_hidden (s, t->grad_f + n, t->v) < r->now.f - significant * s->most_f;
  if (*falls) {
    adaptive_take (r, t, true);
    adaptive_start_branch (s);
  }
  return RUNNING;
}

/* No step lowers f, or x acts on y no longer: that is no stationary point in the ordinary sense.  */
static bool
is_no_rest (run *r)
{
  const adaptive *s = r->state;
  return !adaptive_is_small (r) || s->saturated || !(s->accuracy < adaptive_confirmed_accuracy);
}

/* At a kink, a jump or a plateau of f along the lower-level solutions: a few looks at both sides.  */
static status
look_around (run *r, bool *falls)
{
  adaptive *s = r->state;
  const size_t n = r->d.n;
  if (s->looks++ >= most_looks)
    return RUNNING;
  vec_fill (r->nz, 0, s->p);
  for (size_t i = 0; i < n; i++)
    s->p[i] = (real) (sqrt ((double) s->metric[i]) * random_normal (&s->lower->challenge.random));
  vec_scale (n, length_of_x (r) / vec_norm (n, s->p), s->p);
  for (double a = beside; a <= further && !*falls; a *= further / beside)
    for (int side = 1; side >= -1 && !*falls; side -= 2)
      TRY (look (r, side * a, true, falls));
  return RUNNING;
}

status
adaptive_escape_upper (run *r, bool *falls)
{
  adaptive *s = r->state;
  *falls = false;
  if (s->lower->challenge.starts == 0)
    return RUNNING;
  TRY (adaptive_know_upper (r));
  if (is_no_rest (r) && (!adaptive_is_flat (r) || adaptive_is_stuck (r)))
    return look_around (r, falls);
  return choose_direction (r) ? look (r, 1, false, falls) : RUNNING;
}
