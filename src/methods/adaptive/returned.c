/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/assess.h"
#include "methods/adaptive/beside.h"
#include "methods/adaptive/derivatives.h"
#include "methods/adaptive/evidence.h"
#include "methods/adaptive/expected.h"
#include "methods/adaptive/kinks.h"
#include "methods/adaptive/looks.h"
#include "methods/adaptive/returned.h"
#include "methods/adaptive/sheets.h"
#include "methods/adaptive/ties.h"

enum { most_polished = 30 };
static const double better = real_is_single ? 1e-3 : 1e-6; /* of the size of f */
static const double closing_accuracy = 1e-3; /* of the multiplier at the point returned, started from the latest */
static const double norm_accuracy = 3e-3;    /* of the stationarity there: the norm is then right to 1 % */
static const double confirmed_norm = 0.1;    /* likewise where it is next to nothing */

status
returned_certify_iterate (adaptive *s, bool full, certificate *out)
{
  TRY (point_know_lower (&s->at, &s->lower->model));
  const bool solved = is_small_at_first (s);
  const status e = point_certify (&s->at, s->lower, full, out);
  s->explored.crossing.on_other_sheet = false;
  if (out->refuted) {
    branch_start (s);
    if (solved) /* s->best has that y, or one near */
      state_forget_best (s);
  }
  return e;
}

static status
certify (adaptive *s, certificate *out)
{
  choice tie;
  TRY (returned_certify_iterate (s, true, out));
  if (s->lower->model.unbounded)
    return STOP_UNBOUNDED_LOWER;
  if (out->refuted)
    return RUNNING;
  TRY (ties_choose (s, &tie));
  if (tie == WENT_BACK)
    return returned_certify_iterate (s, true, out);
  if (tie == STAYED)
    return beside_try (s, &out->falls);
  out->falls = true;
  branch_start (s);
  return RUNNING;
}

status
returned_certify (run *r, certificate *out)
{
  adaptive *s = state_enter (r);
  *out = certificate_unknown;
  if (derivatives_idle_long (s)) /* no y is of use */
    return RUNNING;
  return state_leave (r, s->in_bundle ? kinks_certify (s, out) : certify (s, out));
}

static status
restore (adaptive *s, const run *r, closing *c)
{
  point *at = &s->at;
  TRY (point_know_lower (at, &s->lower->model));
  const status e = closing_restore (r, c, at->z, &at->g, at->grad_g, tolerance_lower (s));
  at->f_known &= !s->lower->normal.moved;
  return e;
}

/* y solves the lower level at the iterate, after some steps if need be.  Where it could not be evaluated, or g falls without end,
   it does not.  */
static status
solves_lower (adaptive *s, bool *solved)
{
  bool stays = false;
  status e = know_point (s);
  s->verdict.variation = 0; /* what it says belongs to the latest iterate */
  for (int k = 0; e == RUNNING && !stays && k < most_polished; k++)
    e = evidence_test_lower (s, &stays);
  *solved = e == RUNNING && stays;
  s->lower->model.unbounded = false;
  return e == STOP_NON_FINITE || e == STOP_UNBOUNDED_LOWER ? RUNNING : e;
}

/* Where grad_y g is far above what it was at first, a test by D2_yy g of any condition may be wrong; rounding explains it.  */
static bool
is_credible (const adaptive *s)
{
  return is_small_at_first (s) || s->evidence.lower_relative == 0;
}

/* Z takes the place of s->best if its lower level can be solved and f is lower there.  What was learnt elsewhere is forgotten.  */
static status
compare_with (adaptive *s, const run *r, const real *z, bool *found)
{
  bool solved;
  point_go (&s->at, z);
  closing_begin_lower (r, z + s->at.d.n);
  TRY (solves_lower (s, &solved));
  if (solved && is_credible (s) && !(*found && s->best.f <= s->at.f)) {
    point_mark (&s->best, &s->at, s->at.f);
    *found = true;
  }
  return RUNNING;
}

/* The point with the lowest f whose lower level is solved: the latest one or the best of the path; where the test shows that of neither,
   the iterates kept that come nearest to it, and then the best of the path, as the path saw it.  */
static status
choose_solved (adaptive *s, const run *r, closing *c)
{
  const archive *kept = r->archive;
  const bool known = s->best.f_known;
  bool found = false;
  real *best = s->evidence.T, *last = s->evidence.BT; /* scratch of a loop that is over */
  vec_copy (r->nz, s->best.z, best);
  vec_copy (r->nz, s->at.z, last);
  status e = compare_with (s, r, last, &found);
  if (e == RUNNING && known && vec_distance (r->nz, best, last) > 0)
    e = compare_with (s, r, best, &found);
  for (int i = kept->count - 1; e == RUNNING && i >= 0 && !found; i--)
    e = compare_with (s, r, kept->z[i], &found);
  point_go (&s->at, found ? s->best.z : known ? best : last);
  c->rollbacks += vec_distance (r->nz, s->at.z, last) > 0;
  if (found)
    c->how = DESCENDED_SOLVED;
  else if (known)
    c->how = DESCENDED_FLOOR;
  return status_is_error (e) ? e : RUNNING;
}

static void
fall_back (adaptive *s, const run *r, closing *c)
{
  c->rollbacks += vec_distance (r->nz, s->at.z, s->best.z) > 0;
  point_go (&s->at, s->best.z);
  closing_begin_lower (r, s->at.z + r->d.n); /* what was learnt elsewhere does not hold */
}

static double
norm_lower (const adaptive *s)
{
  return s->at.g_known ? vec_norm (s->at.d.m, s->at.grad_g) : INFINITY;
}

/* y is solved for: at s->best where the iterate is as far from that as y was at first, after steps in x that the limits do not allow to
   correct, or where it cannot be done at the iterate.  */
static status
restore_or_fall_back (adaptive *s, const run *r, closing *c)
{
  if (!s->opt->restore || s->lower->model.unbounded || closing_is_restored (c) || derivatives_idle_long (s))
    return RUNNING;
  if (evidence_holds (s)) { /* y has been found to solve it */
    c->how = DESCENDED_SOLVED;
    return RUNNING;
  }
  status e = point_know_lower (&s->at, &s->lower->model);
  const bool far = norm_lower (s) > s->first_lower, has_best = s->best.f_known || s->nearest < s->first_lower;
  if (far && has_best)
    fall_back (s, r, c);
  if (!status_is_error (e))
    e = restore (s, r, c);
  if (status_is_error (e) || s->lower->model.unbounded || far || !has_best || (s->at.g_known && is_small_at_first (s))
      || !(s->best.f_known || s->nearest < norm_lower (s)))
    return e;
  fall_back (s, r, c);
  return restore (s, r, c);
}

bool
returned_better_seen (const adaptive *s)
{
  return s->best.f_known && s->best.f < s->at.f - fmax (not_wanted (s), better * s->branch.size_f);
}

/* The run has been at a point with a lower f whose lower level is solved: that is returned instead, and nothing is claimed of it.  */
static status
keep_what_was_seen (adaptive *s, const run *r, closing *c)
{
  real *best = s->evidence.T, *last = s->evidence.BT;
  bool found = false;
  if (!returned_better_seen (s) || c->lower.refuted)
    return RUNNING;
  const point mark = s->best;
  const evidence passed = s->evidence;
  const double f = s->at.f;
  vec_copy (r->nz, mark.z, best);
  vec_copy (r->nz, s->at.z, last);
  const status e = compare_with (s, r, best, &found);
  if (e == RUNNING && found && s->best.f < f - better * s->branch.size_f) {
    c->stop = STOP_NO_PROGRESS;
    c->how = DESCENDED_SOLVED;
    c->lower = certificate_unknown;
    c->rollbacks++;
    return RUNNING;
  }
  point_go (&s->at, last);
  vec_copy (r->nz, last, s->evidence.z);
  s->evidence.passed = passed.passed;
  s->evidence.lower_relative = passed.lower_relative;
  return status_is_error (e) ? e : know_point (s);
}

void
returned_measure (const adaptive *s, measure *t)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  t->f = s->at.f;
  t->g = s->at.g;
  t->norm_grad_f = vec_norm (n + m, s->at.grad_f);
  t->lower_opt = t->violation = vec_norm (m, s->at.grad_g);
  t->lambda = t->rho = t->mu = NAN;
  t->stationarity = s->lower->model.unbounded ? NAN : vec_norm (n + m, s->branch.reduced.projected);
  t->kkt_residual = hypot (t->stationarity, t->violation);
}

/* g and f are those of the point returned, however late it is; NaN where they could not be had.  */
static status
know_returned (adaptive *s, measure *t)
{
  ledger *l = &s->oracle->ledger;
  const limits before = ledger_limit (l, (limits){ l->whole.calls, INFINITY, false });
  const status e_g = point_know_lower (&s->at, &s->lower->model), e_f = point_know_upper (&s->at, s->oracle);
  ledger_limit (l, before);
  t->lower_opt = t->violation = e_g == RUNNING ? vec_norm (s->at.d.m, s->at.grad_g) : NAN;
  if (e_g != RUNNING)
    s->at.g = NAN;
  if (e_f != RUNNING)
    s->at.f = NAN;
  return e_g != RUNNING ? e_g : e_f;
}

/* What another run may start from.  In singular mode the secants belong to one null space.  */
static warm_start
learnt (adaptive *s)
{
  const model *l = &s->lower->model;
  curvature *H = &s->lower->model.H;
  secants *k = &s->branch.secants;
  const size_t steps = l->singular ? 0 : (size_t) k->pairs.count;
  secants_order (k);
  curvature_settle (H);
  return (warm_start){
    .w = s->branch.reduced.w,
    .compliance = l->any_compliance ? l->compliance : NULL,
    .curvature = { .S = H->S, .Y = H->Y, .slot = H->order, .length = l->d.m, .count = (size_t) H->count },
    .steps = { k->pairs.s, k->pairs.y, k->recent, k->pairs.stored, steps }
  };
}

/* What the pairs and the path tell of the point returned, which ends them.  */
static void
describe_end (adaptive *s, closing *c)
{
  secants *k = &s->branch.secants;
  k->expected = secants_expected_decrease (k, s->branch.reduced.projected);
  double V;
  c->relative = assess_stationarity (s, &V);
  c->variation = V > 0 ? V : NAN;
  const forecast f = expected_forecast (s, c->stop == STOP_FLAT);
  c->expected_decrease = f.expected;
  c->expected_range[0] = f.low;
  c->expected_range[1] = f.high;
}

/* Another y that solves the lower level at the same x.  */
static void
describe_other (const adaptive *s, closing *c)
{
  if (!s->other.f_known || vec_distance (s->at.d.n, s->other.z, s->at.z) > 0)
    return;
  c->kink.other_y = s->other.z + s->at.d.n;
  c->kink.other_f = s->other.f;
}

/* Of the point returned, measured.  */
static void
describe (adaptive *s, const run *r, closing *c)
{
  const reduced *q = &s->branch.reduced;
  closing_note_multiplier (r, c, q->w, vec_norm (r->d.n, q->projected), q->residual);
  c->learnt = learnt (s);
  c->relative_lower = point_is_at (&s->at, s->evidence.z) ? s->evidence.lower_relative : NAN;
  c->confirmed = c->trusted = evidence_holds (s);
  if (s->in_bundle)
    kinks_describe (s, c);
  else if (c->rollbacks == 0)
    describe_end (s, c);
  describe_other (s, c);
}

/* Where the reduced gradient is rounding and no step has shown how F varies, F may be the same everywhere.  And where x has moved far F may
   go on to fall.  */
static status
look_around (adaptive *s, closing *c)
{
  ledger *l = &s->oracle->ledger;
  if (status_stop (c->stop)->claim == CLAIM_none || s->in_bundle || s->lower->model.singular
      || reduced_is_pressed (&s->branch.reduced, s->at.d))
    return RUNNING;
  const limits before = ledger_limit (l, oracle_before_measure (s->oracle));
  status e = looks_onward (s, &c->kink.onward);
  c->kink.onward &= e == RUNNING;
  if (e == RUNNING && c->rollbacks == 0 && c->relative == 0 && isnan (c->variation)) {
    e = looks_flat (s, &c->kink.flat);
    c->kink.flat &= e == RUNNING;
  }
  ledger_limit (l, before);
  return status_is_error (e) ? e : RUNNING;
}

/* Wrong derivatives may be why the run ended as it did.  */
static bool
is_test_due (const closing *c)
{
  const int flag = status_stop (c->stop)->exitflag;
  return flag > 0 || flag == -3 || flag == -4;
}

/* The run may have ended because g has kinks in y.  */
static bool
may_have_met_kinks (status stop)
{
  return stop == STOP_NO_PROGRESS || stop == STOP_REFUTED || stop == STOP_MAX_ITER || stop == STOP_MAX_CALLS
         || stop == STOP_MAX_TIME;
}

/* Which point is to be returned: that of the bundle method, which has solved the lower level there; else one that the path has seen.  */
static status
choose_returned (adaptive *s, const run *r, closing *c)
{
  const bool claims = status_stop (c->stop)->claim != CLAIM_none;
  const bool limited = c->stop == STOP_MAX_CALLS || c->stop == STOP_MAX_TIME;
  if (s->in_bundle) {
    c->how = s->opt->restore ? DESCENDED_SOLVED : DESCENDED_NONE;
    return RUNNING;
  }
  const status e = may_have_met_kinks (c->stop) ? point_seek_kinks (&s->at, s->lower) : RUNNING;
  if (status_is_error (e))
    return e;
  if (sheets_better_left (s, r->now.f))
    TRY (sheets_back (s));
  if (!s->opt->restore)
    return RUNNING;
  if (claims)
    return keep_what_was_seen (s, r, c);
  return limited || s->lower->model.unbounded || derivatives_idle (s) ? RUNNING : choose_solved (s, r, c);
}

static status
restore_and_measure (adaptive *s, run *r, closing *c)
{
  ledger *l = &s->oracle->ledger;
  bool null;
  ledger_limit (l, oracle_before_measure (s->oracle));
  TRY (choose_returned (s, r, c));
  status e = restore_or_fall_back (s, r, c);
  if (e == RUNNING && c->wanted && !s->lower->model.unbounded && closing_can_certify (r))
    e = returned_certify_iterate (s, true, &c->lower); /* the run is over: x stays where it is */
  if (status_is_error (e))
    return e;
  ledger_limit (l, l->whole);
  TRY (know_returned (s, &r->now));
  if (s->lower->model.unbounded) {
    returned_measure (s, &r->now);
    c->how = s->opt->restore ? DESCENDED_UNBOUNDED : DESCENDED_NONE;
    c->stop = STOP_UNBOUNDED_LOWER;
    return RUNNING;
  }
  c->cut_short = derivatives_idle_long (s); /* stationarity says nothing */
  if (!c->cut_short && !reduced_is_known (&s->branch.reduced, &s->at)) {
    e = solve_multiplier (s, closing_accuracy, &null);
    c->cut_short = e != RUNNING;
  }
  if (e != RUNNING && e != STOP_MAX_CALLS && e != STOP_MAX_TIME)
    return e;
  returned_measure (s, &r->now);
  describe (s, r, c);
  TRY (look_around (s, c));
  e = is_test_due (c) ? derivatives_test_returned (s) : RUNNING;
  if (e == STOP_CONTRADICTION)
    c->stop = e;
  return status_is_error (e) ? e : RUNNING;
}

/* At the run's point.  */
static status
close_at (run *r, closing *c)
{
  return state_leave (r, restore_and_measure (state_enter (r), r, c));
}

/* The iterate where it is further than the one last measured; else a measured one.  One that met the tolerances is not left for
   one that is lower by rounding.  */
static void
choose (run *r, closing *c)
{
  const adaptive *s = r->state;
  const bool at_last = vec_distance (r->nz, r->z, r->archive->z_last) == 0;
  if (!r->fresh && at_last)
    archive_go_to_last (r->archive, r);
  if ((r->fresh || at_last) && !s->in_bundle && status_stop (c->stop)->claim == CLAIM_none)
    closing_choose (r, c);
}

status
returned_close (run *r, closing *c)
{
  archive *kept = r->archive;
  const adaptive *s = r->state;
  c->confirm = s->evidence.calls;
  c->start_solved = s->start_solved;
  if (!kept->known && (c->stop == STOP_MAX_CALLS || c->stop == STOP_MAX_TIME)) { /* what was kept back may do */
    closing first = closing_of (c->stop, r->opt);
    r->now.f = NAN;
    const status e = close_at (r, &first);
    if (status_is_error (e))
      return e;
    r->fresh = isfinite (r->now.f) && isfinite (r->now.g);
    if (r->fresh)
      archive_keep_last (kept, r);
  }
  if (!kept->known)
    return RUNNING;
  choose (r, c);
  closing_begin (r, c);
  if (c->stop == STOP_OUTPUT_FCN)
    return RUNNING;
  TRY (close_at (r, c));
  const bool next_to_nothing = c->confirmed && status_stop (c->stop)->claim != CLAIM_none;
  return c->w ? closing_measure (r, c, next_to_nothing ? confirmed_norm : norm_accuracy) : RUNNING;
}
