/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive": the certificate and the point returned.  */
#include "base/real.h"

#include "methods/adaptive.h"

static const double closing_accuracy = 1e-3; /* of the multiplier at the point returned, started from the latest */

static status
challenge_point (run *r, certificate *out)
{
  adaptive *s = r->state;
  TRY (adaptive_know_lower (r));
  const status e =
      challenge_lower (&s->lower->challenge, &s->lower->model, r->z, r->z + r->d.n, &r->now.g, r->grad_g, true, out);
  adaptive_moved_to (r);
  s->crossing.away = false;
  if (out->refuted)
    adaptive_start_branch (s);
  return e;
}

status
adaptive_certify (run *r, certificate *out)
{
  adaptive *s = r->state;
  bool back;
  TRY (challenge_point (r, out));
  if (s->lower->model.unbounded)
    return STOP_UNBOUNDED_LOWER;
  if (out->refuted)
    return RUNNING;
  TRY (adaptive_choose_among_ties (r, out, &back));
  if (back)
    return challenge_point (r, out);
  if (!out->falls)
    return adaptive_escape_upper (r, &out->falls);
  adaptive_start_branch (s);
  return RUNNING;
}

static status
restore (run *r, closing *c)
{
  adaptive *s = r->state;
  if (s->lower->model.unbounded || !r->opt->restore)
    return RUNNING;
  TRY (adaptive_know_lower (r));
  const status e = closing_restore (r, c, r->z, &r->now.g, r->grad_g, adaptive_tolerance_lower (r));
  adaptive_moved_to (r);
  return e;
}

/* g and f are those of the point returned, however late it is; NaN where they could not be had.  */
static status
know_returned (run *r)
{
  ledger *l = &r->oracle->ledger;
  const limits before = ledger_limit (l, (limits){ l->whole.calls, INFINITY, false });
  const status e_g = adaptive_know_lower (r), e_f = adaptive_know_upper (r);
  ledger_limit (l, before);
  r->now.lower_opt = r->now.violation = e_g == RUNNING ? vec_norm (r->d.m, r->grad_g) : NAN;
  if (e_g != RUNNING)
    r->now.g = NAN;
  if (e_f != RUNNING)
    r->now.f = NAN;
  return e_g != RUNNING ? e_g : e_f;
}

static status
close_at (run *r, closing *c)
{
  adaptive *s = r->state;
  oracle *o = r->oracle;
  const curvature *H = &s->lower->model.H;
  bool null;
  ledger_limit (&o->ledger, oracle_before_measure (o));
  if (s->crossing.away && !(r->now.f < s->crossing.f))
    TRY (adaptive_cross_back (r));
  status e = restore (r, c);
  if (e == RUNNING && c->wanted && !s->lower->model.unbounded && closing_can_certify (r))
    e = challenge_point (r, &c->lower); /* the run is over: x stays where it is */
  if (status_is_error (e))
    return e;
  ledger_limit (&o->ledger, o->ledger.whole);
  TRY (know_returned (r));
  if (s->lower->model.unbounded) {
    adaptive_fill_measure (r);
    c->how = r->opt->restore ? DESCENDED_UNBOUNDED : DESCENDED_NONE;
    c->stop = STOP_UNBOUNDED_LOWER;
    return RUNNING;
  }
  if (!s->multiplier_known)
    e = adaptive_solve_multiplier (r, closing_accuracy, &null);
  if (e != RUNNING && e != STOP_MAX_CALLS && e != STOP_MAX_TIME)
    return e;
  adaptive_fill_measure (r);
  closing_note_multiplier (r, c, s->w, vec_norm (r->d.n, s->q), s->rest);
  c->residual = c->hypergradient_residual;
  c->expected_decrease = adaptive_expected_decrease (r);
  const size_t steps = s->lower->model.singular ? 0 : (size_t) s->pairs.count; /* there they belong to one null space */
  c->learnt = (memory){ .w = s->w,
                        .compliance = s->lower->model.any_compliance ? s->lower->model.compliance : NULL,
                        .curvature = { H->S, H->Y, H->order, r->d.m, (size_t) H->count },
                        .steps = { s->pairs.s, s->pairs.y, s->recent, r->nz, steps } };
  lbfgs_order (&s->pairs, s->recent);
  c->relative = s->relative;
  c->relative_lower = r->now.lower_opt / adaptive_lower_scale (r);
  c->confirmed = r->now.lower_opt <= 1e2 * adaptive_tolerance_lower (r)
                 && (c->stop == STOP_FLAT || s->relative <= 1.1 * adaptive_tolerance_slow (r));
  return RUNNING;
}

/* The iterate where it is further than the one last measured; else a measured one.  One that met the tolerances is not left for
   one that is lower by rounding.  */
static void
choose (run *r, closing *c)
{
  const bool at_last = vec_distance (r->nz, r->z, r->archive->z_last) == 0;
  if (!r->fresh && at_last)
    archive_go_to_last (r->archive, r);
  if ((r->fresh || at_last) && status_stop (c->stop)->claim == CLAIM_none)
    closing_choose (r, c);
}

status
adaptive_close (run *r, closing *c)
{
  archive *kept = r->archive;
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
  return c->stop == STOP_OUTPUT_FCN ? RUNNING : close_at (r, c);
}
