/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What lower-level solutions there are, and what f is on them.  */
#ifndef PGDQA_SEARCH_EXPLORE_H
#define PGDQA_SEARCH_EXPLORE_H

#include "search/state.h"

/* So many values of g at samples of y are SAMPLES for each of the m: at most 600.  */
int explore_samples (int samples, size_t m);

/* Every branch known at x, and SAMPLES m values of g (x, .): from the lowest of these that a rise of g parts from the nearest branch,
   at most TRIES descents, each maybe a new branch.  LINES: half of the samples lie on lines along one y through the lowest solution known at x.
   *lowest: the anchor with the least g at x; -1: none.  */
status explore_at (search *s, const real *x, int samples, int tries, bool lines, int *lowest);

/* At COUNT points x more, and at those explored: g at the nearest known y of each branch (one call a branch), an estimate of G_i
   from above, and f where the branch may be the lowest nearby.  */
status explore_look (search *s, int count);

#endif
