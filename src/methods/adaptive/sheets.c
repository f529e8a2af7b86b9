/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/sheets.h"

enum { most_probes = 6 };
static const double first_probe = 0.4, further = 1.5;     /* of the length of y; ratio of one probe to the next */
static const double apart = 0.1;                          /* of the first probe: the least distance of another sheet */
static const double equal = real_is_single ? 1e-4 : 1e-8; /* values of g, relative to its change on the way */

/* t: y, g, grad_y g beyond the ridge along the unit direction DY [m].  *rise: g there minus g here, relative to the ridge;
   infinite: no other sheet was found.  */
static status
beyond (adaptive *s, const real *dy, trial *t, double *rise)
{
  model *l = &s->lower->model;
  const size_t n = s->at.d.n, m = s->at.d.m;
  const double reach = model_reach (l, s->at.z + n, 1e-8), g0 = s->at.g;
  double far = first_probe * reach, ridge = 0;
  bool ok;
  *rise = INFINITY;
  for (int k = 0; k < most_probes; k++, far *= further) {
    point_go (&t->at, s->at.z);
    vec_axpy (m, far, dy, t->at.z + n);
    TRY (point_evaluate_lower (&t->at, l));
    if (!t->at.g_known)
      return RUNNING;
    ridge = fmax (ridge, t->at.g - g0);
    if (vec_dot (m, t->at.grad_g, dy) < 0)
      break;
  }
  if (!(vec_dot (m, t->at.grad_g, dy) < 0))
    return RUNNING;
  curvature_forget (&l->H);
  TRY (search_solve_at (s, t, 0, tolerance_lower (s), &ok));
  if (ok && vec_distance (m, t->at.z + n, s->at.z + n) > apart * first_probe * reach)
    *rise = (t->at.g - g0) / fmax (ridge, REAL_TINY);
  return RUNNING;
}

status
sheets_back (adaptive *s)
{
  crossing *c = &s->explored.crossing;
  c->on_other_sheet = false;
  branch_start (s);
  secants_take (&s->branch.secants, &s->explored.crossing.pairs);
  s->branch.progress = c->progress;
  progress_skip (&s->branch.progress, s->oracle->ledger.total - c->calls);
  TRY (go_to (s, c->left.z));
  return know_point (s);
}

/* What belongs to the sheet that is left.  */
static void
remember (adaptive *s, double calls)
{
  crossing *c = &s->explored.crossing;
  const double expected = secants_expected_decrease (&s->branch.secants, s->branch.reduced.projected);
  c->on_other_sheet = true;
  c->calls = calls;
  c->progress = s->branch.progress;
  point_mark (&c->left, &s->at, s->at.f - (isfinite (expected) ? expected : 0));
  secants_take (&s->branch.secants, &s->explored.crossing.pairs);
}

status
sheets_cross (adaptive *s)
{
  crossing *c = &s->explored.crossing;
  const size_t m = s->at.d.m;
  trial *t = &s->search.now;
  const double calls = s->oracle->ledger.total;
  real *dy = s->search.dy;
  double rise;
  if (c->on_other_sheet)
    return sheets_back (s);
  c->untried = false;
  vec_copy (m, s->branch.reduced.Aw, dy);
  vec_scale (m, 1 / vec_norm (m, dy), dy);
  TRY (beyond (s, dy, t, &rise));
  if (!(rise <= equal))
    return RUNNING;
  if (rise >= -equal)
    remember (s, calls);
  search_take (s, t);
  branch_start (s);
  return RUNNING;
}

bool
sheets_better_left (const adaptive *s, double f)
{
  const crossing *c = &s->explored.crossing;
  return c->on_other_sheet && !(f < c->left.f);
}
