/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Where g (x, .) is flat between two branches that tie, every y between them solves the lower level, and f may be lower there.  */
#ifndef PGDQA_SEARCH_FLAT_H
#define PGDQA_SEARCH_FLAT_H

#include "search/state.h"

/* At the end q of a program that ties with another branch: is g flat between the two to the tolerance of the search, with a lower f
   between them?  Then q becomes the point with the least f found there, *found.  */
status flat_improve (search *s, outcome *q, bool *found);

#endif
