/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/assess.h"

static const double far_away = 1e10; /* lengths of x */
static const double rounding_of_measure = 4.5 * REAL_EPS;
static const double unseen = 1e-7;           /* relative stationarity that an end within the rounding of f may have */
static const double nearly = 1e-2;           /* relative stationarity that a flat end may have at the most */
static const double further_decrease = 0.01; /* of |f|: a step expected to give more is not the last */
static const double no_response = real_is_single ? 1e-12 : 1e-20; /* share of x in a product */
/* another sheet of lower-level minimisers: sheets.c */
static const double large_Aw = 1e-3; /* ||A w||, relative to the largest ||grad_y f||: without w f would fall */
static const double clear_Aw =
    20; /* likewise, relative to the stationarity: it will not vanish on the rest of the way */
static const double near_end = 1e-3; /* relative stationarity at which f has little more to fall on the first sheet */
static const double roughly = 2e-2;  /* relative stationarity at which the decrease expected counts */
static const double doubtful = 10;   /* times the expected decrease may f still fall */
static const double lower_f = real_is_single ? 1e-4 : 1e-8; /* relative to the largest |f| seen */

typedef struct facts {
  const adaptive *s;
  double relative, calls, most_f, f;
  double expected; /* decrease of f, by the secants */
} facts;

/* The decrease of f that the secants expect is small against f, or rounding is reached.  */
static bool
expects_little (const facts *k)
{
  return k->s->branch.secants.pairs.count == 0 || k->relative <= rounding_of_measure
         || k->expected <= fmax (further_decrease * fabs (k->f), rounding_of_f * k->most_f);
}

/* Among minimisers that are not isolated: the decrease of f expected is beyond what f can show.  */
static bool
is_rounding (const facts *k)
{
  return k->s->lower->model.singular && k->relative <= unseen && k->expected <= rounding_of_f * k->most_f;
}

static bool
is_small (const facts *k)
{
  if (!stops_by_tolerances (k->s))
    return false;
  if (k->relative <= tolerance_kkt (k->s))
    return expects_little (k);
  return k->relative <= tolerance_slow (k->s)
         && (progress_is_slow (&k->s->branch.progress, k->relative, k->calls) || is_rounding (k));
}

static bool
is_flat (const facts *k)
{
  const options *o = k->s->opt;
  return o->tol_fun > 0 && stops_by_tolerances (k->s)
         && progress_is_flat (&k->s->branch.progress, k->relative, k->calls, o->tol_fun * fabs (k->f));
}

/* On another sheet: it ends, or is expected to end, no lower than the first.  On the first, near a stationary point: ||A w|| is
   large, so that f would fall if y could leave the sheet along -A w.  */
static bool
is_other_sheet_due (const facts *k, bool small)
{
  const crossing *c = &k->s->explored.crossing;
  if (c->on_other_sheet) {
    const double above = k->f - c->left.f;
    return !(above <= -lower_f * k->most_f) && (small || (k->relative <= roughly && above > doubtful * k->expected));
  }
  return k->s->lower->model.singular && c->untried && k->relative <= near_end
         && vec_norm (k->s->at.d.m, k->s->branch.reduced.Aw)
                > fmax (large_Aw, clear_Aw * k->relative) * k->s->scales.most_fy;
}

/* The relative stationarity up to which a decision depends on the decrease expected.  */
static double
needs_expected_below (const adaptive *s)
{
  const double small = stops_by_tolerances (s) ? tolerance_slow (s) : 0;
  return s->explored.crossing.on_other_sheet ? fmax (roughly, small) : small;
}

verdict
assess (const adaptive *s)
{
  const branch *b = &s->branch;
  const reduced *q = &b->reduced;
  facts k = { .s = s,
              .relative = q->relative,
              .calls = s->oracle->ledger.total,
              .most_f = b->most_f,
              .f = s->at.f,
              .expected = INFINITY };
  if (q->relative <= needs_expected_below (s))
    k.expected = secants_expected_decrease (&b->secants, q->projected, s->search.scratch);
  verdict v = { .small = is_small (&k), .flat = is_flat (&k), .tight = is_tight (s) };
  v.far = vec_norm (s->at.d.n, s->at.z) > far_away * s->lengths.start;
  v.accurate = q->accuracy < confirmed_accuracy;
  v.proven = !b->null_space.assumed;
  v.stuck = q->relative > nearly && v.flat;
  v.responds = !(q->response < no_response) || reduced_is_pressed (q, s->at.d);
  v.to_confirm = (v.small || v.flat || (q->singular && !s->lower->model.singular))
                 && b->guard.restorations < guard_most_restorations;
  v.to_other_sheet = is_other_sheet_due (&k, v.small);
  return v;
}
