/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Singular mode: A = D2_yy g is singular along grad_y f (lower-level minimisers are not isolated), so that r = grad_y f + A w
   does not vanish.  P, the projection on null (A), comes from the directions of the multiplier, which span its range as far
   as grad_y f reaches it.  */
#ifndef PGDQA_NULL_SPACE_H
#define PGDQA_NULL_SPACE_H

#include "methods/adaptive/state.h"

/* p_y <- P p_y */
void null_space_project (const adaptive *s, real *p);

/* s->limit: the multiplier afresh, since null (A) moves with the point, and the memory.  ASSUMED: A is taken to have the rank
   it had at the iterate before, which saves a product and is to be verified.  */
status null_space_multiplier (adaptive *s, bool assumed);

/* The memory of the curvature at the iterate: the directions of the multiplier, each with its part in range (A) alone, so
   that H neither moves y in null (A) nor responds to it.  */
void null_space_remember (adaptive *s);

/* What the secants know of y is projected on null (A) at the iterate.  */
void null_space_transport (adaptive *s);

#endif
