/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/beside.h"
#include "methods/adaptive/returned.h"
#include "methods/adaptive/sheets.h"
#include "methods/adaptive/ties.h"

static const double closing_accuracy = 1e-3; /* of the multiplier at the point returned, started from the latest */
static const double closing_slack = 1.1;     /* on the slow tolerance */

static status
challenge_point (adaptive *s, certificate *out)
{
  TRY (point_know_lower (&s->at, &s->lower->model));
  const status e = point_challenge (&s->at, s->lower, true, out);
  s->explored.crossing.on_other_sheet = false;
  if (out->refuted)
    branch_start (s);
  return e;
}

status
returned_certify (adaptive *s, certificate *out)
{
  choice tie;
  TRY (challenge_point (s, out));
  if (s->lower->model.unbounded)
    return STOP_UNBOUNDED_LOWER;
  if (out->refuted)
    return RUNNING;
  TRY (ties_choose (s, &tie));
  if (tie == WENT_BACK)
    return challenge_point (s, out);
  if (tie == STAYED)
    return beside_try (s, &out->falls);
  out->falls = true;
  branch_start (s);
  return RUNNING;
}

static status
restore (adaptive *s, const run *r, closing *c)
{
  point *at = &s->at;
  if (s->lower->model.unbounded || !s->opt->restore)
    return RUNNING;
  TRY (point_know_lower (at, &s->lower->model));
  const status e = closing_restore (r, c, at->z, &at->g, at->grad_g, tolerance_lower (s));
  at->f_known &= !s->lower->normal.moved;
  return e;
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
static memory
learnt (adaptive *s)
{
  const model *l = &s->lower->model;
  const curvature *H = &l->H;
  secants *k = &s->branch.secants;
  const size_t steps = l->singular ? 0 : (size_t) k->pairs.count;
  secants_order (k);
  return (memory){ .w = s->branch.reduced.w,
                   .compliance = l->any_compliance ? l->compliance : NULL,
                   .curvature = { H->S, H->Y, H->order, l->d.m, (size_t) H->count },
                   .steps = { k->pairs.s, k->pairs.y, k->recent, k->pairs.n, steps } };
}

/* Of the point returned, measured.  */
static void
describe (adaptive *s, const run *r, closing *c)
{
  const reduced *q = &s->branch.reduced;
  closing_note_multiplier (r, c, q->w, vec_norm (r->d.n, q->projected), q->residual);
  c->residual = c->hypergradient_residual;
  c->expected_decrease = progress_expected_decrease (&s->branch.progress);
  c->learnt = learnt (s);
  c->relative = q->relative;
  c->relative_lower = vec_norm (r->d.m, s->at.grad_g) / scale_lower (s);
  c->confirmed = meets_tolerances (s, c->stop == STOP_FLAT ? INFINITY : closing_slack);
}

status
returned_close (adaptive *s, run *r, closing *c)
{
  ledger *l = &s->oracle->ledger;
  bool null;
  ledger_limit (l, oracle_before_measure (s->oracle));
  if (sheets_better_left (s, r->now.f))
    TRY (sheets_back (s));
  status e = restore (s, r, c);
  if (e == RUNNING && c->wanted && !s->lower->model.unbounded && closing_can_certify (r))
    e = challenge_point (s, &c->lower); /* the run is over: x stays where it is */
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
  if (!reduced_is_known (&s->branch.reduced, &s->at))
    e = solve_multiplier (s, closing_accuracy, &null);
  if (e != RUNNING && e != STOP_MAX_CALLS && e != STOP_MAX_TIME)
    return e;
  returned_measure (s, &r->now);
  describe (s, r, c);
  return RUNNING;
}
