/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The multiplier A w = -grad_y f, A = D2_yy g, and the reduced gradient (gamma, r) that comes with it:

     gamma = grad_x f + D2_xy g w,    r = grad_y f + A w.  */
#ifndef PGDQA_REDUCED_H
#define PGDQA_REDUCED_H

#include "methods/adaptive/scales.h"

typedef struct reduced {
  real *w;          /* [m] */
  real *Aw;         /* [m] where w was found */
  real *gradient;   /* [n + m] (gamma, r); r = 0 unless singular */
  real *projected;  /* [n + m] the same, 0 in the variables that a bound holds */
  real *correction; /* [m] scratch */
  real *z;          /* [n + m] where they were found, set where they are known to the accuracy that confirms */
  bool known;       /* set likewise */
  bool singular;    /* A is singular along grad_y f: r counts */
  double accuracy;  /* wanted of w */
  double residual;  /* ||r||; singular: of its projected part */
  double relative;  /* scales_relative: TolKKT bounds it */
  double response;  /* largest share of the latest products in the compliance; NaN: unknown */
} reduced;

void reduced_layout (reduced *q, dims d, arena *a);
void reduced_start (reduced *q, dims d); /* w = 0, to a first accuracy */

/* At a point with grad f and grad_y g known and the bounds that L holds now; *null: A is found singular on what is left of
   grad_y f.  Cost as adjoint_solve.  */
status reduced_solve (reduced *q, scales *s, lower *l, const point *at, const box *bounds, double accuracy, bool *null);

/* r'(Y - y), Y [m], r = grad_y f + A w at the point where w was found.  */
double reduced_residual_along (const reduced *q, const point *at, const real *y);

/* The multiplier has misled a step: the next is solved ten times as accurately.  It has not: half as.  */
void reduced_tighten (reduced *q);
void reduced_relax (reduced *q);

/* `relative` anew after a change of `projected`.  */
void reduced_measure (reduced *q, scales *s, const model *l, const point *at);

/* All variables x rest at bounds against which f presses: it does not matter then whether y responds.  */
bool reduced_is_pressed (const reduced *q, dims d);

/* Do w and the reduced gradient belong to this point, to the accuracy that confirms?  */
bool reduced_is_known (const reduced *q, const point *at);

#endif
