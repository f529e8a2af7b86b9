/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What the methods on the value gap q of lower/inner.h share: z <- z - gamma (grad f + lambda grad q), each with a lambda and a
   gamma of its own.  The method's state begins with a gap_descent.  */
#ifndef PGDQA_GAP_DESCENT_H
#define PGDQA_GAP_DESCENT_H

#include "lower/inner.h"
#include "methods/steps.h"

typedef struct gap_descent {
  gap gap;
  steps steps;
  double inner, T;           /* step and number of inner steps */
  double curved_f, curved_q; /* L_f, L_q; 0 where StepSize is given */
} gap_descent;

void gap_descent_layout (gap_descent *s, const run *r, arena *a);
status gap_descent_start (run *r);

/* f, q, their gradients and the norms in *t at the iterate.  T + 2 calls, no hvp.  */
status gap_descent_evaluate (run *r, measure *t);

/* p = grad f + t->lambda grad q, and the measure of that.  */
void gap_descent_measure (run *r, measure *t);

status gap_descent_step (run *r); /* method.h: step */

#endif
