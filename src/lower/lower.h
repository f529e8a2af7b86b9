/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The lower level of a run: what has been learnt of it, and the tools that use that.  */
#ifndef PGDQA_LOWER_H
#define PGDQA_LOWER_H

#include "base/options.h"
#include "lower/certificate.h"
#include "lower/kinked.h"

typedef struct lower {
  model model;
  adjoint adjoint;
  normal normal;
  certifier certifier;
  kinked kinked;
} lower;

/* How a descent ended, and its word in output.lower.restoration:
     NONE       there was none
     SOLVED     ||grad_y g|| <= tolerance
     FLOOR      rounding lets it go no further
     LIMIT      the oracle's budget or clock ended it
     UNBOUNDED  g falls without end
     FAILED     no lower value could be reached from here  */
#define DESCENTS(X)                                                                                                    \
  X (NONE, "none")                                                                                                     \
  X (SOLVED, "solved") X (FLOOR, "rounding") X (LIMIT, "limit") X (UNBOUNDED, "unbounded") X (FAILED, "failed")
typedef enum descended {
#define X(name, words) DESCENDED_##name,
  DESCENTS (X)
#undef X
} descended;

/* What a run has learnt that another may start from: pairs are the columns slot[0], slot[1], ... of s and y, or where these
   are NULL of S and Y, newest first; with slot NULL columns 0, 1, ... of s and y, oldest first.  */
typedef struct pairs {
  const real *s, *y; /* [length x anything] */
  const int *slot;
  size_t length, count;
  tall S, Y; /* their columns are in the block of the run, which lives longer than the run */
} pairs;

/* The pair that is slot[I].  */
void pairs_get (const pairs *p, size_t i, real *s, real *y);

typedef struct warm_start {
  const real *w;          /* [m] multiplier of grad_y g = 0 */
  const real *compliance; /* [n] diag (D2_xy A^-1 D2_yx), A = D2_yy g */
  pairs curvature;        /* [m] q and A q */
  pairs steps; /* [n], or [n + m] where y moves freely: steps and the changes of the reduced gradient along them */
} warm_start;

/* With LARGE_MEMORY the memories are as large as Schedule adaptive wants them, else as restorations and certificates do; but none
   holds more than so many VECTORS.  */
void lower_layout (lower *l, dims d, const options *o, bool large_memory, int vectors, arena *a);
/* Nothing is known yet; y0 [m] is the start, Y_BOX the bounds of y.  */
void lower_start (lower *l, oracle *o, const options *opt, const box *y_box, const real *y0);

/* y [m], its value *g and gradient v [m] (known on entry) move downhill at fixed x until ||v|| <= tolerance.  An
   ERROR status of an evaluation comes back in *error.  Cost: 1 g_grad for most steps.  */
descended lower_solve (lower *l, const real *x, real *y, double *g, real *v, double tolerance, status *error);

#endif
