/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Steps of methods whose sources give none: 0.5 / L, L the largest curvature at the start by power iterations (linalg/power)
   on Hessian-vector products or on differences of gradients; and the growth of a penalty.  All calls count.  */
#ifndef PGDQA_STEPS_H
#define PGDQA_STEPS_H

#include "linalg/power.h"
#include "problem/measure.h"

/* grad [n + m] of a function at z [n + m] */
typedef status (*gradient_map) (run *r, const real *z, real *grad);

typedef struct steps {
  run *r;
  gradient_map gradient;
  real *v, *Av, *trial, *base; /* [n + m] */
  real *hx, *hy;               /* [n], [m] */
  newton_cg_work cg;           /* [m] */
  double shift;                /* L of L I - D2_yy g */
} steps;

void steps_layout (steps *s, const run *r, arena *a);

/* *L = ||D2_yy g|| at r->z.  8 hvp and one g_grad.  */
status steps_lower (steps *s, run *r, double *L);

/* Step and number T of the inner steps of a value gap: as asked for (InnerStep, InnerSteps), or 0.5 / L and as many as shrink
   the slowest error at the start to 1 %, within 10 .. 50.  17 hvp and one g_grad at the most.  */
status steps_inner (steps *s, run *r, double *step, double *T);

/* *L = ||D2 f|| at r->z.  9 f_grad.  */
status steps_upper (steps *s, run *r, double *L);

/* *L: norm of the derivative of GRADIENT at r->z.  9 evaluations of it.  */
status steps_gradient (steps *s, run *r, gradient_map gradient, double *L);

/* *L: norm of P' D2 f P at r->z, P = [I; -(D2_yy g)^-1 D2_yx g]: the curvature of f along the lower-level solutions, but for
   how these bend.  9 f_grad, a g_grad, and 8 times 3 hvp with two systems in D2_yy g by conjugate gradients.  */
status steps_reduced (steps *s, run *r, double *L);

/* What an implicit method starts with: T, InnerSteps or the given number; the inner step for the curvature CURVED_G of g in y; the
   outer step xi for the curvature of f along the lower-level solutions.  Cost: that of steps_reduced where StepSize is 0.  */
status steps_outer (steps *s, run *r, double usual_T, double curved_g, double *T, double *inner, double *xi);

/* GIVEN, or if that is 0 the automatic 0.5 / L.  */
double steps_choose (double given, double L);

/* The constant step by StepDecay at the present iteration.  */
double steps_decayed (const run *r, double constant);

/* Penalty at iteration k: it grows linearly from 0 over the part PenaltyRamp of the budget, MaxIter or MaxCalls,
   whichever is nearer its end; 0: constant.  */
double steps_penalty (const run *r, size_t k);

#endif
