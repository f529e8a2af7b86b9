/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "solver/history.h"

#include <string.h>

void
history_layout (history *h, double every, arena *a)
{
  h->rows = arena_array (a, (size_t) history_capacity * COLUMN_count, double);
  h->count = 0;
  h->stride = every;
}

bool
history_wants (const history *h, size_t k)
{
  return k == 0 || (h->stride < INFINITY && fmod ((double) k, h->stride) == 0);
}

static double *
row_at (history *h, size_t i)
{
  return h->rows + i * COLUMN_count;
}

void
history_add (history *h, const double *row)
{
  if (h->count == history_capacity) {
    for (size_t i = 1; 2 * i < h->count; i++)
      memcpy (row_at (h, i), row_at (h, 2 * i), sizeof (double[COLUMN_count]));
    h->count = (h->count + 1) / 2;
    h->stride *= 2;
  }
  memcpy (row_at (h, h->count++), row, sizeof (double[COLUMN_count]));
}
