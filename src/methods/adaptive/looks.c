/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/random.h"
#include "methods/adaptive/looks.h"

enum { most_axes = 10 };
static const double long_way = 1e2;                     /* lengths of x at the start: the first time that it looks, */
static const double much_longer = 30;                   /* and so much longer than that every further time */
static const double as_far = 0.1;                       /* of the largest |x_i|: the others stay where they are */
static const double fast = 0.1;                         /* of the length of x, in the latest step */
static const double times_as_far[] = { 1e2, 1e5, 1e8 }; /* x: the last is 1e10 lengths of the start */
static const double long_since = 10;                    /* lengths of x at the start: x has moved far, */
static const double times_onward[] = { 2, 10 };         /* and so much longer ones are looked at */
static const double dies_out =
    0.1; /* of one fall of f, by the next: it comes to an end, as 1 / x does and log x does not */
static const double solved = 1e-2; /* of grad_y g that the way makes, at a look */

/* f at the x of s->search.now with the lower level solved to PART of grad_y g there and to TOLERANCE, from the y there.  *ok: it could be had,
   and bounds let x go there.  */
static status
value_there (adaptive *s, double part, double tolerance, double *f, bool *ok)
{
  trial *t = &s->search.now;
  const size_t n = s->at.d.n, m = s->at.d.m;
  vec_copy (n, t->at.z, s->search.scratch);
  box_clip (s->box, t->at.z);
  *ok = vec_distance (n, t->at.z, s->search.scratch) == 0;
  if (!*ok)
    return RUNNING;
  TRY (point_evaluate_lower (&t->at, &s->lower->model));
  *ok = t->at.g_known && isfinite (t->at.g);
  if (!*ok)
    return RUNNING;
  TRY (search_solve_at (s, t, 0, fmax (part * vec_norm (m, t->at.grad_g), tolerance), ok));
  if (*ok)
    TRY (search_know_upper (s, t, ok));
  *f = t->at.f;
  return RUNNING;
}

/* Likewise at TIMES the x_i that are large, from Y [m], which becomes its solution.  */
static status
value_at (adaptive *s, double times, real *y, double *f, bool *ok)
{
  trial *t = &s->search.now;
  const size_t n = s->at.d.n, m = s->at.d.m;
  double largest = 0;
  point_go (&t->at, s->at.z);
  for (size_t i = 0; i < n; i++)
    largest = fmax (largest, fabs ((double) s->at.z[i]));
  for (size_t i = 0; i < n; i++)
    if (fabs ((double) s->at.z[i]) >= as_far * largest)
      t->at.z[i] *= (real) times;
  vec_copy (m, y, t->at.z + n);
  TRY (value_there (s, solved, 0, f, ok));
  vec_copy (m, t->at.z + n, y);
  return RUNNING;
}

static bool
is_due (const adaptive *s)
{
  const double length = vec_norm (s->at.d.n, s->at.z);
  return length > fmax (long_way * s->lengths.start, much_longer * s->looked_far) && s->lengths.latest >= fast * length
         && s->at.f_known && !s->lower->model.singular;
}

/* At ever longer x F falls, and by as much; or it is -Inf.  */
static status
look_far (adaptive *s, bool *endless)
{
  double before = s->at.f, fallen = rounding_of_f * s->branch.size_f;
  *endless = true;
  s->looked_far = vec_norm (s->at.d.n, s->at.z);
  vec_copy (s->at.d.m, s->at.z + s->at.d.n, s->search.dy);
  for (size_t i = 0; i < sizeof times_as_far / sizeof *times_as_far && *endless && !s->search.bottomless; i++) {
    double f;
    TRY (value_at (s, times_as_far[i], s->search.dy, &f, endless));
    *endless = *endless && before > f && before - f >= fallen;
    fallen = dies_out * (before - f);
    before = f;
  }
  return RUNNING;
}

status
looks_endless (adaptive *s, bool *endless)
{
  *endless = false;
  if (is_due (s))
    TRY (look_far (s, endless));
  *endless |= s->search.bottomless;
  return RUNNING;
}

status
looks_flat (adaptive *s, bool *flat)
{
  trial *t = &s->search.now;
  random_state random = { UINT64_C (0xD6E8FEB86659FD93) };
  const size_t n = s->at.d.n;
  for (size_t i = 0; i < n; i++)
    s->search.p[i] = (real) (s->lengths.first_step * random_normal (&random));
  *flat = true;
  for (int side = -1; side <= 1 && *flat; side += 2) {
    double f;
    point_go (&t->at, s->at.z);
    vec_axpy (n, side, s->search.p, t->at.z);
    TRY (value_there (s, 0, tolerance_lower (s), &f, flat));
    *flat =
        *flat && fabs (f - s->at.f) <= rounding_of_f * s->branch.size_f + hidden_at (s, &t->at) + hidden_at (s, &s->at);
  }
  return RUNNING;
}

/* *above: F is higher at x_i + STEP, or bounds do not let x go there.  */
static status
look_along (adaptive *s, size_t i, double step, bool *above)
{
  trial *t = &s->search.now;
  double f;
  point_go (&t->at, s->at.z);
  t->at.z[i] += (real) step;
  box_clip (s->box, t->at.z);
  *above = t->at.z[i] == s->at.z[i];
  if (*above)
    return RUNNING;
  TRY (value_there (s, 0, tolerance_lower (s), &f, above));
  *above = *above && f - s->at.f > rounding_of_f * s->branch.size_f + hidden_at (s, &t->at) + hidden_at (s, &s->at);
  return RUNNING;
}

status
looks_least (adaptive *s, bool *least)
{
  *least = s->at.f_known && s->at.d.n <= most_axes;
  for (size_t i = 0; i < s->at.d.n && *least; i++)
    for (int side = -1; side <= 1 && *least; side += 2)
      TRY (look_along (s, i, side * s->lengths.first_step, least));
  return RUNNING;
}

status
looks_onward (adaptive *s, bool *onward)
{
  *onward = vec_norm (s->at.d.n, s->at.z) > long_since * s->first_length;
  vec_copy (s->at.d.m, s->at.z + s->at.d.n, s->search.dy);
  for (size_t i = 0; i < sizeof times_onward / sizeof *times_onward && *onward; i++) {
    double f;
    TRY (value_at (s, times_onward[i], s->search.dy, &f, onward));
    *onward = *onward && f <= s->at.f + rounding_of_f * s->branch.size_f;
  }
  return RUNNING;
}
