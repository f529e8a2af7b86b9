/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/expected.h"

enum { most_steps = 8, fewest_steps = 2 };
static const double least_ratio = 1e-3; /* of two decreases */
static const forecast unknown = { NAN, NAN, NAN };

/* The sum of what follows LATEST if each is RATIO of the one before.  */
static double
rest (double latest, double ratio)
{
  return latest > 0 ? latest * ratio / (1 - ratio) : 0;
}

forecast
expected_by_steps (const secants *s)
{
  int w = most_steps;
  while (w > fewest_steps && !isfinite (secants_fallen (s, 2 * w)))
    w /= 2;
  const double latest = secants_fallen (s, w), earlier = secants_fallen (s, 2 * w) - latest;
  if (!isfinite (earlier))
    return unknown;
  const double ratio = earlier > 0 ? fmin (1, fmax (least_ratio, latest / earlier)) : 1;
  return (forecast){ rest (latest, ratio * ratio), rest (latest, ratio), rest (latest, sqrt (ratio)) };
}

/* fmin and fmax leave out what is unknown.  */
forecast
expected_forecast (const adaptive *s, bool flat)
{
  const secants *k = &s->branch.secants;
  const forecast path = progress_forecast (&s->branch.progress), steps = expected_by_steps (k);
  const double E = isfinite (k->expected) ? k->expected : NAN,
               expected = isnan (steps.expected) ? path.expected : steps.expected;
  const forecast all = { fmin (fmin (path.low, steps.low), E), fmax (expected, E),
                         fmax (fmax (fmax (path.high, steps.high), 2 * E), rounding_of_f * s->branch.size_f) };
  return (flat || !isnan (path.expected)) && isfinite (all.expected) ? all : unknown;
}
