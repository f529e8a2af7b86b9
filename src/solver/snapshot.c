/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdint.h>
#include <string.h>

#include "base/image.h"
#include "objectives/journaled.h"
#include "solver/clock.h"
#include "solver/snapshot.h"

/* What the structs of a block may point to.  */
enum { BLOCK, CODE, UPPER, LOWER, LOW, HIGH, range_count };

typedef struct range {
  uintptr_t start, bytes;
} range;

enum { fixed_pieces = 3, most_pieces = fixed_pieces + 2 * journaled_pieces };

static range
range_of (const void *start, size_t bytes)
{
  return (range){ (uintptr_t) start, start ? bytes : 0 };
}

static void
find_ranges (const solve *s, const image *code, range out[range_count])
{
  const problem *p = &s->problem;
  const size_t bounds = s->run.nz * sizeof (real);
  out[BLOCK] = range_of (s, s->used);
  out[CODE] = range_of (code->start, code->bytes);
  out[UPPER] = range_of (p->upper, sizeof *p->upper);
  out[LOWER] = range_of (p->lower, sizeof *p->lower);
  out[LOW] = range_of (p->low, bounds);
  out[HIGH] = range_of (p->high, bounds);
}

/* The pieces of a snapshot: where everything was, the block before and after the objectives' memory, and where these are.  */
static int
list_pieces (solve *s, range ranges[range_count], memory_piece out[most_pieces])
{
  char *block = (char *) s;
  out[0] = (memory_piece){ ranges, range_count * sizeof *ranges };
  out[1] = (memory_piece){ block, s->objectives[0] };
  out[2] = (memory_piece){ block + s->objectives[1], s->used - s->objectives[1] };
  journaled_place (s->problem.upper, out + fixed_pieces);
  journaled_place (s->problem.lower, out + fixed_pieces + journaled_pieces);
  return most_pieces;
}

/* Only the same code reads it, for a block laid out alike.  */
static uint64_t
key_of (const solve *s, const image *code)
{
  const size_t layout[] = { s->used, s->objectives[0], s->objectives[1] };
  return journal_key (code->identity, layout, sizeof layout);
}

void
snapshot_keep (solve *s)
{
  const journal *j = s->problem.journal;
  const size_t bytes = s->used - (s->objectives[1] - s->objectives[0]);
  range ranges[range_count];
  memory_piece pieces[most_pieces];
  if (!j || !j->due (j->self, s->mark, bytes))
    return;
  const image code = image_find ();
  if (!code.start)
    return;
  s->seconds = s->host.now () - s->started;
  find_ranges (s, &code, ranges);
  const int count = list_pieces (s, ranges, pieces);
  j->keep (j->self, s->mark, key_of (s, &code), pieces, count);
}

/* The words of the structs that lie in one of the ranges FROM come to lie in that of TO.  */
static void
move_pointers (solve *s, const range from[range_count], const range to[range_count])
{
  const arena_structs structs = s->structs;
  for (size_t k = 0; k < structs.count; k++) {
    char *word = (char *) s + structs.at[k], *end = word + structs.bytes[k] / sizeof (uintptr_t) * sizeof (uintptr_t);
    for (; word < end; word += sizeof (uintptr_t)) {
      uintptr_t value;
      memcpy (&value, word, sizeof value);
      for (int i = 0; i < range_count; i++)
        if (value - from[i].start < from[i].bytes) {
          value += to[i].start - from[i].start;
          memcpy (word, &value, sizeof value);
          break;
        }
    }
  }
}

bool
snapshot_restore (solve *s)
{
  const journal *j = s->problem.journal;
  if (!j)
    return false;
  s->mark = j->mark (j->self);
  const image code = image_find ();
  const problem p = s->problem;
  const options o = s->options;
  const host h = s->host;
  const size_t mark = s->mark;
  range before[range_count], now[range_count];
  memory_piece pieces[most_pieces];
  find_ranges (s, &code, now);
  const int count = list_pieces (s, before, pieces);
  if (!code.start || !j->restore (j->self, key_of (s, &code), pieces, count))
    return false;
  move_pointers (s, before, now);
  s->problem = p;
  s->options = o;
  s->host = h;
  s->mark = mark;
  clock_start (s, s->seconds);
  journaled_return (p.upper);
  journaled_return (p.lower);
  return true;
}
