/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Minimisation of g (x, .), or of f (x, .), in the box by a projected quasi-Newton method (BFGS) with a dense Hessian.  */
#ifndef PGDQA_SEARCH_DESCENT_H
#define PGDQA_SEARCH_DESCENT_H

#include "search/state.h"

typedef struct descent {
  bool upper;       /* f, not g */
  bool fresh;       /* nothing is known of B yet */
  const int *wells; /* anchors at this x; a descent that runs into one of these ends there; NULL: none */
  int count;
  double scale;    /* of g, or of f, to which it is solved; 0: that of g at x */
  double value;    /* out: at the end */
  bool solved;     /* out: the model promises next to nothing of the scale */
  int met;         /* out: the well that it ran into; -1: none */
  double foretold; /* out: largest component of the first step that B wants, in widths */
} descent;

/* y [m] moves downhill; B [m x m] learns.  */
status search_descend (search *s, const real *x, real *y, real *B, descent *how);

#endif
