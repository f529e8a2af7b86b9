/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What the methods with an inner loop do at the lower level: gradient steps, and the value gap that these give.

     y_T = y after T steps  y <- y - a grad_y g (x, y)
     q (x, y) = g (x, y) - g (x, y_T),    grad q = (grad_x g (x, y) - grad_x g (x, y_T), grad_y g (x, y))

   with y_T held fixed in grad q (Liu et al. 2022; Shen and Chen 2023).  */
#ifndef PGDQA_INNER_H
#define PGDQA_INNER_H

#include "base/box.h"
#include "problem/oracle.h"

/* y [m] moves by `steps` gradient steps of length `step`, each projected on the bounds `within`.  v [m]: grad_y g (x,
   y) on entry if `known`, scratch otherwise; at the end that of the last point but one.  One g_grad a step, one less
   if known.  */
status inner_descend (oracle *o, const box *within, const real *x, real *y, real *v, bool known, double steps,
                      double step);

typedef struct gap {
  real *y, *v; /* [m] y_T, scratch */
  real *low_x; /* [n] grad_x g (x, y_T) */
  real *grad;  /* [n + m] grad q */
  double q;
} gap;

void gap_layout (gap *w, dims d, arena *a);

/* q and grad q at z [n + m] with T = steps, y_T within bounds; also *g and grad_g [m] there.  T + 1 g_grad, the last
   one not at z.  */
status gap_evaluate (gap *w, oracle *o, const box *within, const real *z, double steps, double step, double *g,
                     real *grad_g);

#endif
