/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   From the end of the loop to the point returned: go back to a point worth returning, solve the lower level again,
   measure, and say what was reached.  */
#include "base/real.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "solver/solve.h"

static const double worth_saying = real_is_single ? 1e-2 : 1e-5; /* of f */

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
  const bool stay = stop == STOP_NON_FINITE || ((stop == STOP_CONVERGED || stop == STOP_FLAT) && s->method->close);
  const int better = stay ? -1 : archive_better (&s->archive, &s->run.now);
  if (better >= 0) {
    go_to (s, s->archive.z[better], &s->archive.at[better]);
    out->rollbacks++;
  }
}

/* Gradients at the run's z if they are missing; what the budget does not allow is left out.  */
static status
refresh (solve *s)
{
  if (s->fresh)
    return RUNNING;
  s->oracle.measuring = true;
  status e = measure_iterate (&s->run);
  s->oracle.measuring = false;
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
  s->oracle.max_calls = r->opt->max_calls - oracle_measure_cost (&s->oracle);
  s->oracle.deadline = s->started + r->opt->max_time;
  const box y_box = run_y_box (r);
  status e;
  lower_start (&s->lower, &s->oracle, r->opt, &y_box, r->z + n);
  *how = lower_solve (&s->lower, r->z, r->z + n, &r->now.g, r->grad_g, tolerance, &e);
  s->oracle.max_calls = r->opt->max_calls;
  s->oracle.deadline = INFINITY;
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

static void
say (result *out, const char *format, ...)
{
  const size_t used = strlen (out->message);
  va_list args;
  va_start (args, format);
  vsnprintf (out->message + used, sizeof out->message - used, format, args);
  va_end (args);
}

static bool
is_no_minimum (lower_kind kind)
{
  return kind == LOWER_saddle || kind == LOWER_maximizer;
}

static void
describe (const solve *s, result *out, const closing *c)
{
  static const char *const restoration[] = {
    [DESCENDED_SOLVED] = "lower level solved again at x by descent",
    [DESCENDED_FLOOR] = "lower level solved again at x by descent (to rounding)",
    [DESCENDED_LIMIT] = "the restoration of the lower level was cut short by a limit",
    [DESCENDED_UNBOUNDED] = "the restoration found the lower level unbounded below from here and left y unchanged",
    [DESCENDED_FAILED] = "the restoration could not reduce grad_y g further",
  };
  say (out, "%s", status_words (out->stop));
  if (out->stop == STOP_NON_FINITE && s->oracle.not_finite)
    say (out, " (it was %s)", s->oracle.not_finite);
  if (!s->known) {
    say (out, "; the start could not be measured and is returned");
    return;
  }
  if (s->method->close)
    say (out, "; relative stationarity %.2e (tolerance %.2e%s), lower_opt %.2e", c->relative, s->run.opt->tol_kkt,
         out->stop <= STOP_UNCERTIFIED && c->relative > s->run.opt->tol_kkt
             ? ", relaxed where progress is slow or g is known by values alone"
             : "",
         out->lower_opt);
  else
    say (out, "; stationarity %.2e (tolerance %.2e), lower_opt %.2e (tolerance %.2e)", out->stationarity,
         tolerance_kkt (s), out->lower_opt, tolerance_lower (s));
  if (out->stop == STOP_REFUTED && !c->lower.refuted)
    say (out, "; %s",
         is_no_minimum (c->lower.kind) ? "g has negative curvature at y"
                                       : "it came to rest at points that were refuted");
  else if (c->lower.starts > 0 && !isnan (c->lower.value_gap))
    say (out, "; lower level %s in %.0f starts, value gap %.1e", c->lower.refuted ? "refuted" : "not refuted",
         c->lower.starts, c->lower.value_gap);
  if (c->hidden > worth_saying * fabs (out->f))
    say (out, "; what is left of grad_y g may hide %.1e of f", c->hidden);
  if (isfinite (c->expected_decrease)
      && (c->stop == STOP_FLAT || c->stop == STOP_MAX_CALLS || c->stop == STOP_MAX_TIME))
    say (out, "; ten times as many calls are expected to lower f by about %.1e more", c->expected_decrease);
  if (out->rollbacks > 0)
    say (out, "; an earlier iterate was better in both f and lower_opt and is returned");
  if (s->method->close && c->how == DESCENDED_UNBOUNDED)
    return;
  if (!s->run.opt->restore || out->stop == STOP_OUTPUT_FCN)
    say (out, "; lower level not solved again, f belongs to y as it is");
  else
    say (out, "; %s, f %.8g before, %.8g after", restoration[c->how], out->f_before, out->f);
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
  s->oracle.measuring = true;
  const status e = oracle_lower (&s->oracle, r->z, r->z + r->d.n, &r->now.g, NULL, r->grad_g);
  s->oracle.measuring = false;
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
  for (int k = 0;
       s->fresh && k <= most_escapes && s->oracle.total + challenge_cost (test, &s->oracle) <= s->oracle.max_calls;
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
    s->oracle.measuring = true;
    s->oracle.deadline = s->started + r->opt->max_time;
    TRY (multiplier_solve (&s->multiplier, r));
    c->stationarity = s->multiplier.stationarity;
    c->residual = s->multiplier.residual;
    c->hypergradient = s->multiplier.hypergradient;
    c->hypergradient_residual = s->multiplier.hypergradient_residual;
    c->w = s->multiplier.w;
  }
  c->confirmed = c->stationarity <= tolerance_kkt (s) && r->now.violation <= tolerance_lower (s);
  return RUNNING;
}

static status
close_by_method (solve *s, closing *c)
{
  s->oracle.deadline = s->started + s->run.opt->max_time;
  const status e = s->method->close (&s->run, c);
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
claim (const solve *s, const closing *c)
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
  c.stationarity = c.residual = c.hypergradient = c.hypergradient_residual = c.relative = c.hidden = NAN;
  c.expected_decrease = NAN;
  c.wanted = !s->certified && stop != STOP_NON_FINITE;
  out->stop = stop;
  out->iterations = (double) (s->known ? s->k_last : 0);
  out->f_before = NAN;
  s->oracle.max_calls = r->opt->max_calls;
  s->oracle.deadline = INFINITY;
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
      out->stop = STOP_UNBOUNDED;
    else if (stop == STOP_CONVERGED || stop == STOP_FLAT)
      out->stop = claim (s, &c);
    out->restored = c.how == DESCENDED_SOLVED || c.how == DESCENDED_FLOOR;
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
  memcpy (out->pl, s->oracle.pl, sizeof out->pl);
  out->x = r->z;
  out->y = r->z + r->d.n;
  out->f = r->now.f;
  out->g = r->now.g;
  out->lower_opt = r->now.lower_opt;
  out->kkt_residual = hypot (out->stationarity, r->now.violation);
  out->lambda = r->now.lambda;
  memcpy (out->calls, s->oracle.calls, sizeof out->calls);
  out->total = s->oracle.total;
  out->measured = s->oracle.measured;
  out->passes = s->oracle.passes;
  out->seconds = s->host->now () - s->started;
  describe (s, out, &c);
  return RUNNING;
}
