/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Counts and limits; differences.c tests them through the oracle.  */
#include "base/real.h"

#include "problem/oracle.h"

#include "numeric.h"

static ledger
new_ledger (void)
{
  ledger l;
  clock_seconds = ticks = 0;
  ledger_start (&l, &test_host);
  return l;
}

TEST (a_new_ledger_has_spent_nothing_and_has_no_limits)
{
  ledger l = new_ledger ();
  clock_seconds = 1e9;
  for (int i = 0; i < 1000; i++)
    CHECK (ledger_charge (&l, i % CALL_count) == RUNNING);
  CHECK (l.total == 1000 && l.measured == 0 && ticks == 1000);
}

TEST (a_phase_ends_with_the_limits_from_before_it)
{
  ledger l = new_ledger ();
  const limits outer = { 2, 20, false }, inner = { 5, 10, true };
  ledger_limit (&l, outer);
  const limits before = ledger_limit (&l, inner);
  CHECK (before.calls == 2 && before.deadline == 20 && !before.measuring);
  for (int i = 0; i < 5; i++)
    CHECK (ledger_charge (&l, CALL_hvp) == RUNNING);
  CHECK (ledger_charge (&l, CALL_hvp) == STOP_MAX_CALLS);
  ledger_limit (&l, before);
  CHECK (ledger_charge (&l, CALL_hvp) == STOP_MAX_CALLS);
  CHECK (l.total == 5 && l.measured == 5 && l.calls[CALL_hvp] == 5 && ticks == 5);
}

TEST (a_phase_of_measuring_keeps_to_the_limits)
{
  ledger l = new_ledger ();
  ledger_limit (&l, (limits){ 3, 10, false });
  const limits before = ledger_measure (&l);
  CHECK (!before.measuring && l.present.calls == 3 && l.present.deadline == 10 && l.present.measuring);
  CHECK (ledger_charge (&l, CALL_f_grad) == RUNNING);
  ledger_limit (&l, before);
  CHECK (ledger_charge (&l, CALL_f_grad) == RUNNING);
  CHECK (l.total == 2 && l.measured == 1);
}

TEST (a_call_that_a_limit_refuses_is_not_counted)
{
  ledger l = new_ledger ();
  ledger_limit (&l, (limits){ 1, 10, true });
  clock_seconds = 10.001;
  CHECK (ledger_charge (&l, CALL_g_value) == STOP_MAX_TIME);
  clock_seconds = 10;
  CHECK (ledger_charge (&l, CALL_g_value) == RUNNING);
  CHECK (ledger_charge (&l, CALL_g_value) == STOP_MAX_CALLS);
  CHECK (l.total == 1 && l.measured == 1 && ticks == 1);
}

TEST (calls_are_kept_back_for_measuring_from_the_whole_limits)
{
  bench b;
  bench_set (&b, (dims){ 2, 3 }, NULL, 2, NULL, 2);
  b.oracle.ledger.whole = (limits){ 100, 7, false };
  const limits l = oracle_before_measure (&b.oracle);
  CHECK (l.calls == 97 && l.deadline == 7 && !l.measuring);
}
