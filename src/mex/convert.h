/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Between Octave's floating-point arrays and arrays of real.  */
#ifndef PGDQA_MEX_CONVERT_H
#define PGDQA_MEX_CONVERT_H

#include <mex.h>

#include "base/arena.h"
#include "base/real.h"

/* The first COUNT numbers of the full or sparse double or single array A.  */
void convert_copy (const mxArray *a, size_t count, real *out);

/* The same without a copy if A is of class real; else converted into the arena (NULL while it measures).  */
const real *convert_borrow (const mxArray *a, size_t count, arena *mem);

/* A new n x 1 array of class real holding VALUES, or zeros if VALUES is NULL.  */
mxArray *convert_column (size_t n, const real *values, mxComplexity complexity);

/* Zeros of class real.  */
mxArray *convert_matrix (size_t rows, size_t columns);

#endif
