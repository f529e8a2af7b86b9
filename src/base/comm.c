/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/comm.h"

#include <stdint.h>
#include <string.h>

enum { FAILED, CLOCK, CALL };

bool
comm_take (turn *t, bool failed)
{
  comm *c = t->ranks;
  const bool first = c->rank == 0;
  t->taken = true;
  if (c->ended)
    return false;
  t->a[FAILED] = failed || c->failing;
  t->a[CLOCK] = first ? c->now () : 0;
  t->a[CALL] = first ? t->call : 0;
  c->sum (t->a, comm_header + t->count);
  c->clock = t->a[CLOCK];
  if (t->a[CALL] != t->call)
    c->failing = c->apart = true; /* it tells the others in the next turn */
  c->ended = t->a[FAILED] > 0;
  return !c->ended;
}

void
comm_leave (turn *t)
{
  if (t->taken)
    return;
  memset (t->a, 0, (comm_header + t->count) * sizeof *t->a);
  comm_take (t, true);
}

void
comm_gather (comm *ranks, const double *own, size_t count, double *a)
{
  const size_t all = (size_t) ranks->size * count;
  memset (a, 0, all * sizeof *a);
  memcpy (a + (size_t) ranks->rank * count, own, count * sizeof *own);
  ranks->sum (a, all);
}

double
comm_print (double print, const void *data, size_t bytes)
{
  uint64_t h = (uint64_t) print;
  for (size_t i = 0; i < bytes; i += sizeof (uint32_t)) {
    uint32_t word;
    memcpy (&word, (const char *) data + i, sizeof word);
    h = (h ^ word) * 0x100000001b3u;
    h ^= h >> 29;
  }
  return (double) (h & 0xfffffffffffff); /* 52 bits: exact */
}
