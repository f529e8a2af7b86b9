/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Bounds on variables.  */
#ifndef PGDQA_BOX_H
#define PGDQA_BOX_H

#include "base/real.h"

typedef struct box {
  size_t n;
  const real *low, *high; /* [n], infinite where there is none; both NULL: no bounds at all */
} box;

box box_part (const box *b, size_t first, size_t n); /* the bounds of n variables from FIRST on */
bool box_is_open (const box *b);                     /* no variable has a bound */
void box_clip (const box *b, real *z);               /* z becomes the nearest point within */

/* Is z_i at a bound that a step of the sign of -slope would leave?  */
bool box_holds (const box *b, size_t i, double z, double slope);

/* Is z_i at a bound where a slope masked by box_mask is 0?  It is held then.  */
bool box_rests (const box *b, size_t i, real z, real masked);

/* g_i = 0 where z_i is held: what is left of a gradient at a point within.  */
void box_mask (const box *b, const real *z, real *g);

#endif
