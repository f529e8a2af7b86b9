/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Has g kinks in y, as |y_j| has?  grad_y g then jumps: its change across y does not shrink with the distance h.  A smooth bend, as of
   sqrt (y^2 + e), looks like a jump from afar, but its change falls in proportion to h close by.  */
#ifndef PGDQA_KINKED_H
#define PGDQA_KINKED_H

#include "lower/normal.h"

enum { most_kinked = 5 };

typedef struct kinked {
  int tests;                 /* made so far */
  size_t count;              /* y with kinks, as the latest test tells, */
  size_t index[most_kinked]; /* the first of them */
} kinked;

/* Near (x, y): 14 g_grad, and 26 more where there may be kinks.  Nothing where kinks are known, or have been looked for three times.  A limit comes back as its status.  W is
   scratch.  */
status kinked_test (kinked *k, normal *w, model *l, const real *x, const real *y);

/* y_j has one.  */
void kinked_note (kinked *k, size_t j);

#endif
