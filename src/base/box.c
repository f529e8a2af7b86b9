/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/box.h"

box
box_part (const box *b, size_t first, size_t n)
{
  return b->low ? (box){ n, b->low + first, b->high + first } : (box){ n, NULL, NULL };
}

bool
box_is_open (const box *b)
{
  for (size_t i = 0; b->low && i < b->n; i++)
    if (isfinite (b->low[i]) || isfinite (b->high[i]))
      return false;
  return true;
}

void
box_clip (const box *b, real *z)
{
  for (size_t i = 0; b->low && i < b->n; i++)
    z[i] = z[i] < b->low[i] ? b->low[i] : z[i] > b->high[i] ? b->high[i] : z[i];
}

bool
box_holds (const box *b, size_t i, double z, double slope)
{
  return (slope > 0 && z <= (double) b->low[i]) || (slope < 0 && z >= (double) b->high[i]);
}

bool
box_rests (const box *b, size_t i, real z, real masked)
{
  return masked == 0 && (z <= b->low[i] || z >= b->high[i]);
}

void
box_mask (const box *b, const real *z, real *g)
{
  for (size_t i = 0; b->low && i < b->n; i++)
    if (box_holds (b, i, (double) z[i], (double) g[i]))
      g[i] = 0;
}
