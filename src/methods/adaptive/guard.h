/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Steps are judged with the lower level solved only as far as the decrease of f requires, by its linear model.  Where that
   was wrong (y went to another minimiser, D2_yy g vanishes), f is higher once the lower level is solved again, and the step is
   undone.  */
#ifndef PGDQA_GUARD_H
#define PGDQA_GUARD_H

#include "methods/adaptive/point.h"

enum { guard_most_restorations = 4 }; /* between two steps */

typedef struct guard {
  point before;      /* where the latest step started; f with the lower level solved at its x is at most the mark's */
  point best_solved; /* lowest f of this branch with the lower level solved; f: a bound, with what may be hidden */
  bool restored;     /* the lower level has been solved again since the latest step */
  bool solve_trials; /* every trial has its lower level solved: leaving it unsolved has misled the merit */
  int restorations;  /* since the latest step */
  int retreats;
} guard;

void guard_layout (guard *g, dims d, arena *a);
void guard_start (guard *g);

/* Is there anything to compare an iterate with?  */
bool guard_can_tell (const guard *g);

/* F, of which infeasibility may be HIDDEN, is higher than the latest step started from or, with the lower level solved
   (TIGHT), than at an earlier solved point.  SIZE_F: what rounding of f is relative to.  */
bool guard_has_risen (const guard *g, double f, double hidden, bool tight, double size_f);

/* A measured iterate with the lower level solved; f there is at most BOUND, with what may be hidden.  */
void guard_note (guard *g, const point *at, double bound);

#endif
