/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   From the end of the loop to the point returned: go back to a point worth returning, solve the lower level again,
   measure, and say what was reached.  */
#include "base/real.h"

#include <string.h>

#include "solver/solve.h"

static void
go_to (solve *s, const real *z, const measure *m)
{
  vec_copy (s->run.nz, z, s->run.z);
  s->run.now = *m;
  s->fresh = false;
}

/* The latest measured iterate, or an earlier one that is better in both f and lower_opt.  The last finite iterate is
   promised after a non-finite value, so that one stays.  */
static void
choose_iterate (solve *s, status stop, result *out)
{
  s->run.k = s->k_last;
  if (!s->fresh && (!s->method->close || vec_distance (s->run.nz, s->run.z, s->z_last) == 0))
    go_to (s, s->z_last, &s->last);
  else if (!s->fresh) /* the method's own iterate, further than the one last measured */
    return;
  /* nor is a point that met tolerances down to rounding left for one that is lower by rounding */
  const bool stay = stop == STOP_NON_FINITE || (status_stop (stop)->claim != CLAIM_none && s->method->close);
  const int better = stay ? -1 : archive_better (&s->archive, &s->run.now);
  if (better >= 0) {
    go_to (s, s->archive.z[better], &s->archive.at[better]);
    out->rollbacks++;
  }
}

static const char *const descended_words[] = {
#define X(name, words) [DESCENDED_##name] = words,
  DESCENTS (X)
#undef X
};

/* Gradients at the run's z if they are missing; what the budget does not allow is left out.  */
static status
refresh (solve *s)
{
  if (s->fresh)
    return RUNNING;
  const limits before = ledger_measure (&s->oracle.ledger);
  status e = measure_iterate (&s->run);
  ledger_limit (&s->oracle.ledger, before);
  s->fresh = e == RUNNING;
  return status_is_error (e) ? e : RUNNING;
}

/* Solves the lower level at the run's x; *how tells how that ended.  A point from which g falls without end, or none
   that is finite, leaves y where it was.  */
static status
restore (solve *s, descended *how)
{
  run *r = &s->run;
  const size_t n = r->d.n;
  const double tolerance = 0.01 * tolerance_lower (s);
  *how = DESCENDED_LIMIT;
  TRY (refresh (s));
  if (!s->fresh)
    return RUNNING;
  vec_copy (r->nz, r->z, s->z_last);
  s->last = r->now;
  const limits before = ledger_limit (&s->oracle.ledger, oracle_before_measure (&s->oracle));
  const box y_box = run_y_box (r);
  status e;
  lower_start (&s->lower, &s->oracle, r->opt, &y_box, r->z + n);
  *how = lower_solve (&s->lower, r->z, r->z + n, &r->now.g, r->grad_g, tolerance, &e);
  ledger_limit (&s->oracle.ledger, before);
  if (status_is_error (e))
    return e;
  s->fresh = false;
  if (*how == DESCENDED_UNBOUNDED || *how == DESCENDED_FAILED)
    go_to (s, s->z_last, &s->last);
  TRY (refresh (s));
  if (!s->fresh) { /* what was reached could not be measured */
    go_to (s, s->z_last, &s->last);
    *how = DESCENDED_LIMIT;
  }
  return RUNNING;
}

static bool
is_no_minimum (lower_kind kind)
{
  return kind == LOWER_saddle || kind == LOWER_maximizer;
}

/* The latest lower evaluation must be at z for the products to come; the certificate, or a method with a measure of its own, may have
   left another.  */
static status
linearise (solve *s)
{
  run *r = &s->run;
  const box y_box = run_y_box (r);
  if (!s->fresh || !(s->method->measure || r->opt->starts > 0))
    return RUNNING;
  const limits before = ledger_measure (&s->oracle.ledger);
  const status e = oracle_lower (&s->oracle, r->z, r->z + r->d.n, &r->now.g, NULL, r->grad_g);
  ledger_limit (&s->oracle.ledger, before);
  box_mask (&y_box, r->z + r->d.n, r->grad_g);
  s->fresh = e == RUNNING;
  return status_is_error (e) ? e : RUNNING;
}

/* The certificate for methods that do not certify themselves.  A better y takes the place of a refuted one, as often as one is found;
   then the point returned is the last.  */
static status
challenge_point (solve *s, closing *c)
{
  run *r = &s->run;
  const size_t n = r->d.n;
  challenge *test = &s->lower.challenge;
  const bool better_known = c->how == DESCENDED_SOLVED || c->how == DESCENDED_FLOOR;
  if (!better_known) { /* nothing is known of the lower level yet */
    const box y_box = run_y_box (r);
    lower_start (&s->lower, &s->oracle, r->opt, &y_box, r->z + n);
  }
  for (int k = 0; s->fresh && k <= most_escapes
                  && s->oracle.ledger.total + challenge_cost (test, &s->oracle) <= s->oracle.ledger.whole.calls;
       k++) {
    const status e = challenge_lower (test, &s->lower.model, r->z, r->z + n, &r->now.g, r->grad_g, true, &c->lower);
    if (status_is_error (e))
      return e;
    s->fresh &= !c->lower.refuted;
    if (e != RUNNING || s->lower.model.unbounded || !c->lower.refuted)
      break;
    s->escapes++;
    TRY (refresh (s));
  }
  return s->lower.model.unbounded ? RUNNING : refresh (s);
}

/* What a method without a close of its own gets.  */
static status
close_run (solve *s, closing *c)
{
  run *r = &s->run;
  if (r->opt->restore)
    TRY (restore (s, &c->how));
  TRY (refresh (s));
  if (r->opt->starts > 0)
    TRY (challenge_point (s, c));
  c->stationarity = r->now.stationarity;
  c->residual = INFINITY;
  c->hypergradient = c->hypergradient_residual = NAN;
  TRY (linearise (s));
  if (s->fresh) {
    ledger_limit (&s->oracle.ledger, s->oracle.ledger.whole);
    ledger_measure (&s->oracle.ledger);
    TRY (multiplier_solve (&s->multiplier, r));
    c->stationarity = s->multiplier.stationarity;
    c->residual = s->multiplier.residual;
    c->hypergradient = s->multiplier.hypergradient;
    c->hypergradient_residual = s->multiplier.hypergradient_residual;
    c->w = s->multiplier.w;
    c->f_error = fabs (vec_dot (r->d.m, c->w, r->grad_g));
  }
  c->relative = c->stationarity / s->most_grad_f;
  c->relative_lower = r->now.lower_opt / s->most_lower_opt;
  c->confirmed = c->stationarity <= tolerance_kkt (s) && r->now.violation <= tolerance_lower (s);
  return RUNNING;
}

static status
close_by_method (solve *s, closing *c)
{
  const limits before = ledger_limit (&s->oracle.ledger, s->oracle.ledger.whole);
  const status e = s->method->close (&s->run, c);
  ledger_limit (&s->oracle.ledger, before);
  return status_is_error (e) ? e : RUNNING;
}

/* The run ended before its first iterate was measured: a method that closes its own runs, or whose start took the calls, may
   still have calls in reserve.  */
static status
measure_late (solve *s, status stop)
{
  run *r = &s->run;
  const measure unknown = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
  closing c = { .how = DESCENDED_LIMIT };
  r->now.f = NAN;
  if (s->method->close && (stop == STOP_MAX_CALLS || stop == STOP_MAX_TIME)) {
    TRY (close_by_method (s, &c));
    s->known = s->fresh = isfinite (r->now.f) && isfinite (r->now.g);
    s->last = r->now;
    vec_copy (r->nz, r->z, s->z_last);
  }
  if (s->known)
    return RUNNING;
  vec_copy (r->d.n, s->p->x0, r->z);
  vec_copy (r->d.m, s->p->y0, r->z + r->d.n);
  box_clip (&r->box, r->z);
  if (!s->method->close && s->method->start && stop == STOP_MAX_CALLS)
    TRY (refresh (s));
  if (s->fresh) {
    s->known = true;
    s->last = r->now;
    vec_copy (r->nz, r->z, s->z_last);
  } else
    r->now = unknown;
  return RUNNING;
}

/* What a run that met its tolerances may claim at the point returned.  */
static status
claimed (const solve *s, const closing *c)
{
  const lower_kind kind = c->lower.kind;
  if (s->run.opt->starts == 0)
    return !c->confirmed ? STOP_NOT_CONFIRMED : c->stop == STOP_FLAT ? STOP_FLAT_UNCERTIFIED : STOP_CONVERGED;
  if (c->lower.refuted || is_no_minimum (kind))
    return STOP_REFUTED;
  if (!c->confirmed)
    return STOP_NOT_CONFIRMED;
  if (c->stop == STOP_FLAT)
    return kind == LOWER_unknown ? STOP_FLAT_UNCERTIFIED : STOP_FLAT;
  return kind == LOWER_unknown ? STOP_UNCERTIFIED : STOP_CERTIFIED;
}

status
finish (solve *s, status stop, result *out)
{
  run *r = &s->run;
  closing c = { .stop = stop, .how = DESCENDED_LIMIT, .lower = s->certified ? s->certificate : certificate_unknown };
  c.stationarity = c.residual = c.hypergradient = c.hypergradient_residual = NAN;
  c.relative = c.relative_lower = c.f_error = c.expected_decrease = NAN;
  c.wanted = !s->certified && stop != STOP_NON_FINITE;
  out->stop = stop;
  out->restoration = "none";
  out->iterations = (double) (s->known ? s->k_last : 0);
  out->f_before = NAN;
  ledger_limit (&s->oracle.ledger, (limits){ r->opt->max_calls, INFINITY, false });
  if (!s->known)
    TRY (measure_late (s, stop));
  if (s->known) {
    choose_iterate (s, stop, out);
    out->f_before = s->fresh ? r->now.f : s->last.f;
    c.stationarity = r->now.stationarity;
    c.residual = INFINITY;
    if (stop != STOP_OUTPUT_FCN)
      TRY (s->method->close ? close_by_method (s, &c) : close_run (s, &c));
    if (c.how == DESCENDED_UNBOUNDED)
      out->stop = STOP_UNBOUNDED_LOWER;
    else if (status_stop (stop)->claim != CLAIM_none)
      out->stop = claimed (s, &c);
    out->restored = c.how == DESCENDED_SOLVED || c.how == DESCENDED_FLOOR;
    if (r->opt->restore && stop != STOP_OUTPUT_FCN)
      out->restoration = descended_words[c.how];
  }
  out->lower = c.lower;
  out->stationarity = c.stationarity;
  out->stationarity_residual = c.residual;
  out->hypergradient = c.hypergradient;
  out->hypergradient_residual = c.hypergradient_residual;
  out->w = c.w;
  out->learnt = c.learnt;
  out->escapes = s->escapes;
  out->expected_decrease = c.expected_decrease;
  out->relative = c.relative;
  out->relative_lower = c.relative_lower;
  out->f_error = c.f_error;
  memcpy (out->pl, s->oracle.pl, sizeof out->pl);
  out->x = r->z;
  out->y = r->z + r->d.n;
  out->f = r->now.f;
  out->g = r->now.g;
  out->lower_opt = r->now.lower_opt;
  out->kkt_residual = hypot (out->stationarity, r->now.violation);
  out->lambda = r->now.lambda;
  memcpy (out->calls, s->oracle.ledger.calls, sizeof out->calls);
  out->total = s->oracle.ledger.total;
  out->measured = s->oracle.ledger.measured;
  out->passes = s->oracle.ledger.passes;
  out->seconds = s->host->now () - s->started;
  status_message (out->stop, s->oracle.ledger.not_finite, out->message, sizeof out->message);
  return RUNNING;
}
