/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Precision.  src/Makefile builds every source twice: with `real` = double for pgdqa_mex and, with -DSINGLE, with
   `real` = float for pgdqa_mex_single.  Scalars (norms, multipliers, step lengths) are double in both; only vectors and
   matrices are `real`.  */
#ifndef PGDQA_REAL_H
#define PGDQA_REAL_H

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef SINGLE
typedef float real;
#define BLAS(name) s##name##_
#define REAL_EPS ((double) FLT_EPSILON)
#define real_exp expf
#define real_log logf
#define real_abs fabsf
#define real_tanh tanhf
#define REAL_TINY ((double) FLT_MIN)
#else
typedef double real;
#define BLAS(name) d##name##_
#define REAL_EPS DBL_EPSILON
#define real_exp exp
#define real_log log
#define real_abs fabs
#define real_tanh tanh
#define REAL_TINY DBL_MIN
#endif

enum { real_is_single = sizeof (real) == sizeof (float) };

/* A start no longer than this tells no unit of length; as for a start at 0 the unit is then taken to be 1.  */
#define no_length 1e-8

#endif
