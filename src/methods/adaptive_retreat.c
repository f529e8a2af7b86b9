/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive": steps are judged with the lower level solved only as far as the decrease of f asks for it, by
   what its linear model and the memory of the curvature hide.  Where that was wrong (y is thrown to another
   minimiser, D2_yy g vanishes), the lower level solved again shows it, and the step is taken back.  */
#include "base/real.h"

#include "methods/adaptive.h"

enum { most_retreats = 4 };
static const double higher = real_is_single ? 1e-3 : 1e-7; /* f, of the largest seen */

void
adaptive_remember_point (run *r, mark *at, double f)
{
  vec_copy (r->nz, r->z, at->z);
  at->f = f;
  at->known = true;
}

bool
adaptive_has_risen (run *r)
{
  adaptive *s = r->state;
  if (s->retreats >= most_retreats || !s->resolved)
    return false;
  const bool tight = adaptive_is_tight (r);
  const double noise = higher * fmax (s->most_f, fabs (r->now.f));
  const double hidden = tight ? 0 : adaptive_hidden (s, r->grad_f + r->d.n, r->grad_g);
  return (s->before.known && r->now.f - hidden > s->before.f + noise)
         || (s->good.known && tight && r->now.f > s->good.f + noise);
}

static status
go_to (run *r, mark *at)
{
  adaptive *s = r->state;
  at->known = false;
  lbfgs_reset (&s->pairs);
  curvature_forget (&s->lower->model.H);
  vec_fill (r->d.m, 0, s->w);
  TRY (adaptive_go_to (r, at->z));
  TRY (adaptive_solve_lower (r, 0, adaptive_tolerance_lower (r)));
  return adaptive_know_upper (r);
}

status
adaptive_retreat (run *r)
{
  adaptive *s = r->state;
  s->retreats++;
  s->strict = s->resolved = true;
  s->moved = false;
  if (s->before.known) {
    TRY (go_to (r, &s->before));
    if (!s->good.known || r->now.f <= s->good.f)
      return RUNNING;
  }
  return go_to (r, &s->good);
}
