/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   An objective whose functions are Octave handles: [v, gx, gy] = fun (x, y), [hx, hy] = hvp (x, y, vx, vy); perhaps
   A = HessianYY (x, y), D2_yy of it, s = SolveYY (x, y, b) with A s = b, s = PreconditionerYY (x, y, b) near that.
   One that gives no products may have a tape of its value, which does.  */
#ifndef PGDQA_MEX_HANDLE_H
#define PGDQA_MEX_HANDLE_H

#include <mex.h>

#include "problem/objective.h"

extern const objective handle_objective;

/* A native objective, its part, together with the factor of A below: evaluations and products are its own.  */
extern const objective handle_factored;

typedef struct handle {
  mxArray *fun, *hvp;                      /* hvp NULL: none */
  const instance *tape;                    /* what gives products then; NULL: nothing does */
  mxArray *hessian, *solve, *precondition; /* NULL: none */
  mxArray *
      factorise; /* of Octave, m/+pgdqa_shared/factor_yy.m: [R, values, order, result, products] = factorise (hessian, x, y, order, single) */
  double
      products; /* that the latest factorise made to form A, or the next one will; 0: it called a function of the user's */
  mxArray *b;                        /* argument, as those below */
  mxArray *R, *values, *order;       /* the latest factor of A; order serves all of them; NULL: none yet */
  mxArray *x, *y, *vx, *vy, *zero_x; /* arguments, written in place for every call (Octave copies them in each call) */
  mxArray *at_x, *at_y;              /* the point as calls get it: x and y, or */
  mxArray *converted[2];             /* what Octave has made of them, large ones; NULL: none yet */
  mxArray *complex_x, *complex_y;    /* arguments of complex steps */
  bool real_seen
      [3]; /* values, products, gradients were real once: complex ones are then taken for NaN (sqrt (x) beyond 0) */
} handle;

/* Creates the arguments.  The arrays belong to the MEX call and are freed with it.  */
void handle_prepare (handle *h, dims d);

#endif
