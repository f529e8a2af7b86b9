/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "search/answer.h"
#include "search/descent.h"
#include "search/phases.h"
#include "search/values.h"

/* Two values of f are one within this part of f, and of what f changes over the box.  */
static const double close_value = 1e-6, close_change = 1e-5;
static const double falls_to =
    real_is_single ? 1e-4 : 1e-7;  /* of |g|, where g looked flat of the usual |g|: it may fall by so much */
static const double hardly = 1e-3; /* of that, where |g| is next to nothing */
static const double rounding_of_g = 100 * REAL_EPS; /* relative */
static const double same = 1e-3;                    /* widths within which y has stayed on its branch */
enum {
  few = 2 /* y, of which samples see all wells but narrow ones */,
  most_rounds = 4,
  most_shifts = 13,
  enough_starts = 4 /* of a certificate where the search has tested y */
};
static const double least_hits = 2;      /* samples that wells like that of y have to meet for a claim */
static const double at_tie = 1e-4;       /* tolerance on the stationarity of a tie */
static const double first_shift = 1e-10; /* widths from the tie; each next is four times as long */

static int
exitflag_of (const result *r)
{
  return status_stop (r->end.stop)->exitflag;
}

static double
close_to (const search *s, double f)
{
  return close_value * fabs (f) + close_change * s->slope;
}

static void
restate (result *out, status stop)
{
  out->end.stop = stop;
  status_message (stop, "", out->message, sizeof out->message);
}

/* ---- local runs ---- */

static options
local_options (const search *s, const answer *a)
{
  const ledger *l = &s->oracle.ledger;
  options o = *s->opt;
  o.search = SEARCH_local;
  o.display = DISPLAY_off;
  o.restore = 1;
  o.max_calls = fmax (0, l->whole.calls - l->total);
  o.max_time = fmax (1e-9, a->started + s->opt->max_time - s->host->now ());
  return o;
}

/* The run with options O from (x, y): its calls are those of the search, whose oracle goes on afterwards.  */
static status
run_from (search *s, answer *a, const real *x, const real *y, const options *o, result *out)
{
  ledger *l = &s->oracle.ledger;
  instance *levels[] = { s->p->upper, s->p->lower };
  void *work[2];
  problem p = *s->p;
  host h = *s->host;
  struct crew *hands = levels[0]->crew;
  p.x0 = x;
  p.y0 = y;
  p.warm = (warm_start){ 0 };
  memset (p.probes, 0, sizeof p.probes);
  h.output = NULL;
  h.slow = NULL;
  for (int i = 0; i < 2; i++)
    work[i] = levels[i]->work;
  const status e = solver_run (&p, o, &h, a->block, a->bytes, out);
  for (int i = 0; i < 2; i++) {
    levels[i]->work = work[i];
    levels[i]->crew = hands;
  }
  if (e != RUNNING) {
    memcpy (l->message, out->message, sizeof l->message);
    return e;
  }
  for (int i = 0; i < CALL_count; i++)
    l->calls[i] += out->calls[i];
  l->total += out->total;
  l->measured += out->measured;
  l->passes += out->passes;
  a->runs++;
  return RUNNING;
}

/* A local run from the end q; *accepted: it stays as good, and no branch refutes it.  */
static status
polish (search *s, answer *a, const outcome *q, result *out, bool *accepted)
{
  options o = local_options (s, a);
  bool refuted = false;
  if (q->tested && s->d.m <= few)
    o.starts = fmin (o.starts, enough_starts);
  const bool limited = a->most < o.max_calls;
  o.max_calls = fmin (o.max_calls, a->most);
  TRY (run_from (s, a, q->x, q->y, &o, out));
  *accepted =
      isfinite (out->f) && isfinite (out->g) && out->end.stop != STOP_REFUTED && out->f <= q->F + close_to (s, q->F);
  if (*accepted)
    TRY (phases_refute (s, out->x, out->g, &refuted));
  *accepted &= !refuted;
  if (limited && out->end.stop == STOP_MAX_CALLS)
    restate (out, STOP_SEARCH_LIMIT);
  return RUNNING;
}

/* ---- points that no run rests at ---- */

/* The end q measured by a run without iterations.  Where y leaves its branch, which ties, a little inward of there.  */
static status
measure_end (search *s, answer *a, const outcome *q, result *out, bool *stayed)
{
  const size_t n = s->d.n;
  options o = local_options (s, a);
  double shift = 0;
  o.max_iter = 0;
  if (q->flat || s->d.m <= few)
    o.starts = 0; /* the search has tested it */
  o.schedule = SCHEDULE_fixed;
  o.restore = !q->flat; /* where g is flat all y count as solutions */
  *stayed = false;
  for (int k = 0; k < most_shifts && !*stayed; k++) {
    for (size_t i = 0; i < n; i++)
      s->z[i] = (real) ((double) q->x[i] + shift * s->width[i] * q->inward[i]);
    vec_copy (s->d.m, q->y, s->z + n);
    search_clip_x (s, s->z);
    o.max_calls = local_options (s, a).max_calls;
    TRY (run_from (s, a, s->z, s->z + n, &o, out));
    *stayed = search_apart_y (s, out->y, q->y) < same;
    if (q->partner < 0)
      break;
    shift = shift == 0 ? first_shift : 4 * shift;
  }
  return RUNNING;
}

/* The certificate of the end q, measured as R: that of the search, which has compared all branches there and looked for others.  */
static status
certify (search *s, const outcome *q, result *r)
{
  bool refuted;
  TRY (phases_refute (s, r->x, r->g, &refuted));
  TRY (search_hessian (s, r->x, r->y, r->g, s->W));
  certificate *c = &r->end.lower;
  *c = certificate_unknown;
  c->refuted = refuted;
  c->starts = q->tested ? phases_test_samples (s->d.m) : 0;
  c->value_gap = refuted || !q->tested ? NAN : 0;
  c->kind = q->tested ? phases_kind (s, r->y, s->W) : LOWER_unknown;
  return RUNNING;
}

/* The decrease that the model of the program still expects, relative to what f varies, as TolKKT bounds it.  */
static double
stationarity (const search *s, const outcome *q)
{
  return s->f_high > s->f_low ? sqrt (fmax (q->promised, 0) / (s->f_high - s->f_low)) : INFINITY;
}

static bool
is_stationary (const search *s, const outcome *q, double least)
{
  return q->tested && stationarity (s, q) <= fmax (fmax (s->opt->tol_kkt, least), real_is_single ? 1e-3 : 1e-6);
}

/* Does x lie where the box ends that was searched, but no bound is?  There f may fall further.  */
static bool
is_at_end_of_box (const search *s, const real *x)
{
  const box *b = &s->box;
  for (size_t i = 0; i < s->d.n; i++) {
    const double margin = same * s->width[i];
    const double low = s->p->low ? (double) s->p->low[i] : -INFINITY,
                 high = s->p->low ? (double) s->p->high[i] : INFINITY;
    if ((isinf (low) && (double) x[i] < (double) b->low[i] + margin)
        || (isinf (high) && (double) x[i] > (double) b->high[i] - margin))
      return true;
  }
  return false;
}

/* Does g fall from y after all?  Where it is much larger elsewhere, it may have looked solved, or flat, too soon.  */
static status
falls_from (search *s, const outcome *q, const result *r, bool *falls)
{
  const double size = search_usual_size (s);
  descent how = { .fresh = true, .scale = size };
  vec_copy (s->d.m, r->y, s->y_from);
  TRY (search_descend (s, r->x, s->y_from, s->W, &how));
  const double own = fabs (r->g), by = falls_to * (q->flat ? size : own + hardly * size);
  *falls = r->g - how.value > by + rounding_of_g * own;
  return RUNNING;
}

/* What the point measured at q may claim.  */
static status
claim_of (const search *s, const outcome *q, const result *r, bool stayed, double other_f)
{
  const bool minimum = r->end.lower.kind == LOWER_minimizer || r->end.lower.kind == LOWER_convex;
  const bool solved =
      minimum && !r->end.lower.refuted && closing_is_restored (&r->end) && stayed && !is_at_end_of_box (s, q->x);
  if (q->flat)
    return STOP_DEGENERATE;
  if (q->partner < 0)
    return solved && is_stationary (s, q, 0) ? STOP_CERTIFIED : STOP_SAMPLED;
  const bool proven = solved && is_stationary (s, q, at_tie) && other_f >= q->F - close_to (s, q->F);
  return proven ? STOP_TIE : STOP_TIE_UNPROVEN;
}

static status
answer_at (search *s, answer *a, const outcome *q, result *out, search_result *found)
{
  bool accepted = false, stayed;
  const bool by_gradients = search_gives_gradients (s, true) && search_gives_gradients (s, false);
  if (q->partner < 0
      && (by_gradients || !is_stationary (s, q, 0)
          || is_at_end_of_box (s, q->x))) { /* a run adds digits, which values cannot show */
    TRY (polish (s, a, q, out, &accepted));
    found->found = "run";
  }
  if (accepted)
    return RUNNING;
  double other_f = INFINITY;
  if (q->partner >= 0) {
    found->tied_x = anchor_x (s, q->partner);
    found->tied_y = anchor_y (s, q->partner);
    TRY (search_f (s, found->tied_x, found->tied_y, &other_f));
    found->tied_f = other_f;
  }
  TRY (measure_end (s, a, q, out, &stayed));
  if (!q->flat && s->d.m <= few)
    TRY (certify (s, q, out));
  bool falls;
  TRY (falls_from (s, q, out, &falls));
  out->end.stop = falls ? STOP_REFUTED : claim_of (s, q, out, stayed, other_f);
  out->end.relative = stationarity (s, q);
  out->end.variation = s->f_high - s->f_low;
  status_message (out->end.stop, "", out->message, sizeof out->message);
  found->found = q->flat ? "flat" : q->partner >= 0 ? "tie" : "program";
  return RUNNING;
}

/* ---- choice ---- */

/* A point that no program has ended at, as an outcome; NULL: there is no room.  */
static outcome *
as_outcome (search *s, const real *x, const real *y, double f, double g)
{
  if (s->outcomes == most_outcomes)
    return NULL;
  outcome *q = s->outcome + s->outcomes++;
  search_set_outcome (s, q, -1, x, y, f, g);
  return q;
}

static bool
is_limit (status e)
{
  return e == STOP_MAX_CALLS || e == STOP_MAX_TIME;
}

static bool
is_unbounded (status e)
{
  return e == STOP_UNBOUNDED_UPPER || e == STOP_UNBOUNDED_LOWER;
}

/* Where nothing may be claimed: a run from the start as without a search, *accepted where it ends as well as Q and no branch refutes it.  */
static status
run_from_start (search *s, answer *a, const outcome *q, result *out, bool *accepted)
{
  options o = local_options (s, a);
  bool refuted;
  o.max_calls = fmin (o.max_calls, a->most);
  TRY (run_from (s, a, s->p->x0, s->p->y0, &o, out));
  *accepted = exitflag_of (out) > 0 && out->f <= q->F + close_to (s, q->F);
  if (!*accepted)
    return RUNNING;
  TRY (phases_refute (s, out->x, out->g, &refuted));
  *accepted = !refuted;
  return RUNNING;
}

/* The best of the end of the first run, of programs and of samples.  A limit ends it with what it has.  *again: the run to it has met a
   lower solution of the lower level that was not known, if that may still be learnt.  */
static status
choose (search *s, answer *a, bool learn, result *out, search_result *found, bool *again)
{
  const result *first = a->first;
  bool refuted;
  *again = false;
  TRY (phases_refute (s, first->x, first->g, &refuted));
  outcome *q = phases_best (s), *start = NULL;
  search_point *sample;
  if (!refuted && isfinite (first->f) && (!q || first->f < q->F - close_to (s, q->F)))
    q = start = as_outcome (s, first->x, first->y, first->f, first->g);
  TRY (phases_best_sample (s, q ? q->F - close_to (s, q->F) : INFINITY, &sample));
  if (sample)
    q = as_outcome (s, sample->x, sample->y, sample->f, sample->g);
  if (refuted)
    restate (out, STOP_REFUTED);
  if (!q)
    return RUNNING;
  result other;
  search_result of_other = *found;
  TRY (answer_at (s, a, q, &other, &of_other));
  if (learn && s->d.m > few && !q->flat)
    TRY (phases_learn (s, other.x, other.y, again));
  if (*again)
    return RUNNING;
  if (exitflag_of (&other) > 0 && q->tested && !q->flat && q->hits < least_hits)
    restate (&other, STOP_UNSEEN);
  else if (exitflag_of (&other) <= 0) {
    bool accepted;
    TRY (run_from_start (s, a, q, &other, &accepted));
    if (accepted)
      of_other.found = "start";
    else
      TRY (answer_at (s, a, q, &other, &of_other)); /* there is memory for one run */
  }
  if (exitflag_of (&other) <= 0 && is_unbounded (first->end.stop))
    return RUNNING;
  if (q == start)
    of_other.found = "start";
  other.end.start_solved = first->end.start_solved;
  *out = other;
  *found = of_other;
  return RUNNING;
}

/* Cut short: of the points found so far the one with the least f, measured with the calls kept back; it was compared with a part of the
   others, and claims nothing.  */
static status
choose_of_few (search *s, answer *a, result *out, search_result *found)
{
  const result *first = a->first;
  double least = isfinite (first->f) ? first->f : INFINITY;
  outcome *q = phases_best (s);
  bool stayed;
  if (q && !(q->F < least))
    q = NULL;
  least = q ? q->F : least;
  for (int k = 0; k < s->points; k++) {
    const search_point *p = s->point + k;
    if (strcmp (p->origin, "probe") == 0 && p->f < least) {
      q = as_outcome (s, p->x, p->y, p->f, p->g);
      least = p->f;
    }
  }
  if (!q && isnan (first->f))
    q = as_outcome (s, s->p->x0, s->p->y0, NAN, NAN);
  if (!q) {
    if (exitflag_of (out) >= 0) /* a point that is at rest, or the start */
      restate (out, STOP_SEARCH_CUT);
    return RUNNING;
  }
  TRY (measure_end (s, a, q, out, &stayed));
  out->f = isnan (out->f) ? q->F : out->f;
  out->g = isnan (out->g) ? q->G : out->g;
  found->found = "program";
  restate (out, STOP_SEARCH_CUT);
  return RUNNING;
}

status
answer_choose (search *s, answer *a, result *out, search_result *found)
{
  ledger *l = &s->oracle.ledger;
  *out = *a->first;
  found->found = "start";
  ledger_limit (l, (limits){ l->whole.calls, INFINITY, false });
  status e = a->ended;
  bool again = true;
  for (int k = 0; k < most_rounds && again && e == RUNNING; k++) {
    *out = *a->first;
    e = choose (s, a, k + 1 < most_rounds, out, found, &again);
  }
  const status ended = e;
  if (ended != RUNNING && !status_is_error (e))
    e = choose_of_few (s, a, out, found);
  if (status_is_error (e))
    return e;
  found->cut_short = ended != RUNNING;
  if (ended == STOP_OUTPUT_FCN)
    restate (out, STOP_OUTPUT_FCN);
  else if (is_limit (ended) && exitflag_of (out) > 0)
    restate (out, STOP_SEARCH_CUT);
  memcpy (out->calls, l->calls, sizeof out->calls);
  out->total = l->total;
  out->measured = l->measured;
  out->passes = l->passes;
  found->runs = a->runs;
  return RUNNING;
}
