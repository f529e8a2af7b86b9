/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include <math.h>

#include "methods/adaptive/progress.h"

enum { enough_entries = 16, few_calls = 200 };
static const double decade = 10;
static const double slow_part = 0.45;      /* of all calls without a further decade of stationarity: slow */
static const double least_ratio = 1. / 16; /* of the decreases of f in two doublings of the calls */
static const double rising = 1e-9;         /* of |f|: a path that rises by more tells nothing */

void
progress_start (progress *p)
{
  *p = (progress){ .count = 0 };
}

static int
level (double relative)
{
  const double i = -progress_steps_a_decade * log10 (fmax (relative, 1e-300));
  return i < 0 ? -1 : (int) fmin (i, progress_decades * progress_steps_a_decade - 1);
}

/* Every iterate, or every second, fourth, ... when there are many.  */
static void
add_entry (progress *p, double calls, double f, double expected)
{
  if (p->count > 0 && calls < p->calls[p->count - 1] + p->every)
    return;
  if (p->count == progress_most) {
    for (int i = 1; 2 * i < progress_most; i++) {
      p->calls[i] = p->calls[2 * i];
      p->f[i] = p->f[2 * i];
      p->expected[i] = p->expected[2 * i];
    }
    p->count = progress_most / 2;
    p->every = (p->calls[p->count - 1] - p->calls[0]) / p->count;
  }
  p->calls[p->count] = calls;
  p->expected[p->count] = expected;
  p->f[p->count++] = f;
}

void
progress_note (progress *p, double calls, double f, double relative, double expected)
{
  for (int i = level (relative); i >= 0 && p->first_calls[i] == 0; i--)
    p->first_calls[i] = calls;
  add_entry (p, calls, f, expected);
}

void
progress_skip (progress *p, double calls)
{
  for (int i = 0; i < p->count; i++)
    p->calls[i] += calls;
  for (int i = 0; i < progress_decades * progress_steps_a_decade; i++)
    if (p->first_calls[i] > 0)
      p->first_calls[i] += calls;
}

/* f as it was after CALLS calls.  */
static double
f_after (const progress *p, double calls)
{
  int i = p->count - 1;
  while (i > 0 && p->calls[i] > calls)
    i--;
  return p->f[i];
}

/* Ratio of two decreases of f in two doublings of the calls.  */
static double
ratio_of (double latest, double earlier)
{
  return earlier > 0 ? fmin (1, fmax (least_ratio, latest / earlier)) : 1;
}

/* The sum of what follows LATEST if each is RATIO of the one before.  */
static double
geometric_rest (double latest, double ratio)
{
  return latest > 0 ? latest * ratio / (1 - ratio) : 0;
}

forecast
progress_forecast (const progress *p)
{
  const forecast unknown = { NAN, NAN, NAN };
  if (p->count < enough_entries)
    return unknown;
  const double first = p->calls[0], n = p->calls[p->count - 1] - first, now = p->f[p->count - 1];
  const double half = f_after (p, first + n / 2), quarter = f_after (p, first + n / 4),
               eighth = f_after (p, first + n / 8);
  const double latest = fmax (0, half - now);
  if (half < now - rising * fabs (now))
    return unknown;
  const double ratio = sqrt (ratio_of (latest, quarter - half) * sqrt (ratio_of (latest, eighth - quarter)));
  return (forecast){ geometric_rest (latest, ratio * ratio), geometric_rest (latest, ratio),
                     geometric_rest (latest, sqrt (ratio)) };
}

double
progress_fallen (const progress *p)
{
  return p->count > 0 ? p->f[0] - p->f[p->count - 1] : 0;
}

bool
progress_is_slow (const progress *p, double relative, double calls)
{
  const int i = level (decade * relative);
  const double first = i >= 0 ? p->first_calls[i] : p->calls[0];
  return calls - first > slow_part * calls;
}

bool
progress_model_is_slow (const progress *p, double expected, double calls)
{
  int i = 0;
  while (i < p->count && !(p->expected[i] <= decade * decade * expected))
    i++;
  return i < p->count && calls - p->calls[i] > slow_part * calls;
}

bool
progress_is_flat (const progress *p, double calls, double little)
{
  return calls - p->calls[0] >= few_calls && progress_forecast (p).high <= little;
}

bool
progress_stands (const progress *p)
{
  const int last = p->count - 1;
  if (p->count < 2 * enough_entries)
    return false;
  const double middle = (p->calls[0] + p->calls[last]) / 2;
  return p->calls[last] - middle >= few_calls && p->calls[last - enough_entries] >= middle
         && p->f[last] >= f_after (p, middle);
}
