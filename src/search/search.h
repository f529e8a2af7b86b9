/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A run from the start and, where option Search asks for it, a search over x and over the solutions of the lower level for a lower f.
   It is solver_run with one more result, and the same arguments.  */
#ifndef PGDQA_SEARCH_H
#define PGDQA_SEARCH_H

#include "search/found.h"

/* Bytes of the block; 0: the sizes overflow.  */
size_t search_bytes (const problem *p, const options *opt);

/* As solver_run.  *found points into the block.  */
status search_run (const problem *p, const options *opt, const host *h, void *block, size_t bytes, result *out,
                   search_result *found);

#endif
