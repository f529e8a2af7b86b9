/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Pairs (step, change of the reduced gradient), and B ~ the inverse Hessian of f (x, y (x)) that they give by L-BFGS.  */
#ifndef PGDQA_SECANTS_H
#define PGDQA_SECANTS_H

#include "linalg/lbfgs.h"

enum { secants_most = 100 };

typedef struct secants {
  lbfgs pairs;
  real *step;               /* [n + m] the latest tangential step */
  real *before;             /* [n + m] reduced gradient where it started */
  bool open;                /* the reduced gradient at its end is not known yet */
  int rejected;             /* pairs in a row without positive curvature */
  int chained;              /* of the newest pairs, how many steps follow one another without a gap */
  double expected;          /* secants_expected_decrease where the open step started; infinite: unknown */
  int contracted;           /* steps in a row that left at most a quarter of it, by the pairs of then */
  int recent[secants_most]; /* slots of the pairs, newest first: secants_order */
} secants;

/* METRIC [length], lent: initial B = (s'y / y'D y) D, D = diag (metric).  */
void secants_layout (secants *s, size_t length, const real *metric, arena *a);
void secants_forget (secants *s);
void secants_order (secants *s);

/* A step starts at a point with this reduced gradient; `step` holds it, or will before it is closed.  */
void secants_open (secants *s, const real *gradient);

/* The reduced gradient at its end, PROJECTED on what bounds leave free, makes the pair.  After three in a row without positive curvature
   all are forgotten.  SCRATCH [length].  */
void secants_close (secants *s, const real *gradient, const real *projected, real *scratch);

/* p = -B q */
void secants_direction (const secants *s, const real *q, real *p);

/* q'B q / 2: the decrease of f that the quadratic model expects; infinite without pairs.  */
double secants_expected_decrease (const secants *s, const real *q, real *scratch);

/* How much the model varies over the steps for which it was checked: with S_j = x_j - x and T_j = q_j - q, backwards over the steps that
   follow one another, as long as 1/2 <= T_j'B T_j / S_j'T_j <= 2,

     V = max_j S_j'T_j / 2.

   A steep past fails that check and does not count.  At least WANTED, where that is enough to know; 0 without pairs.  S, T and BT
   [length]; S becomes the S_j of the last step counted.  */
double secants_variation (const secants *s, double wanted, real *S, real *T, real *BT);

#endif
