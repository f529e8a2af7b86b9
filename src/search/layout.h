/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#ifndef PGDQA_SEARCH_LAYOUT_H
#define PGDQA_SEARCH_LAYOUT_H

#include "search/state.h"

/* All memory of a search, on an arena that measures or on its block.  */
void layout_search (search *s, arena *a);

#endif
