/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Vectors and matrices: the only place that calls BLAS.  Lengths are size_t; a vector longer than a BLAS integer is
   processed in pieces, a dense matrix with a side beyond it is refused by mat_fits.  */
#ifndef PGDQA_VEC_H
#define PGDQA_VEC_H

#include "base/real.h"

double vec_dot (size_t n, const real *a, const real *b);          /* a'b */
double vec_norm (size_t n, const real *a);                        /* ||a||, free of overflow and underflow */
double vec_norm_in (size_t n, const real *metric, const real *a); /* sqrt (sum_i metric_i a_i^2) */
double vec_distance (size_t n, const real *a, const real *b);     /* ||a - b|| */

/* What two vectors tell in one pass over them.  */
typedef struct vec_pair {
  double ab, norm_a, norm_b; /* a'b, ||a||, ||b|| */
} vec_pair;
vec_pair vec_measure (size_t n, const real *a, const real *b);
void vec_dots (size_t n, const real *a, const real *b, const real *r, double *ab, double *ar,
               double *br); /* likewise */

void vec_axpy (size_t n, double s, const real *restrict a, real *restrict b);   /* b += s a */
void vec_xpay (size_t n, const real *restrict a, double s, real *restrict b);   /* b = a + s b */
void vec_scale (size_t n, double s, real *a);                                   /* a *= s */
void vec_scaled (size_t n, double s, const real *restrict a, real *restrict b); /* b = s a */
void vec_copy (size_t n, const real *restrict a, real *restrict b);             /* b = a */
void vec_fill (size_t n, double s, real *a);                                    /* a = s */
bool vec_finite (size_t n, const real *a);                                      /* no NaN, no Inf */

/* A real matrix: dense (column-major, ir and jc NULL), sparse (compressed columns, rows ir[jc[j]] .. ir[jc[j+1]-1] in
   column j), or zero (val NULL).  */
typedef struct matrix {
  size_t rows, cols;
  const real *val;
  const ptrdiff_t *ir, *jc;
} matrix;

bool mat_fits (const matrix *A); /* sides within the BLAS integer */
void mat_apply (const matrix *A, bool transposed, const real *restrict a, real *restrict b); /* b += A a or A'a */

/* C += A B, each or its transpose; all dense, and none is zero.  */
void mat_multiply (const matrix *A, bool transpose_a, const matrix *B, bool transpose_b, real *restrict C);

/* The upper triangle of A [m x m], symmetric, becomes its Cholesky factor R, R'R = A.  false: A is not positive definite.  */
bool mat_factorise (size_t m, real *A);

/* A [m x m], symmetric, becomes its eigenvectors, by columns, and values [m] its eigenvalues in rising order; work [4 m].  false: that failed.  */
bool mat_eigen (size_t m, real *A, real *values, real *work);

/* Square and upper triangular, without a zero on the diagonal; rows ascend in the columns of a sparse A.  */
bool mat_is_upper (const matrix *A);
void mat_solve_upper (const matrix *R, bool transposed, real *b); /* b = R^-1 b or R'^-1 b, R upper triangular */

/* s = A^-1 b where A(order,order) = R'R, order [rows] counts from 1, NULL: A itself; scratch [rows].  */
void mat_solve_factored (const matrix *R, const real *order, const real *b, real *scratch, real *s);
/* s = G z or G'z with G G' = A^-1; likewise.  */
void mat_solve_half (const matrix *R, const real *order, bool transposed, const real *z, real *scratch, real *s);

#endif
