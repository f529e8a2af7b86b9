/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   An objective whose functions are Octave handles: [v, gx, gy] = fun (x, y), [hx, hy] = hvp (x, y, vx, vy).  */
#ifndef PGDQA_MEX_HANDLE_H
#define PGDQA_MEX_HANDLE_H

#include <mex.h>

#include "problem/objective.h"

extern const objective handle_objective;

typedef struct handle {
  mxArray *fun, *hvp;                /* hvp NULL: none */
  mxArray *x, *y, *vx, *vy, *zero_x; /* arguments, written in place for every call (Octave copies them) */
  mxArray *complex_x, *complex_y;    /* arguments of complex steps */
  bool real_seen
      [2]; /* a call of fun, of hvp gave real numbers: complex ones are then taken for NaN (sqrt (x) beyond 0) */
} handle;

/* Creates the arguments.  The arrays belong to the MEX call and are freed with it.  */
void handle_prepare (handle *h, dims d);

#endif
