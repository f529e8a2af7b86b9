/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What makes stationarity free of units: the metric D of x, and the largest parts of the reduced gradient seen.  */
#ifndef PGDQA_SCALES_H
#define PGDQA_SCALES_H

#include "methods/adaptive/point.h"

typedef struct scales {
  real *metric;    /* [n + m] D of the latest step or measure: of x, and 1 for y */
  real *most_part; /* [n] largest |grad_x f| + |D2_xy g w| seen */
  double most_fy;  /* largest ||grad_y f|| seen */
} scales;

void scales_layout (scales *s, dims d, arena *a);
void scales_start (scales *s, dims d);

/* D = diag (D2_xy A^-1 D2_yx)^-1 as far as products tell: model_metric.  */
void scales_use_compliance (scales *s, const model *l);

/* D in which D2_xy g and D2_yy g have norms alike: for steps in (x, y).  */
void scales_use_ratio (scales *s, const model *l);

/* Logarithms of the entries for x move towards their mean, by log 8 at the most: the products of a few solves tell them no better.  */
void scales_smooth (scales *s, size_t n);

/* D = I */
void scales_use_identity (scales *s, const model *l);

/* The reduced gradient (gamma, r) at a point, PROJECTED on what bounds leave free, relative:
     max (||gamma||_D / || largest |grad_x f| + |D2_xy g w| ||_D, ||r|| / largest ||grad_y f||),  ||a||_D^2 = sum_i D_i a_i^2,
   the x that act on y and those that do not apart; r only where it COUNTS.  Then D is as scales_use_compliance.  */
double scales_relative (scales *s, const model *l, const point *at, const real *gradient, const real *projected,
                        bool counts);

#endif
