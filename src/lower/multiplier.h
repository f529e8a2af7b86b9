/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The multiplier w of grad_y g = 0 by least squares: min_w ||grad f + J'w||, J = [D2_yx g, D2_yy g], matrix-free.  It
   measures the stationarity of a point at which the scalar multiplier of h cannot (grad h vanishes there).  */
#ifndef PGDQA_MULTIPLIER_H
#define PGDQA_MULTIPLIER_H

#include "linalg/krylov.h"
#include "problem/measure.h"

typedef struct multiplier {
  lsqr_work lsqr;
  real *w;                    /* [m] the result */
  bool *held;                 /* [n + m] variables that bounds hold: they count for nothing */
  double stationarity;        /* ||grad f + J'w||: an upper bound of the minimum */
  double hypergradient, rest; /* norms of its x part and of its y part; NaN: unknown */
  double residual;            /* ||J (grad f + J'w)|| / (||J|| ||grad f + J'w||): 0 at the minimum; Inf: unknown */
} multiplier;

void multiplier_layout (multiplier *w, dims d, arena *a);

/* At the measured iterate of r, started from the path's w = 2 lambda grad_y g (0 if lambda belongs to another
   constraint); r->p is overwritten.  Two hvp an
   iteration and one at the end; an exhausted budget ends it early.  Returns ERROR statuses only.  */
status multiplier_solve (multiplier *w, run *r);

#endif
