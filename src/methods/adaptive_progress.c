/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive": how fast it comes forward, and whether that is the end.  */
#include "base/real.h"

#include "methods/adaptive.h"

enum { enough_entries = 16, few_calls = 200, enough_calls = 2000, longer = 10 };
static const double long_time = 0.45;        /* of all calls without a further decade of stationarity: slow */
static const double least_ratio = 1. / 16;   /* of the decreases of f in two doublings of the calls */
static const double unseen = 1e-7;           /* relative stationarity that an end within the rounding of f may have */
static const double rising = 1e-9;           /* of |f|: a path that rises by more tells nothing */
static const double nearly = 1e-2;           /* relative stationarity that a flat end may have at the most */
static const double further_decrease = 0.01; /* of |f|: a step that promises more is not the last */

static int
level (double relative)
{
  const double i = -adaptive_steps_a_decade * log10 (fmax (relative, 1e-300));
  return i < 0 ? -1 : (int) fmin (i, adaptive_decades * adaptive_steps_a_decade - 1);
}

/* Every iterate, or every second, fourth, ... when there are many.  */
static void
add_to_trail (trail *t, double calls, double f)
{
  if (t->count > 0 && calls < t->calls[t->count - 1] + t->every)
    return;
  if (t->count == trail_most) {
    for (int i = 1; 2 * i < trail_most; i++) {
      t->calls[i] = t->calls[2 * i];
      t->f[i] = t->f[2 * i];
    }
    t->count = trail_most / 2;
    t->every = (t->calls[t->count - 1] - t->calls[0]) / t->count;
  }
  t->calls[t->count] = calls;
  t->f[t->count++] = f;
}

void
adaptive_note_progress (run *r)
{
  adaptive *s = r->state;
  const double calls = r->oracle->ledger.total;
  for (int i = level (s->relative); i >= 0 && s->progress.first_calls[i] == 0; i--)
    s->progress.first_calls[i] = calls;
  add_to_trail (&s->progress.trail, calls, r->now.f + vec_dot (r->d.m, s->w, r->grad_g));
}

/* f as it was after CALLS calls.  */
static double
f_at (const trail *t, double calls)
{
  int i = t->count - 1;
  while (i > 0 && t->calls[i] > calls)
    i--;
  return t->f[i];
}

/* Of two decreases of f in two doublings of the calls.  */
static double
part_of (double latest, double earlier)
{
  return earlier > 0 ? fmin (1, fmax (least_ratio, latest / earlier)) : 1;
}

/* By the ratio of the decreases in the last two doublings and that of the last and the third last: paths are rough.  */
double
adaptive_expected_decrease (const run *r)
{
  const adaptive *s = r->state;
  const trail *t = &s->progress.trail;
  if (t->count < enough_entries)
    return NAN;
  const double first = t->calls[0], n = t->calls[t->count - 1] - first, now = t->f[t->count - 1];
  const double half = f_at (t, first + n / 2), quarter = f_at (t, first + n / 4), eighth = f_at (t, first + n / 8);
  const double latest = fmax (0, half - now);
  if (half < now - rising * fabs (now))
    return NAN;
  const double part = sqrt (part_of (latest, quarter - half) * sqrt (part_of (latest, eighth - quarter)));
  const double ratio = pow (part, 1 - part / 2), doublings = log2 (longer); /* a slow decay is taken for slower */
  return latest * (ratio < 1 ? ratio * (1 - pow (ratio, doublings)) / (1 - ratio) : doublings);
}

static bool
is_slow (const adaptive *s, double calls)
{
  const int i = level (10 * s->relative);
  const double first = i >= 0 ? s->progress.first_calls[i] : s->progress.trail.calls[0];
  return calls - first > long_time * calls;
}

double
adaptive_promised (run *r)
{
  adaptive *s = r->state;
  if (s->pairs.count == 0)
    return INFINITY;
  s->pairs.metric = s->metric;
  vec_copy (r->nz, s->q, s->p);
  lbfgs_apply (&s->pairs, s->p);
  return 0.5 * vec_dot (r->nz, s->q, s->p);
}

/* The decrease of f that the quasi-Newton model promises is small against f, or rounding is reached.  */
static bool
promises_little (run *r)
{
  const adaptive *s = r->state;
  return s->pairs.count == 0 || s->relative <= 4.5 * REAL_EPS
         || adaptive_promised (r) <= fmax (further_decrease * fabs (r->now.f), 45 * REAL_EPS * s->most_f);
}

/* Among minimisers that are not isolated: the decrease of f promised is beyond what f can show.  */
static bool
is_rounding (run *r)
{
  const adaptive *s = r->state;
  return s->lower->model.singular && s->relative <= unseen && adaptive_promised (r) <= 45 * REAL_EPS * s->most_f;
}

bool
adaptive_is_small (run *r)
{
  const adaptive *s = r->state;
  if (r->opt->tol_kkt == 0 || r->opt->tol_lower == 0)
    return false;
  if (s->relative <= adaptive_tolerance (r))
    return promises_little (r);
  return s->relative <= adaptive_tolerance_slow (r) && (is_slow (s, r->oracle->ledger.total) || is_rounding (r));
}

bool
adaptive_is_flat (const run *r)
{
  const adaptive *s = r->state;
  const options *o = r->opt;
  const double calls = r->oracle->ledger.total, each = calls < enough_calls ? 1 : (longer - 1) * calls;
  return o->tol_fun > 0 && o->tol_kkt > 0 && o->tol_lower > 0 && calls - s->progress.trail.calls[0] >= few_calls
         && is_slow (s, calls) && adaptive_expected_decrease (r) <= o->tol_fun * fabs (r->now.f) * each;
}

bool
adaptive_is_stuck (const run *r)
{
  const adaptive *s = r->state;
  return s->relative > nearly && adaptive_is_flat (r);
}
