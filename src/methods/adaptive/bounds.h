/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Bounds of y that are active with a multiplier of about 0 (weak).  There y (x) has one derivative on either side: y_i is
   held while x moves so that y would leave, and free while it moves so that y comes in.  f (x, y (x)) has but directional
   derivatives, and each of the two readings, all weak bounds free, and held where y would leave along the step, has a reduced
   gradient q.  The reading that its own step does not violate is used; if both are violated, the shortest q between the two,
   0 at a kink that is a minimum to first order.  */
#ifndef PGDQA_BOUNDS_H
#define PGDQA_BOUNDS_H

#include "methods/adaptive/reduced.h"

typedef struct bounds {
  bool *weak; /* [m] model_weak */
  bool *held; /* [m] taken to act */
  real *free; /* [n + m] q where no weak bound acts */
  real *step; /* [n + m] (dx, dy): the steepest step in x and the response of y */
  real *rate; /* [m] of grad_y g along it */
  real *work; /* [n + m] */
  bool kink;  /* q is of neither reading */
} bounds;

void bounds_layout (bounds *b, dims d, arena *a);

/* reduced_solve with the bounds of y that act at the point.  q = 0 is used only if the other reading has no step of its own
   either: `relative` at most SMALL counts as 0.  With weak bounds at least three multipliers and responses.  */
status bounds_solve (bounds *b, reduced *q, scales *s, lower *l, point *at, const box *within, double accuracy,
                     double small, bool *null);

#endif
