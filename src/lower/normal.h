/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The normal step: y moves towards the lower-level solution at fixed x by descent on g (x, .), with the memory of the
   curvature as quasi-Newton matrix and Newton steps (adjoint_solve with b = v) where that does not contract.  g never
   rises, so that a maximum or a saddle repels.  */
#ifndef PGDQA_NORMAL_H
#define PGDQA_NORMAL_H

#include "lower/adjoint.h"

enum { normal_patience = 100 };

typedef struct normal {
  int patience;     /* steps allowed in one solve, normal_patience unless set */
  bool moved;       /* y has, in the latest solve */
  double nonlinear; /* largest part of a change of grad_y g that D2_yy g did not foretell, in the latest solve */
  real *u, *start, *trial, *grad, *r, *gamma; /* [m], gamma [n] */
} normal;

void normal_layout (normal *w, dims d, arena *a);

/* An empty memory starts with one product along v; what is not finite there is left out.  */
status normal_begin (normal *w, model *l, const real *x, const real *y, const real *v);

/* Where the user can solve the lower level and ||v|| > TOLERANCE: y, *g and v become those of that solution if ||v|| is smaller
   and g no larger there (w->moved).  One g_grad.  */
status normal_suggested (normal *w, model *l, const real *x, real *y, double *g, real *v, double tolerance);

/* y [m], its *g and v = grad_y g [m] (known on entry) move downhill until ||v|| <= tolerance or sqrt (v'H v) <=
   tolerance_H (0: not tested).  *ok: it did not fail, by a step without decrease or a g without end (l->unbounded; y
   then stays where it was). Cost: 1 g_grad for most steps.  On any status y, *g, v belong together.  */
status normal_solve (normal *w, adjoint *s, model *l, const real *x, real *y, double *g, real *v, double tolerance_H,
                     double tolerance, bool *ok);

#endif
