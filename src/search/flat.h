/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Where g (x, .) is flat between two branches that tie, every y between them solves the lower level, and f may be lower there.  */
#ifndef PGDQA_SEARCH_FLAT_H
#define PGDQA_SEARCH_FLAT_H

#include "search/state.h"

/* At the end q of a program that ties with another branch: is g flat between the two to the tolerance of the search, with a lower f
   between them?  Then q becomes the point with the least f found there, *found.  */
status flat_improve (search *s, outcome *q, bool *found);

/* Where g (x, .) is flat between y, on the branch, with g = G, and OTHER_Y with g = OTHER_G, the point with the least f between them becomes an
   outcome, if f < LEAST.  *kept: NULL, or that.  */
status flat_keep (search *s, int branch, const real *x, const real *y, double g, const real *other_y, double other_g,
                  double least, outcome **kept);

#endif
