/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdio.h>

#include "problem/ledger.h"

void
ledger_start (ledger *l, const host *h)
{
  const limits none = { INFINITY, INFINITY, false };
  *l = (ledger){ .host = h, .whole = none, .present = none };
}

limits
ledger_limit (ledger *l, limits to)
{
  const limits before = l->present;
  l->present = to;
  return before;
}

limits
ledger_measure (ledger *l)
{
  const limits now = l->present;
  return ledger_limit (l, (limits){ now.calls, now.deadline, true });
}

static void
give_notice (ledger *l)
{
  const notice due = l->notice;
  if (!due.tell || l->host->now () < due.at)
    return;
  l->notice.tell = NULL;
  due.tell (due.self);
}

status
ledger_charge (ledger *l, int kind)
{
  if (l->total + 1 > l->present.calls)
    return STOP_MAX_CALLS;
  if (l->present.deadline < INFINITY && l->host->now () > l->present.deadline)
    return STOP_MAX_TIME;
  if (l->host->tick)
    l->host->tick (l->host->self);
  give_notice (l);
  l->calls[kind]++;
  l->total++;
  l->measured += l->present.measuring;
  return RUNNING;
}

void
ledger_note_rows (ledger *l, const instance *p)
{
  if (p->kind->rows)
    l->passes += p->kind->rows (p);
}

status
ledger_not_finite (ledger *l, const char *what, size_t count, const real *a)
{
  size_t i = 0;
  while (a && i < count && isfinite ((double) a[i]))
    i++;
  if (a)
    snprintf (l->not_finite, sizeof l->not_finite, "component %zu of %s", i + 1, what);
  else
    snprintf (l->not_finite, sizeof l->not_finite, "%s", what);
  return STOP_NON_FINITE;
}

status
ledger_contradiction (ledger *l, const char *level)
{
  l->contradicted = level;
  return STOP_CONTRADICTION;
}
