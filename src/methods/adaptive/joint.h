/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The joint step, where a linear solve tells how y responds.  x moves along p = -B gamma and y along d,

     A d = -(grad_y g + D2_yx g p),      A = D2_yy g,

   solved as far as the step needs: with E = gamma'B gamma / 2, the decrease of f expected, what the error e of d hides of
   f + w'grad_y g to second order, e'D2_yy f e, is at most 0.1 E min (1, E / E of the step before).  Trials along (p, d) on
   f + w'grad_y g cost no products.  The slope along (p, d) checks gamma for nothing: to first order it is gamma'p, to
   second order gamma'p + r'd, r = grad_y f + A w.  Measured on quadratic lower levels with spread spectra (bench_spread):
   a third of the calls of tangential steps.  Where g is far from quadratic along its steps, tangential steps cost less.  */
#ifndef PGDQA_JOINT_H
#define PGDQA_JOINT_H

#include "methods/adaptive/search.h"

/* m exceeds the directions of a solve, A is not singular, y has no bounds, and the spectrum of A is spread or g nearly
   quadratic.  */
bool joint_is_due (adaptive *s);

/* NO_DECREASE: the tangential step may still find one.  */
status joint_step (adaptive *s, outcome *o);

#endif
