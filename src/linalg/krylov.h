/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Krylov methods on operators.  An operator returns a status; any but RUNNING ends the method at once and is handed up,
   with the best solution so far in place.  */
#ifndef PGDQA_KRYLOV_H
#define PGDQA_KRYLOV_H

#include "base/arena.h"
#include "base/real.h"
#include "base/status.h"

typedef status (*linear_map) (void *context, const real *in, real *out);

/* Truncated conjugate gradients on A d = -v, A symmetric [n x n] (Steihaug 1983): d is a descent direction for v.  Stops
   at ||A d + v|| <= tolerance ||v||, after most_products, or where d'Ad <= 0 (*negative is set; the d reached so far is
   kept, -v if there is none).  One product an iteration.  */
typedef struct newton_cg_work {
  real *r, *q, *Aq; /* [n] */
} newton_cg_work;
void newton_cg_layout (newton_cg_work *w, size_t n, arena *a);
status newton_cg (newton_cg_work *w, size_t n, linear_map A, void *context, const real *v, double tolerance,
                  size_t most_products, real *d, bool *negative);

/* min_x ||b + A x||, A [rows x cols], from x = 0 (Paige and Saunders 1982).  *residual = ||b + A x|| and
   *slope = ||A'(b + A x)|| / (||A|| *residual).  Stops at *slope <= slope_tolerance, at *residual <=
   residual_tolerance ||b||, or after most_iterations.  Two products an iteration and one before them; ended by its
   operator it leaves the state of the last whole iteration (*slope Inf before the first).  */
typedef struct lsqr_work {
  real *u;         /* [rows] */
  real *v, *q;     /* [cols] */
  real *row, *col; /* [rows], [cols]: products */
} lsqr_work;
void lsqr_layout (lsqr_work *w, size_t rows, size_t cols, arena *a);
status lsqr (lsqr_work *w, size_t rows, size_t cols, linear_map A, linear_map At, void *context, const real *b,
             double slope_tolerance, double residual_tolerance, size_t most_iterations, real *x, double *residual,
             double *slope);

#endif
