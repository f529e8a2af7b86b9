/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Precision.  A source file that includes this header is numeric: src/Makefile compiles it twice, once with
   `real` = double and once (-DSINGLE) with `real` = float.  Every external name of a numeric file is mapped with REAL
   in its header, so that both copies live in one library.  Scalars (norms, multipliers, step lengths) are double in
   both precisions; only vectors and matrices are `real`.  */
#ifndef PGDQA_REAL_H
#define PGDQA_REAL_H

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef SINGLE
typedef float real;
#define REAL(name) pgdqa_##name##_s
#define REAL_OF(kind, name) pgdqa_##kind##_##name##_s
#define BLAS(name) s##name##_
#define REAL_EPS ((double) FLT_EPSILON)
#define real_exp expf
#define real_log logf
#define real_abs fabsf
#define real_tanh tanhf
#define REAL_TINY ((double) FLT_MIN)
#else
typedef double real;
#define REAL(name) pgdqa_##name##_d
#define REAL_OF(kind, name) pgdqa_##kind##_##name##_d
#define BLAS(name) d##name##_
#define REAL_EPS DBL_EPSILON
#define real_exp exp
#define real_log log
#define real_abs fabs
#define real_tanh tanh
#define REAL_TINY DBL_MIN
#endif

/* A start no longer than this tells no unit of length; as for a start at 0 the unit is then taken to be 1.  */
#define no_length 1e-8

#endif
