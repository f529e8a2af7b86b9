/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/crew.h"
#include "search/answer.h"
#include "search/first.h"
#include "search/layout.h"
#include "search/phases.h"
#include "search/refusal.h"
#include "search/search.h"

static const double most_kept = 1000, part_kept = 0.2;    /* calls kept back for the answer */
static const double of_local_run = 5000, times_first = 3; /* calls, and times those of the first run */
static const double reach = 4;                            /* lengths of a box without bounds */
static const double least_width = 1e-8;

/* ---- memory ---- */

static void
bind (search *s, const problem *p, const options *opt, const host *h)
{
  memset (s, 0, sizeof *s);
  s->p = p;
  s->opt = opt;
  s->host = h;
  s->d = p->d;
  s->random.counter = (uint64_t) opt->seed;
  s->g_low = INFINITY;
  s->g_high = -INFINITY;
  s->f_low = INFINITY;
  s->f_high = -INFINITY;
  oracle_start (&s->oracle, p->d, p->upper, p->lower, problem_box (p), h);
}

/* The parts of the block: two runs of RUN bytes each, and the search.  */
typedef struct parts {
  size_t run, search;
} parts;

static size_t
round_up (size_t bytes)
{
  return (bytes + arena_align - 1) / arena_align * arena_align;
}

static bool
measure_parts (const problem *p, const options *opt, parts *out)
{
  const options half = first_half_memory (opt);
  arena a = { 0 };
  search measured;
  arena_take (&a, 1, sizeof measured);
  bind (&measured, p, opt, NULL);
  layout_search (&measured, &a);
  const size_t bytes = solver_bytes (p, &half);
  out->run = round_up (bytes);
  out->search = a.used + arena_align;
  return bytes > 0 && !a.overflow && bytes < SIZE_MAX / 4;
}

size_t
search_bytes (const problem *p, const options *opt)
{
  parts size;
  if (!refusal_may_search (p, opt))
    return solver_bytes (p, opt);
  return measure_parts (p, opt, &size) ? 2 * size.run + size.search + arena_align : 0;
}

/* ---- start ---- */

/* The bounds; where there is none, several lengths around the point that the first run has found.  */
static void
set_box (search *s, const result *first)
{
  const size_t n = s->d.n, nz = n + s->d.m;
  for (size_t i = 0; i < nz; i++) {
    const size_t from = i < n ? 0 : n, length = i < n ? n : s->d.m;
    const real *z = i < n ? first->x : first->y, *z0 = i < n ? s->p->x0 : s->p->y0;
    const double around =
        reach * fmax (fmax (vec_norm (length, z), vec_distance (length, z, z0)), 1e-3) / sqrt ((double) length);
    const double at = (double) z[i - from];
    const double given_low = s->p->low ? (double) s->p->low[i] : -INFINITY;
    const double given_high = s->p->high ? (double) s->p->high[i] : INFINITY;
    double low = given_low, high = given_high;
    if (!isfinite (low))
      low = fmin (at, high) - around;
    if (!isfinite (high))
      high = fmax (at, low) + around;
    s->low[i] = low;
    s->width[i] = fmax (high - low, least_width * fmax (1, fabs (low)));
    s->bounds[i] = (real) (i < n ? low : given_low); /* y may leave the box where no bound holds it */
    s->bounds[nz + i] = (real) (i < n ? high : given_high);
  }
  s->box = (box){ nz, s->bounds, s->bounds + nz };
}

static void
set_limits (search *s, const result *first, double started)
{
  const options *o = s->opt;
  ledger *l = &s->oracle.ledger;
  const double kept = o->max_calls < INFINITY ? fmin (most_kept, ceil (part_kept * o->max_calls)) : 0;
  memcpy (l->calls, first->calls, sizeof l->calls);
  l->total = first->total;
  l->measured = first->measured;
  l->passes = first->passes;
  l->whole = (limits){ o->max_calls, started + o->max_time, false };
  ledger_limit (l, (limits){ o->max_calls - kept, started + o->max_time, false });
}

/* That SELF, a search, is still at work, and what limits it.  */
static void
tell_slow (const void *self)
{
  const search *s = self;
  char text[400];
  snprintf (text, sizeof text,
            "pgdqa_solve: the search goes on, after %.0f calls of f and g; least f at a lower-level solution so far "
            "%.6g; "
            "MaxCalls = %g and MaxTime = %g limit it; Ctrl-C stops it, 'Search', 'local' does without it",
            s->oracle.ledger.total, s->f_low, s->opt->max_calls, s->opt->max_time);
  s->host->slow (s->host->self, text);
}

/* ---- end ---- */

static void
add_words (result *out, int explored, const search_result *found)
{
  char text[most_words];
  if (found->made)
    snprintf (text, sizeof text, "a search tried %d other x", explored);
  else
    snprintf (text, sizeof text, "no search: %s", found->reason);
  status_go_on (out->message, text);
}

static void
print_summary (const search *s, const result *out, const search_result *found, double first_f)
{
  char text[600];
  if (!s->host->print || (int) s->opt->display == DISPLAY_off)
    return;
  snprintf (text, sizeof text,
            "search: %s\n  %.0f points in x, %.0f branches of y, %.0f programs, %.0f tie%s%s; f %.8g (before: "
            "%.8g), exitflag %d, %.0f "
            "calls in all\n",
            out->message, found->explored, found->branches, found->programs, found->ties, found->ties == 1 ? "" : "s",
            found->cut_short ? ", cut short by a limit" : "", out->f, first_f, status_stop (out->end.stop)->exitflag,
            out->total);
  s->host->print (s->host->self, text);
}

static void
describe (const search *s, const answer *a, search_result *found)
{
  found->made = true;
  found->points = s->point;
  found->count = s->points;
  found->explored = s->explored;
  found->branches = s->branches;
  found->programs = s->programs;
  found->ties = s->ties;
  found->most = a->most;
}

/* f and g at the start, where an error is the user's to know.  */
static status
first_look (search *s, result *first)
{
  TRY (oracle_upper_value (&s->oracle, first->x, first->y, &first->f));
  return oracle_lower_value (&s->oracle, first->x, first->y, &first->g);
}

/* The search that follows the run FIRST, with the arena for its state and the block for a second run.  A STOP: f or g at the start.  */
static status
search_on (search *s, arena *mem, answer *a, result *out, search_result *found)
{
  result *first = a->first;
  const problem *p = s->p;
  layout_search (s, mem);
  if (mem->overflow)
    return ERROR_INTERNAL;
  __attribute__ ((cleanup (crew_dismiss))) crew hands;
  crew_start (&hands);
  p->upper->crew = p->lower->crew = &hands;
  set_box (s, first);
  set_limits (s, first, a->started);
  const status start = isnan (first->f) ? first_look (s, first) : RUNNING;
  if (start != RUNNING) {
    memcpy (out->message, s->oracle.ledger.message, sizeof out->message);
    return start;
  }
  p->upper->forgiving = p->lower->forgiving = true;
  const host *h = s->host;
  if (h->slow && first->seconds < h->patience && h->patience < INFINITY)
    s->oracle.ledger.notice = (notice){ a->started + h->patience, tell_slow, s };
  if (isfinite (first->f))
    search_note (s, first->x, first->y, first->f, first->g, status_stop (first->end.stop)->exitflag, "start");
  a->ended = phases_run (s, first);
  status e = status_is_error (a->ended) ? a->ended : answer_choose (s, a, out, found);
  p->upper->crew = p->lower->crew = NULL;
  if (status_is_error (e))
    memcpy (out->message, s->oracle.ledger.message, sizeof out->message);
  return status_is_error (e) ? e : RUNNING;
}

/* The run without a search; what one that was to come before it has cost counts.  */
static status
run_alone (const problem *p, const options *opt, const host *h, void *block, size_t bytes, double started,
           const result *before, result *out)
{
  problem q = *p;
  options o = *opt;
  for (int i = 0; i < CALL_count; i++)
    q.probes[i] = fmax (p->probes[i], before->calls[i]);
  o.max_time = fmax (1e-9, started + opt->max_time - h->now ());
  if (bytes < solver_bytes (p, &o))
    o = first_half_memory (&o);
  TRY (solver_run (&q, &o, h, block, bytes, out));
  out->seconds = h->now () - started;
  return RUNNING;
}

/* Does nobody see a run before it ends?  */
static bool
is_unwatched (const options *opt, const host *h)
{
  return !h->output && (!h->print || (int) opt->display == DISPLAY_off);
}

status
search_run (const problem *p, const options *opt, const host *h, void *block, size_t bytes, result *out,
            search_result *found)
{
  const bool may_search = refusal_may_search (p, opt);
  const double started = h->now ();
  parts size = { bytes, 0 };
  *found = (search_result){ .found = "", .tied_f = NAN, .runs = 1 };
  if (may_search && !measure_parts (p, opt, &size))
    return ERROR_INTERNAL;
  result first = { 0 };
  bool whole = false;
  char *second = (char *) block + size.run;
  if (may_search) {
    TRY (first_run (p, opt, h, block, second, size.run, out, &whole));
    first = *out;
  }
  const bool tell = refusal_words (p, opt, may_search ? &first : NULL, found->reason);
  if (*found->reason) {
    if (!whole && !(first.end.stop == STOP_UNBOUNDED_UPPER && is_unwatched (opt, h)))
      TRY (run_alone (p, opt, h, block, size.run, started, &first, out));
    if (tell && status_stop (out->end.stop)->exitflag != -2) /* that a function fails is no matter of a search */
      add_words (out, 0, found);
    return RUNNING;
  }
  arena mem = { .base = second + size.run, .size = size.search };
  search *s = arena_take (&mem, 1, sizeof *s);
  if (!s)
    return ERROR_INTERNAL;
  answer a = { .first = &first,
               .block = second,
               .bytes = size.run,
               .started = started,
               .most = of_local_run + times_first * first.total,
               .runs = 1 };
  *out = first;
  bind (s, p, opt, h);
  const status e = search_on (s, &mem, &a, out, found);
  if (status_is_error (e))
    return e;
  if (e != RUNNING || isnan (out->f)) { /* there is nothing to search from */
    snprintf (found->reason, sizeof found->reason,
              "f or g is not finite at the start, or no lower-level solution was found");
    memcpy (first.calls, s->oracle.ledger.calls, sizeof first.calls);
    return run_alone (p, opt, h, block, size.run, started, &first, out);
  }
  describe (s, &a, found);
  add_words (out, s->explored, found);
  out->seconds = h->now () - started;
  out->memory = (double) bytes + (double) p->reserved;
  print_summary (s, out, found, first.f);
  return RUNNING;
}
