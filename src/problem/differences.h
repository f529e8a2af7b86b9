/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Stand-in derivatives: gradients from values, Hessian-vector products from gradients, counted as the evaluations they
   make.  */
#ifndef PGDQA_DIFFERENCES_H
#define PGDQA_DIFFERENCES_H

#include "base/box.h"
#include "problem/ledger.h"

typedef struct differences {
  dims d;
  instance *lower;
  ledger *ledger;
  box box; /* bounds of (x, y) */
  bool use_complex_step;

  real *z;            /* [n + m] the displaced point */
  double phi;         /* the value at the point */
  const real *along;  /* [m] where along'gy is differenced in place of the value; else NULL */
  real *gy;           /* [m] at the displaced point, for that */
  real *plus, *minus; /* [n + m] gradients at z +- t v */
  real *trial;        /* [n + m] z +- t v */
  real *sample[3];    /* [n + m] results for three steps */
  double reach[2];    /* largest ||x||, ||y|| that products were taken at */
  double stretch;     /* factor on the step of a product; 0: not yet chosen */
  bool checked[2][2]; /* complex step compared with differences: upper, lower; in x, in y */
} differences;

/* Memory for VALUES, gradients from values, and for PRODUCTS.  */
void differences_layout (differences *w, bool values, bool products, arena *a);

/* *phi at (x, y).  */
status differences_value (differences *w, instance *p, const real *x, const real *y, double *phi);

/* *phi and its gradient at (x, y), gx [n] or NULL, gy [m].  A gradient that P does not offer comes from 2 (n + m) values: central
   differences (one-sided ones of the same order at a bound) or complex steps; gx alone from 2 n evaluations, by differences.  */
status differences_evaluate (differences *w, instance *p, const real *x, const real *y, double *phi, real *gx,
                             real *gy);

/* (hx, hy) = D2 g . (vx, vy) at (x, y) by a central difference of gradients along (vx, vy): 2 gradients, 8 at its first use,
   where the step is chosen.  vx NULL: zero; hx NULL: not wanted.  Without gx, hx = D2_xy g . vy is a difference of vy'gy in x, of 2 n
   gradients more.  */
status differences_product (differences *w, const real *x, const real *y, const real *vx, const real *vy, real *hx,
                            real *hy);

#endif
