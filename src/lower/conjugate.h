/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A w = -b, A = D2_yy g, by conjugate gradients (Hestenes and Stiefel 1952).  A product costs a few passes over vectors
   of length m, where a step on H r (lower/adjoint.h) costs some hundred.  A solve starts with what the memory H of the
   curvature knows, S (S'A S)^-1 S'r, and leaves it one pair, the whole step.  linalg/window.h estimates what is left.  */
#ifndef PGDQA_CONJUGATE_H
#define PGDQA_CONJUGATE_H

#include "linalg/window.h"
#include "lower/model.h"

enum { changes_most = 64 };

/* The changes of gamma [n] by the products of a solve, in blocks of `stride` products.  */
typedef struct changes {
  real *sum; /* [n x changes_most] */
  int stride, count;
} changes;

typedef struct conjugate {
  real *p, *Ap;  /* [m] direction and A p */
  real *hx;      /* [n] D2_xy g p */
  real *w0, *r0; /* [m] where the solve started */
  real *mark[2]; /* [m] w after at[0] >= at[1] products */
  int at[2];
  real *e, *z; /* [m] error of w; H r, or r */
  changes changes;
  int products; /* of the latest solve */
} conjugate;

/* When a solve ends: with METRIC [n] when the error of gamma, in that metric, is at most eta of the whole; else when the
   error of w is, in the energy norm.  Then, if `hidden` is given, *rest = hidden (e), e [m] the estimate of that error,
   must be at most `allowed` too.  */
typedef struct conjugate_rule {
  double eta;
  double residual; /* ||r|| must be at most this, too; 0: anything will do */
  const real *metric;
  status (*hidden) (void *context, const real *e, double *rest);
  void *context;
  double allowed;
  bool precondition; /* by H */
  int most;          /* products; 0: as many as the window notes */
} conjugate_rule;

void conjugate_layout (conjugate *k, dims d, arena *a);

/* From w [m] at (x, y), gamma [n] = c + D2_xy g w and r [m] = b + A w, which all change; *rest is 0 where rounding ended
   it.  *ended: by the rule or by rounding, and not by a direction without positive curvature or after too many products.
   NOTED is an open window.  One hvp a product.  */
status conjugate_solve (conjugate *k, window *noted, model *l, const real *x, const real *y, const conjugate_rule *rule,
                        real *w, real *gamma, real *r, double *rest, bool *ended);

#endif
