/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What a search begins with: a rough run from the start; the start alone, where bounds say where to search; or, for a min-max problem,
   which a bundle method mostly solves, the run that there would be without a search.  */
#ifndef PGDQA_SEARCH_FIRST_H
#define PGDQA_SEARCH_FIRST_H

#include "solver/pgdqa.h"

/* The options of one of two runs, each of which has half of the memory.  */
options first_half_memory (const options *opt);

/* As solver_run, with another block of as many bytes as scratch.  *whole: it was no rough run.  */
status first_run (const problem *p, const options *opt, const host *h, void *block, void *scratch, size_t bytes,
                  result *out, bool *whole);

#endif
