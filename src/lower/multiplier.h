/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The two multipliers of grad_y g = 0 at a point, A = D2_yy g, J = [D2_yx g, A], matrix-free:

     hypergradient   min_w ||grad_y f + A w||;  ||grad_x f + D2_xy g w|| is that of grad_x f - D2_xy g A^-1 grad_y f
     stationarity    min_w ||grad f + J'w||, started from the former and preconditioned by H ~ A^-1  */
#ifndef PGDQA_MULTIPLIER_H
#define PGDQA_MULTIPLIER_H

#include "linalg/krylov.h"
#include "lower/lower.h"
#include "problem/measure.h"

typedef struct multiplier {
  lsqr_work lsqr;
  real *w;              /* [m] that of the hypergradient */
  real *q;              /* [n + m] grad f + J'w for it, 0 where bounds hold: the hypergradient, and what is left in y */
  real *u, *scaled;     /* [m] H u is added to w for the stationarity; H times a vector */
  bool *held;           /* [n + m] variables that bounds hold: they count for nothing */
  double hypergradient; /* ||grad_x f + D2_xy g w||, */
  double rest;          /* ||grad_y f + A w|| relative to ||grad_y f||; NaN: unknown */
  double stationarity;  /* least norm of grad f + J'w found */
  double residual;      /* ||H J (grad f + J'w)|| / (||H J|| ||grad f + J'w||): 0 at the minimum; Inf: unknown */
} multiplier;

void multiplier_layout (multiplier *w, dims d, arena *a);

/* At the measured iterate of r, whose lower level may have learnt of its curvature; r->p is overwritten.  KNOWN [m]:
   the multiplier of the hypergradient, for the y that the model holds; NULL: it is solved for.  The stationarity is
   solved to ACCURACY.  One hvp a step of the first problem, two of the second, two more.  A norm whose problem a limit
   cut short is NaN, with the residual reached.  Returns ERROR statuses only.  */
status multiplier_solve (multiplier *w, run *r, const real *known, double accuracy);

#endif
