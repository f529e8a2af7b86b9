/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "solver/clock.h"

/* MaxCalls, and MaxTime after FROM, for the whole run; the loop leaves a part of them for restoring and measuring the point returned.  */
static void
set_limits (solve *s, double from)
{
  const options *o = s->run.opt;
  const double kept = o->max_calls < INFINITY ? fmin (40 + 0.02 * o->max_calls, 0.2 * o->max_calls) : 0;
  s->oracle.ledger.whole = (limits){ o->max_calls, from + o->max_time, false };
  ledger_limit (&s->oracle.ledger, (limits){ o->max_calls - kept, from + (o->restore ? 0.9 : 1) * o->max_time, false });
}

void
clock_start (solve *s, double seconds)
{
  const host *h = &s->host;
  const double now = h->now ();
  s->started = now - seconds;
  set_limits (s, now);
  if (h->slow && h->patience < INFINITY)
    s->oracle.ledger.notice = (notice){ now + h->patience, report_slow, s };
}
