/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What exitflag 1 needs at the point returned, of every method that has no such tests of its own.  They need nothing of
   the path, and the point stays where it is.  With tau = max (TolKKT, 1e-6), or TolLower, at most 1e-3;
   F (x) = f (x, y (x)), q its gradient (multiplier_solve), projected at bounds:

     lower level   that of lower/newton_test.h, S being the step of the look; and |f (x, y) - f (x, y - d)| <= 1e-6 V
     stationary    a look at F a step S along -D q away, of 0.1 of the length of x: F rises by V, of which the slope
                   s = q'S at the point explains s, and its curvature V - s.  E = s^2 / (4 (V - s)), what F has to fall by,
                   is at most tau^2 V; or q is at the rounding of its terms.  The step is halved until two looks in a
                   row agree on how F is curved; a look where F is lower refutes the point.  Where D2_yy g is singular,
                   likewise a step in y along its null space.  */
#ifndef PGDQA_TRUST_H
#define PGDQA_TRUST_H

#include "lower/multiplier.h"

typedef struct trust {
  real *z, *v;   /* [n + m], [m] a point near by, and grad_y g there */
  real *grad_f;  /* [n + m] there */
  real *p;       /* [n + m] the step of a look */
  real *d;       /* [m] */
  real *scratch; /* [n + m] */
} trust;

/* No memory with Starts = 0, where nothing is tested.  */
void trust_layout (trust *t, dims d, const options *o, arena *a);

/* At the measured point of r, with the multiplier of multiplier_solve.  Some 25 calls and products.  A limit comes back
   as its status; *passed is false then.  */
status trust_test (trust *t, run *r, bool *passed);

#endif
