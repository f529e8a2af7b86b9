/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The lower level at fixed x: min over y of g (x, y) by descent from a given y, so that it ends at a point no higher.
   L-BFGS, and truncated Newton steps on Hessian-vector products where that stalls; both with a weak Wolfe line search.  */
#ifndef PGDQA_DESCEND_H
#define PGDQA_DESCEND_H

#include "linalg/krylov.h"
#include "linalg/lbfgs.h"
#include "problem/oracle.h"

#define descend_layout REAL (descend_layout)
#define descend_lower REAL (descend_lower)

typedef struct descend {
  lbfgs memory;
  newton_cg_work cg;
  real *trial, *grad, *d, *change; /* [m] */
} descend;

typedef enum descended {
  DESCENDED_SOLVED,    /* ||grad_y g|| <= tolerance */
  DESCENDED_FLOOR,     /* rounding lets it go no further */
  DESCENDED_LIMIT,     /* the oracle's budget or clock ended it */
  DESCENDED_UNBOUNDED, /* g falls without end */
  DESCENDED_FAILED     /* no finite value could be reached from here */
} descended;

void descend_layout (descend *w, size_t m, arena *a);

/* y [m], its value *g and gradient v [m] (known on entry; the oracle's latest evaluation is there) are moved downhill
   until ||v|| <= tolerance.  An ERROR status of an evaluation comes back in *error.  Cost: 1 g_grad for most L-BFGS
   steps, 1 g_grad and up to min (2 m, 200) hvp for a Newton step.  */
descended descend_lower (descend *w, oracle *o, const real *x, real *y, double *g, real *v, double tolerance,
                         status *error);

#endif
