/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/closing.h"
#include "lower/response.h"
#include "problem/coupling.h"

closing
closing_of (status stop, const options *o)
{
  closing c = { .stop = stop, .lower = certificate_unknown };
  c.how = o->restore && stop != STOP_OUTPUT_FCN ? DESCENDED_LIMIT : DESCENDED_NONE;
  c.f_before = c.stationarity = c.residual = c.hypergradient = c.hypergradient_residual = NAN;
  c.relative = c.variation = c.relative_lower = c.f_error = NAN;
  c.expected_decrease = c.expected_range[0] = c.expected_range[1] = c.start_solved = NAN;
  c.kink.hull = c.kink.other_f = NAN;
  return c;
}

void
closing_choose (run *r, closing *c)
{
  if (!r->fresh)
    archive_go_to_last (r->archive, r);
  const int better = c->stop == STOP_NON_FINITE ? -1 : archive_better (r->archive, &r->now);
  if (better >= 0) {
    archive_go_to (r->archive, r, better);
    c->rollbacks++;
  }
}

void
closing_begin (const run *r, closing *c)
{
  c->f_before = r->fresh ? r->now.f : r->archive->last.f;
  c->residual = INFINITY;
}

status
closing_restore (const run *r, closing *c, real *z, double *g, real *v, double tolerance)
{
  status e;
  const limits before = ledger_limit (&r->oracle->ledger, oracle_before_measure (r->oracle));
  c->how = lower_solve (r->lower, z, z + r->d.n, g, v, tolerance, &e);
  ledger_limit (&r->oracle->ledger, before);
  return e;
}

bool
closing_can_certify (const run *r)
{
  const ledger *l = &r->oracle->ledger;
  return l->total + certifier_cost (&r->lower->certifier, r->oracle) <= l->whole.calls;
}

static void
note_hypergradient (const run *r, closing *c, double norm, double residual)
{
  c->hypergradient = norm;
  c->hypergradient_residual = residual;
  c->f_error = isnan (norm) ? NAN : fabs (vec_dot (r->d.m, c->w, r->grad_g));
}

void
closing_note_multiplier (const run *r, closing *c, const real *w, double norm_x, double norm_y)
{
  const double norm_fy = vec_norm (r->d.m, r->grad_f + r->d.n);
  c->w = w;
  note_hypergradient (r, c, c->cut_short ? NAN : norm_x, norm_fy > 0 ? norm_y / norm_fy : norm_y);
}

/* Where D2_xy g q was 0 in all products so far: is it for others, and at other points?  */
static status
look_at_lower (run *r)
{
  lower *l = r->lower;
  response found = RESPONSE_none;
  if (l->model.square_x > 0)
    return RUNNING;
  TRY (response_test (l, r->z, r->z + r->d.n, &found));
  l->model.at_known = false; /* the oracle will be elsewhere */
  return found == RESPONSE_none ? coupling_look_lower (r->coupling, r->oracle, r->z) : RUNNING;
}

/* Does x act on y and on f, and y on f?  Asked where the point returned shows nothing of it.  What the limits do not allow is not told.  */
static status
note_coupling (run *r)
{
  coupling *k = r->coupling;
  const bool fy = vec_norm (r->d.m, r->grad_f + r->d.n) > 0;
  status e = look_at_lower (r);
  coupling_note_upper (k, r->d, r->grad_f);
  if (e == RUNNING && (!fy || coupling_is_apart (k)))
    e = coupling_look_upper (k, r->oracle, r->z);
  if (e != RUNNING)
    coupling_start (k);
  return status_is_error (e) ? e : RUNNING;
}

status
closing_measure (run *r, closing *c, double accuracy)
{
  const multiplier *w = r->multiplier;
  ledger *l = &r->oracle->ledger;
  if (c->cut_short) { /* no limit that did not allow that allows more */
    c->relative = NAN;
    return RUNNING;
  }
  const limits before = ledger_limit (l, (limits){ l->whole.calls, l->whole.deadline, true });
  TRY (multiplier_solve (r->multiplier, r, c->w, accuracy));
  TRY (note_coupling (r));
  ledger_limit (l, before);
  c->stationarity = w->stationarity;
  c->residual = w->residual;
  if (c->w && isnan (w->hypergradient)) /* known before */
    return RUNNING;
  if (!c->w)
    c->w = w->w;
  note_hypergradient (r, c, w->hypergradient, w->rest);
  return RUNNING;
}

/* Gradients at the run's z if they are missing; what the limits do not allow is left out.  */
static status
refresh (run *r)
{
  if (r->fresh)
    return RUNNING;
  const limits before = ledger_measure (&r->oracle->ledger);
  const status e = measure_iterate (r);
  ledger_limit (&r->oracle->ledger, before);
  r->fresh = e == RUNNING;
  return status_is_error (e) ? e : RUNNING;
}

void
closing_begin_lower (const run *r, const real *y)
{
  const box y_box = run_y_box (r);
  lower_start (r->lower, r->oracle, r->opt, &y_box, y);
}

/* A point from which g falls without end, or none that is finite, leaves y where it was.  */
static status
restore (run *r, closing *c)
{
  TRY (refresh (r));
  if (!r->fresh)
    return RUNNING;
  archive_keep_last (r->archive, r);
  closing_begin_lower (r, r->z + r->d.n);
  const status e = closing_restore (r, c, r->z, &r->now.g, r->grad_g, 0.01 * run_tolerance_lower (r));
  if (status_is_error (e))
    return e;
  r->fresh = false;
  if (c->how == DESCENDED_UNBOUNDED)
    c->stop = STOP_UNBOUNDED_LOWER;
  if (c->how == DESCENDED_UNBOUNDED || c->how == DESCENDED_FAILED)
    archive_go_to_last (r->archive, r);
  TRY (refresh (r));
  if (!r->fresh) { /* what was reached could not be measured */
    archive_go_to_last (r->archive, r);
    c->how = DESCENDED_LIMIT;
  }
  return RUNNING;
}

/* A better y takes the place of a refuted one, as often as one is found; then the point returned is the last.  */
static status
certify (run *r, closing *c)
{
  lower *l = r->lower;
  if (!closing_is_restored (c)) /* nothing is known of the lower level yet */
    closing_begin_lower (r, r->z + r->d.n);
  for (int k = 0; r->fresh && k <= most_escapes && closing_can_certify (r); k++) {
    const status e =
        certificate_test (&l->certifier, &l->model, r->z, r->z + r->d.n, &r->now.g, r->grad_g, true, &c->lower);
    if (status_is_error (e))
      return e;
    r->fresh &= !c->lower.refuted;
    if (e != RUNNING || l->model.unbounded || !c->lower.refuted)
      break;
    c->escapes++;
    TRY (refresh (r));
  }
  return l->model.unbounded ? RUNNING : refresh (r);
}

/* Does the model know where the latest evaluation of g was?  That of the measure it does not see.  */
static void
tell_model (run *r)
{
  model *l = &r->lower->model;
  if (r->own_measure || r->opt->starts > 0)
    l->at_known = false;
  else
    model_note_at (l, r->z, r->z + r->d.n);
}

/* The tests of the point, where a positive exitflag may come of them.  What the limits do not allow is not trusted.  */
static status
test_returned (run *r, closing *c)
{
  const lower_kind kind = c->lower.kind;
  const bool may_claim = status_stop (c->stop)->claim != CLAIM_none && c->confirmed && !c->lower.refuted;
  if (!r->fresh || !may_claim || kind == LOWER_unknown || kind == LOWER_saddle || kind == LOWER_maximizer)
    return RUNNING;
  const status e = trust_test (r->trust, r, &c->trusted);
  return status_is_error (e) ? e : RUNNING;
}

/* An upper bound of the stationarity where it is not measured.  */
static double
bound_of_stationarity (const measure *t)
{
  return isnan (t->mu) ? t->norm_grad_f : t->stationarity;
}

static status
measure_returned (run *r, closing *c)
{
  if (r->fresh) {
    tell_model (r);
    TRY (closing_measure (r, c, sqrt (REAL_EPS)));
  }
  const double stationarity = isnan (c->stationarity) ? bound_of_stationarity (&r->now) : c->stationarity;
  c->relative = c->stationarity / r->archive->most_grad_f;
  c->relative_lower = r->now.lower_opt / r->archive->most_lower_opt;
  c->confirmed = stationarity <= run_tolerance_kkt (r) && r->now.violation <= run_tolerance_lower (r);
  return test_returned (r, c);
}

/* No iterate was measured because the method's start, or a measure of its own, took the calls: those kept back may do
   for the plain measure of the start.  */
static status
measure_start (run *r)
{
  archive_go_to_last (r->archive, r);
  TRY (refresh (r));
  if (r->fresh)
    archive_keep_last (r->archive, r);
  return RUNNING;
}

status
close_plain (run *r, closing *c)
{
  const archive *kept = r->archive;
  if (!kept->known && c->stop == STOP_MAX_CALLS && r->own_measure)
    TRY (measure_start (r));
  if (!kept->known)
    return RUNNING;
  closing_choose (r, c);
  closing_begin (r, c);
  if (c->stop == STOP_OUTPUT_FCN)
    return RUNNING;
  if (r->opt->restore)
    TRY (restore (r, c));
  TRY (refresh (r));
  if (r->opt->starts > 0)
    TRY (certify (r, c));
  return measure_returned (r, c);
}
