/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Edges: where one branch ends and another begins, and no x has both, as where g (x, .) is linear or flat.  No program sees the other
   branch there.  */
#ifndef PGDQA_SEARCH_EDGES_H
#define PGDQA_SEARCH_EDGES_H

#include "search/state.h"

/* Between explored points next to each other on branches that do not reach each other, the edge by bisection; both of its sides, or the best
   point between them where g is flat, become outcomes if f is lower there than at the best so far, LEAST.  Crossings of branches
   that do are looked at, too (search/crossing.h).  */
status edges_find (search *s, double least);

#endif
