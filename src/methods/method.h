/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A method: how an iterate becomes the next one.  It sees the run and nothing of history, printing or time.  */
#ifndef PGDQA_METHOD_H
#define PGDQA_METHOD_H

#include "lower/lower.h"
#include "problem/measure.h"

/* The point returned, as a method that closes its own runs leaves it.  */
typedef struct closing {
  status stop;           /* in: why the run ended */
  bool wanted;           /* in: a certificate is still to be had, if the calls left allow */
  certificate lower;     /* in and out */
  descended how;         /* how the restoration of the lower level ended */
  bool confirmed;        /* the tolerances hold there */
  double relative;       /* the measure that TolKKT bounds, */
  double relative_lower; /* and that which TolLower bounds */
  double stationarity, residual, hypergradient, hypergradient_residual; /* as in lower/multiplier.h */
  const real *w;                                                        /* [m] multiplier */
  double f_error;           /* first-order error of f because grad_y g is not 0: |w'grad_y g|; NaN: unknown */
  double expected_decrease; /* of f; NaN: unknown */
  memory learnt;
} closing;

typedef struct method {
  const char *name, *source;
  bool thorough; /* large memories of the lower level (lower/lower.h) */
  /* Sets alpha and gamma for iteration r->k, before its iterate is measured.  */
  void (*prepare) (run *r);
  /* Moves the measured iterate; bounded work, no printing, no tests.  RUNNING, or why it could not.  */
  status (*step) (run *r);

  /* ---- NULL: what the driver does for every method ---- */

  /* Memory of its own, r->state.  NULL: none.  */
  void *(*layout) (const run *r, arena *a);
  /* Before iteration 0.  NULL: nothing.  */
  status (*start) (run *r);
  /* Fills grad_f, grad_g and now at z.  NULL: measure_iterate.  */
  status (*measure) (run *r);
  /* Why to stop at the measured iterate, or RUNNING.  NULL: TolKKT and TolLower on the measure.  */
  status (*converged) (run *r);
  /* Whether y solves the lower level.  Refuted, r->z has a better y from which the run goes on.  NULL: not tested.  */
  status (*certify) (run *r, certificate *out);
  /* Solves the lower level again (Restore) and measures the point to return.  NULL: lower_solve and multiplier_solve.  */
  status (*close) (run *r, closing *c);
} method;

#endif
