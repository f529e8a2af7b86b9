/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/random.h"
#include "methods/adaptive/looks.h"

static const double long_way = 1e2;                     /* lengths of x at the start: the first time that it looks */
static const double fast = 0.1;                         /* of the length of x, in the latest step */
static const double times_as_far[] = { 1e2, 1e5, 1e8 }; /* x: the last is 1e10 lengths of the start */
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

/* Likewise at TIMES x, from Y [m], which becomes its solution.  */
static status
value_at (adaptive *s, double times, real *y, double *f, bool *ok)
{
  trial *t = &s->search.now;
  const size_t n = s->at.d.n, m = s->at.d.m;
  point_go (&t->at, s->at.z);
  vec_scale (n, times, t->at.z);
  vec_copy (m, y, t->at.z + n);
  TRY (value_there (s, solved, 0, f, ok));
  vec_copy (m, t->at.z + n, y);
  return RUNNING;
}

static bool
is_due (const adaptive *s)
{
  const double length = vec_norm (s->at.d.n, s->at.z);
  return !s->looked_far && length > long_way * s->lengths.start && s->lengths.latest >= fast * length && s->at.f_known
         && !s->lower->model.singular;
}

status
looks_endless (adaptive *s, bool *endless)
{
  double before = s->at.f, fallen = rounding_of_f * s->branch.size_f;
  *endless = is_due (s);
  if (!*endless)
    return RUNNING;
  s->looked_far = true;
  vec_copy (s->at.d.m, s->at.z + s->at.d.n, s->search.dy);
  for (size_t i = 0; i < sizeof times_as_far / sizeof *times_as_far && *endless; i++) {
    double f;
    TRY (value_at (s, times_as_far[i], s->search.dy, &f, endless));
    *endless = *endless && before - f >= fallen;
    fallen = dies_out * (before - f);
    before = f;
  }
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
