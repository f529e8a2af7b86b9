/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   One step of a continuous flow z' = -p (z): the classical Runge-Kutta scheme of order 4, or Euler's.  */
#ifndef PGDQA_FLOW_H
#define PGDQA_FLOW_H

#include "problem/measure.h"

typedef struct flow {
  real *z, *sum; /* [n + m] the step's start, the weighted sum of p */
} flow;

void flow_layout (flow *w, const run *r, arena *a);

/* z moves by the step r->gamma.  On entry r->p belongs to r->z; EVALUATE fills it there again.  Three fields with rk4, else none.
   After a status other than RUNNING z is a point within the step.  */
status flow_advance (flow *w, run *r, status (*evaluate) (run *r));

#endif
