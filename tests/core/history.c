/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "test.h"

#include "solver/history.h"

/* The history of iterations 0 .. last, in a block of exactly the measured size.  */
static history
recorded (size_t last, double every)
{
  history h;
  arena measured = { 0 };
  history_layout (&h, every, &measured);
  const size_t bytes = measured.used + arena_align;
  arena a = { .base = test_memory (bytes), .size = bytes };
  history_layout (&h, every, &a);
  for (size_t k = 0; k <= last; k++)
    if (history_wants (&h, k)) {
      double row[COLUMN_count];
      for (int c = 0; c < COLUMN_count; c++)
        row[c] = (double) k + c / 100.0;
      history_add (&h, row);
    }
  return h;
}

TEST (a_short_run_is_recorded_whole)
{
  history h = recorded (history_capacity - 1, 1);
  CHECK (h.count == history_capacity);
  for (size_t i = 0; i < h.count; i++)
    for (int c = 0; c < COLUMN_count; c++)
      CHECK (h.rows[i * COLUMN_count + (size_t) c] == (double) i + c / 100.0);
}

TEST (a_full_history_keeps_equally_spaced_rows)
{
  static const size_t last[] = { history_capacity,     history_capacity + 1, 2 * history_capacity - 1,
                                 2 * history_capacity, 3 * history_capacity, 100000 };
  for (size_t t = 0; t < sizeof last / sizeof *last; t++)
    for (int every = 1; every <= 3; every++) {
      history h = recorded (last[t] * (size_t) every, every);
      CHECK (h.count <= history_capacity && h.count > history_capacity / 2);
      CHECK (h.count == (size_t) ((double) (last[t] * (size_t) every) / h.stride) + 1);
      for (size_t i = 0; i < h.count; i++)
        if (!CHECK (h.rows[i * COLUMN_count] == (double) i * h.stride))
          break;
    }
}

TEST (every_infinite_records_the_first_iteration_alone)
{
  history h = recorded (1000, INFINITY);
  CHECK (h.count == 1);
  CHECK (h.rows[0] == 0);
}
