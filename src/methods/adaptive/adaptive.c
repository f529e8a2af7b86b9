/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   PGD-QA with the vector constraint: Schedule "adaptive" of method pgdqa.  At an iterate d solves

     min_d 0.5 ||d + M^-1 grad f||_M^2  subject to  J d = -v,      v = grad_y g,  J = [D2_yx g, D2_yy g],

   of which the source imposes the one row v'J d = -rho / 2.  With A = D2_yy g and H ~ A^-1 the recycled memory of its
   curvature (linalg/curvature.h), d is a tangential step in x and a normal step in y:

     multiplier   A w = -grad_y f by Krylov steps on H r; gamma = grad_x f + D2_xy g w comes along        reduced, lower/adjoint
     normal       y <- y - H v, descent on g (x, .), as far as the decrease of f requires                lower/normal
     tangential   x <- x - a B gamma, B by L-BFGS started from diag (D2_xy A^-1 D2_yx)^-1; merit f + w'v tangential, secants
     joint        y <- y + a d, A d = -(v - D2_yx g B gamma), with the tangential step, where a linear solve tells enough    joint
     guard        steps that only infeasibility made look good are undone                                 guard, retreat
     bounds of y  that may act or not: both readings are asked for a direction of descent                 bounds
     evidence     a claim rests on tests of the point, relative to the region in which f is quadratic     evidence, assess
     certificate  curvature and values of g around y; a lower g is where to go on                         returned, lower/certificate

   Where A is singular along grad_y f (lower-level minimisers that are not isolated), r = grad_y f + A w does not vanish: the
   step then moves y along -r as well, with the lower level solved tightly at every trial (singular, null_space, sheets).
   A run that can do no more starts again from its own answer, with nothing learnt, as long as that lowers f.
   All thresholds are ratios of quantities of one unit: scaling x, y, f or g does not change what is decided (assess).

   A file needs only those on lines above its own:

     point        secants      progress
     scales       guard
     reduced
     bounds
     state        the parts composed, tolerances, how the iterate changes
     search       null_space   retreat      start     expected  derivatives  looks
     evidence     assess
     measured     tangential   joint        singular  sheets    ties   beside   kinks
     returned
     adaptive     the loop (move, settle) and the hooks  */
#include "base/real.h"

#include "lower/response.h"
#include "methods/adaptive/assess.h"
#include "methods/adaptive/beside.h"
#include "methods/adaptive/derivatives.h"
#include "methods/adaptive/evidence.h"
#include "methods/adaptive/joint.h"
#include "methods/adaptive/kinks.h"
#include "methods/adaptive/looks.h"
#include "methods/adaptive/measured.h"
#include "methods/adaptive/retreat.h"
#include "methods/adaptive/returned.h"
#include "methods/adaptive/sheets.h"
#include "methods/adaptive/singular.h"
#include "methods/adaptive/start.h"
#include "methods/adaptive/tangential.h"

enum { most_restarts = 10, most_jumps = 2, most_short = 10 };
static const double shortest = 1e-6;     /* of the length of x */
static const double far_from_end = 1e-3; /* relative stationarity */
static const double near_by = 1e-6;      /* of ||z||: a step that leaves what is known of noise as it is */
static const double no_gain = 1e-6;      /* of V: a decrease of f after a restart that is no reason for another */

/* ---- from a measured iterate to a measured iterate ---- */

/* The lower level, and then the multiplier, solved tightly: is this really a stationary point, or a singular one?  */
static status
confirm (adaptive *s, const verdict *v)
{
  branch *b = &s->branch;
  s->lower->model.singular |= b->reduced.singular;
  b->guard.restored = true;
  b->guard.restorations++;
  if (v->small || v->flat)
    b->reduced.accuracy = tight_accuracy;
  return solve_lower (s);
}

/* No step lowers the merit: everything afresh once, then it is over.  */
static status
start_afresh (adaptive *s, bool unbounded)
{
  branch *b = &s->branch;
  if (b->secants.pairs.count == 0 && b->reduced.accuracy < confirmed_accuracy) {
    if (!unbounded && !s->evidence.sampled)
      return evidence_sample (s);
    if (!unbounded && !s->evidence.probed)
      return evidence_probe (s);
    s->lower->model.unbounded = unbounded;
    return unbounded ? STOP_UNBOUNDED_LOWER : STOP_NO_PROGRESS;
  }
  lbfgs_reset (&b->secants.pairs);
  curvature_forget (&s->lower->model.H);
  b->guard.restored = true;
  b->reduced.accuracy = tight_accuracy;
  return solve_lower (s);
}

/* s->search.best becomes the iterate.  */
static void
accept (adaptive *s)
{
  const trial *best = &s->search.best;
  s->branch.guard.restorations = 0;
  s->branch.guard.restored = false;
  s->search.moved = vec_distance (s->at.d.n + s->at.d.m, best->at.z, s->at.z);
  s->lengths.latest = vec_distance (s->at.d.n, best->at.z, s->at.z);
  s->lengths.short_steps =
      s->lengths.latest <= shortest * vec_norm (s->at.d.n, s->at.z) ? s->lengths.short_steps + 1 : 0;
  s->evidence.tests = 0;
  s->evidence.waits = s->verdict.small ? s->evidence.waits + 1 : 0;
  s->evidence.late = s->verdict.late ? s->evidence.late + 1 : 0;
  s->evidence.sampled &= s->search.moved <= near_by * vec_norm (s->at.d.n + s->at.d.m, s->at.z);
  s->search.length = best->a;
  s->lower->model.scale = fmax (s->lower->model.scale, best->norm_before);
  s->branch.secants.steep = best->norm_before;
  search_take (s, best);
}

/* Along the null space of A if it has one, else tangential.  */
static status
try_step (adaptive *s)
{
  outcome o = NO_DECREASE;
  secants *k = &s->branch.secants;
  if (k->chained == 0 && k->expected <= rounding_of_f * s->branch.size_f)
    secants_forget (k); /* pairs of another run, where f shows nothing of what they expect */
  if (vec_norm (s->at.d.n + s->at.d.m, s->branch.reduced.projected) == 0)
    return start_afresh (s, false);
  if (joint_is_due (s))
    TRY (joint_step (s, &o));
  status e = RUNNING;
  if (o == NO_DECREASE)
    e = moves_in_null_space (s) ? singular_step (s, &o) : tangential_step (s, &o);
  if (o == STEPPED)
    accept (s);
  TRY (e);
  return o == NO_DECREASE ? start_afresh (s, s->search.unbounded) : RUNNING;
}

/* The tests of a claim.  Where the point stays nothing has to be measured again, unless its directions were used.  */
static status
test (adaptive *s, const verdict *v, bool *stays)
{
  TRY (v->settled ? evidence_test (s, stays) : evidence_test_lower (s, stays));
  *stays &= !s->lower->model.singular;
  return RUNNING;
}

/* To another iterate, or y nearer to the lower-level solution; or the point *stays and is still measured.  */
static status
move (adaptive *s, const verdict *v, bool *stays)
{
  bool endless, falls = false;
  *stays = false;
  TRY (looks_endless (s, &endless));
  if (endless)
    return STOP_UNBOUNDED_UPPER;
  if (v->to_other_sheet)
    return sheets_cross (s);
  if (v->to_look_on)
    TRY (beside_try_on (s, &falls));
  if (falls)
    return RUNNING;
  if (v->to_test)
    return test (s, v, stays);
  if (v->to_sample)
    return evidence_sample (s);
  const status e = v->to_confirm ? confirm (s, v) : try_step (s);
  if ((e != STOP_NO_PROGRESS && e != STOP_UNBOUNDED_LOWER) || !sheets_better_left (s, s->at.f))
    return e;
  s->lower->model.unbounded = false;
  return sheets_back (s); /* a dead end */
}

/* Searches keep ending before a jump of f.  Does y solve the lower level at all?  If so, the bundle method knows jumps.  */
static status
leave_jump (adaptive *s)
{
  certificate c;
  s->search.jumps = 0;
  TRY (returned_certify_iterate (s, false, &c));
  return c.refuted || !kinks_can (s) ? RUNNING : kinks_resort (s, STOP_NO_PROGRESS);
}

/* ||A y|| at the first iterate where y has a length.  By values, where a product costs much: ||A|| ||y||.  */
static status
note_first_lower (adaptive *s)
{
  model *l = &s->lower->model;
  const size_t m = s->at.d.m;
  const real *y = s->at.z + s->at.d.n;
  const double ny = vec_norm (m, y);
  if (!isnan (s->first_lower) || !(l->stiffness > 0) || !(ny > no_length))
    return RUNNING;
  s->first_lower = l->stiffness * ny;
  if (l->oracle->lower->order < 1)
    return RUNNING;
  const status e = model_jacobian (l, s->at.z, y, NULL, y, s->search.scratch);
  const double norm = vec_norm (m, s->search.scratch);
  if (e == RUNNING && norm > 0)
    s->first_lower = norm;
  return status_is_error (e) ? e : RUNNING;
}

/* There is no lower-level solution, or x acts on nothing: no multiplier is of use.  */
static bool
is_in_vain (const adaptive *s)
{
  return s->lower->model.unbounded || derivatives_idle_long (s);
}

/* Where x acts on nothing a simple lower level is solved, and no more.  */
static limits
limit_idle (adaptive *s)
{
  ledger *l = &s->oracle->ledger;
  limits part = l->present;
  if (derivatives_idle (s))
    part.calls = fmin (part.calls, most_idle);
  return ledger_limit (l, part);
}

/* The iterate is measured, and corrected where the step that led to it was wrong.  */
static status
settle (adaptive *s)
{
  const guard *g = &s->branch.guard;
  TRY (know_point (s));
  if (is_in_vain (s))
    return RUNNING;
  if (has_risen (s)) /* the decrease of f was infeasibility */
    TRY (retreat (s));
  s->lower->model.response = NAN;
  const limits before = limit_idle (s);
  bool maximum = measured_multiplier (s) && s->limit == RUNNING && g->before.f_known && is_tight (s);
  ledger_limit (&s->oracle->ledger, before);
  if (maximum)
    TRY (leave_maximum (s, &maximum));
  if (maximum) /* y has moved */
    measured_multiplier (s);
  if (s->limit == STOP_NON_FINITE && g->before.f_known) {
    TRY (retreat (s));
    measured_multiplier (s);
  }
  if (status_is_error (s->limit) || s->limit == STOP_NON_FINITE)
    return s->limit;
  TRY (note_first_lower (s));
  measured_note (s); /* also if a budget ended the multiplier: the iterate is recorded, converged returns s->limit */
  return RUNNING;
}

/* ---- the hooks of methods/method.h ---- */

static void
prepare (run *r)
{
  r->alpha = NAN; /* gamma is the length of the latest tangential step */
}

static status
start_lower_level (adaptive *s)
{
  const limits before = limit_idle (s);
  const status e = start_lower (s);
  ledger_limit (&s->oracle->ledger, before);
  return e == STOP_MAX_CALLS && is_in_vain (s) ? RUNNING : e;
}

static status
start (run *r)
{
  adaptive *s = r->state;
  state_start (s, r);
  s->restart = (restart){ .made = 0 };
  state_forget_best (s);
  s->first_lower = NAN;
  const double length = vec_norm (r->d.n, r->z);
  s->first_length = length > no_length ? length : 1;
  s->evidence.calls = 0;
  start_warm (s, r->warm);
  r->gamma = 0;
  s->in_bundle = s->bundle_known = s->bundle_last = false;
  TRY (state_leave (r, derivatives_test_start (s)));
  TRY (state_leave (r, derivatives_look (s)));
  TRY (kinks_enter (s, true));
  if (s->in_bundle)
    TRY (state_leave (r, derivatives_test_upper (s)));
  const status e = s->in_bundle ? RUNNING : start_lower_level (s);
  s->start_solved = e == RUNNING ? start_is_kept (s, r->z + r->d.n) : NAN;
  return state_leave (r, e == STOP_UNBOUNDED_LOWER ? RUNNING
                                                   : e); /* measured, so that there are numbers, and stopped then */
}

static status
measure_point (run *r)
{
  adaptive *s = state_enter (r);
  if (s->in_bundle) {
    kinks_measure (s, &r->now);
    return RUNNING;
  }
  if (!s->measured)
    TRY (state_leave (r, settle (s)));
  s->measured = false;
  returned_measure (s, &r->now);
  if (is_in_vain (s))
    return RUNNING;
  s->verdict = assess (s);
  return derivatives_test_path (s);
}

/* The products near the multiplier show no response of y to x: do others?  If not, looks at F have to show a minimum.  */
static status
respond (adaptive *s)
{
  response found;
  bool least = false;
  TRY (response_test (s->lower, s->at.z, s->at.z + s->at.d.n, &found));
  s->branch.reduced.response = s->lower->model.response;
  if (found == RESPONSE_vanished)
    TRY (looks_least (s, &least));
  return found == RESPONSE_vanished && !least ? STOP_NO_RESPONSE : STOP_CONVERGED;
}

/* Why the run would end at the measured iterate.  */
static status
ended (adaptive *s)
{
  const verdict *v = &s->verdict;
  if (s->lower->model.unbounded)
    return STOP_UNBOUNDED_LOWER;
  if (is_in_vain (s))
    return STOP_NO_RESPONSE;
  TRY (s->limit);
  if (v->to_other_sheet)
    return RUNNING;
  if (v->far)
    return STOP_UNBOUNDED_UPPER;
  if (v->stuck)
    return STOP_NO_PROGRESS;
  if (!v->claimed)
    return RUNNING;
  if (!v->settled)
    return STOP_FLAT;
  return v->responds ? STOP_CONVERGED : respond (s);
}

/* A run that can do no more starts again, as a new run would, and goes on as long as that lowers f: from where it is, or from its
   best point where f is lower there or y is not solved for.  */
static status
unless_restarted (adaptive *s, status e)
{
  restart *k = &s->restart;
  if (e == RUNNING || status_is_error (e) || !status_stop (e)->at_rest || derivatives_idle (s))
    return e;
  const bool lost =
      returned_better_seen (s) || (s->best.f_known && vec_norm (s->at.d.m, s->at.grad_g) > s->first_lower);
  if (!lost && e != STOP_NO_PROGRESS && !(e == STOP_NO_RESPONSE && s->oracle->upper->order > 0)
      && !(e == STOP_FLAT && !s->verdict.foretold))
    return e;
  const double f = lost ? s->best.f : s->at.f;
  TRY (point_seek_kinks (&s->at, s->lower));
  if (s->lower->kinked.count > 0) /* it would meet the same */
    return e;
  if (k->made == most_restarts || (k->made > 0 && !(f < k->f - k->allowed)))
    return e;
  k->made++;
  k->f = f;
  k->lost = lost;
  k->calls = s->oracle->ledger.total;
  k->flat = e == STOP_FLAT;
  k->allowed = (k->flat ? s->opt->tol_fun : no_gain) * s->verdict.variation + rounding_of_f * s->branch.size_f;
  k->due = true;
  return RUNNING;
}

/* Far from stationarity many steps have been short: F has a kink along which they crawl.  The bundle method, if it can, steps along it.  */
static status
leave_kink (adaptive *s)
{
  if (s->lengths.short_steps < most_short || s->branch.reduced.relative <= far_from_end || s->bundle_last)
    return RUNNING;
  const status e = kinks_resort (s, STOP_NO_PROGRESS);
  return e == STOP_NO_PROGRESS ? RUNNING : e;
}

static status
converged (run *r)
{
  adaptive *s = r->state;
  if (s->in_bundle)
    return kinks_ended (s);
  TRY (leave_kink (s));
  if (s->in_bundle)
    return RUNNING;
  return kinks_resort (s, unless_restarted (s, ended (s)));
}

/* As a new run from the iterate.  */
static status
start_again (run *r)
{
  adaptive *s = r->state;
  s->restart.due = false;
  if (s->restart.lost)
    vec_copy (r->nz, s->best.z, r->z);
  closing_begin_lower (r, r->z + r->d.n);
  state_start (s, r);
  return state_leave (r, start_lower (s));
}

static status
step (run *r)
{
  adaptive *s = state_enter (r);
  const double before = s->oracle->ledger.total;
  bool stays, left = false;
  if (s->in_bundle)
    TRY (state_leave (r, kinks_step (s, &left)));
  if (s->in_bundle)
    return RUNNING;
  if (s->restart.due || left)
    return start_again (r);
  status e = move (s, &s->verdict, &stays);
  if (e == RUNNING && s->search.jumps >= most_jumps)
    e = leave_jump (s);
  e = kinks_resort (s, unless_restarted (s, e));
  if (e == RUNNING && !stays && !s->restart.due && !s->in_bundle)
    e = settle (s);
  if (s->verdict.small)
    s->evidence.calls += s->oracle->ledger.total - before;
  s->measured = e == RUNNING && !s->restart.due && !s->in_bundle;
  r->gamma = s->search.length;
  r->moved = s->search.moved;
  return state_leave (r, e);
}

const method method_adaptive = {
  .name = "pgdqa",
  .source =
      "Abolfazli et al. (2025), arXiv:2504.17215, with the vector constraint, curvature and a line search of our own",
  .large_memory = true,
  .prepare = prepare,
  .step = step,
  .state_size = sizeof (adaptive),
  .layout = state_layout,
  .start = start,
  .measure = measure_point,
  .converged = converged,
  .certify = returned_certify,
  .close = returned_close
};
