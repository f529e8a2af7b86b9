/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The phases of a search: explore, solve programs from the most promising looks, test the best end for branches not seen yet, and go on
   where there are some.  */
#ifndef PGDQA_SEARCH_PHASES_H
#define PGDQA_SEARCH_PHASES_H

#include "search/state.h"

/* Memory: looks at x.  */
int phases_most_looks (size_t n, const options *opt);

/* The values of g that the test of an end takes, the most that are taken at one x.  */
int phases_test_samples (size_t m);

/* All of them; FIRST is how the run from the start has ended.  A limit, STOP_OUTPUT_FCN and errors come back.  */
status phases_run (search *s, const result *first);

/* The feasible outcome with the least f; NULL: none is.  */
outcome *phases_best (search *s);

/* The sampled point with the least f, if that is less than LEAST, of those that no branch refutes; NULL: there is none.  */
status phases_best_sample (search *s, double least, search_point **best);

/* Is g at x lower on some branch than G, by more than a tie?  */
status phases_refute (search *s, const real *x, double g, bool *refuted);

/* A run has ended at (x, y): where y is lower than all branches there, it is a new one, *learnt, and programs and tests go on with it.  */
status phases_learn (search *s, const real *x, const real *y, bool *learnt);

/* minimizer where D2_yy g = A [m x m] is positive definite over the y that no bound holds, else degenerate.  */
lower_kind phases_kind (search *s, const real *y, const real *A);

#endif
