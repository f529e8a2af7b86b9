/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The smooth program of one branch, min F_i (x) subject to G_i (x) <= G_j (x) and bounds, by sequential quadratic programming: a
   trust region, a damped BFGS Hessian of the Lagrangian, an l_infinity penalty with one elastic variable (its weight by R. H. Byrd,
   J. Nocedal and R. A. Waltz 2008) and a second-order correction (R. Fletcher 1982).  */
#ifndef PGDQA_SEARCH_PROGRAM_H
#define PGDQA_SEARCH_PROGRAM_H

#include "search/state.h"

/* From x [n]; what comes of it in *out, whose vectors are its own.  out->branch -1: the branch does not reach x.  */
status program_solve (search *s, int branch, const real *x, outcome *out);

/* The largest G_i - G_j at an outcome, with all branches that are known now; INFINITY where its own is lost.  */
status program_violation (search *s, const outcome *q, double *most);

#endif
