/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/vec.h"

#include <limits.h>
#include <string.h>

#ifndef PGDQA_BLAS_INT
#define PGDQA_BLAS_INT int
#endif
typedef PGDQA_BLAS_INT blas_int;

extern real BLAS (dot) (const blas_int *n, const real *x, const blas_int *incx, const real *y, const blas_int *incy);
extern real BLAS (nrm2) (const blas_int *n, const real *x, const blas_int *incx);
extern void BLAS (axpy) (const blas_int *n, const real *a, const real *x, const blas_int *incx, real *y,
                         const blas_int *incy);
extern void BLAS (scal) (const blas_int *n, const real *a, real *x, const blas_int *incx);
extern void BLAS (gemv) (const char *trans, const blas_int *m, const blas_int *n, const real *alpha, const real *A,
                         const blas_int *lda, const real *x, const blas_int *incx, const real *beta, real *y,
                         const blas_int *incy, size_t trans_length);
extern void BLAS (gemm) (const char *trans_a, const char *trans_b, const blas_int *m, const blas_int *n,
                         const blas_int *k, const real *alpha, const real *A, const blas_int *lda, const real *B,
                         const blas_int *ldb, const real *beta, real *C, const blas_int *ldc, size_t trans_a_length,
                         size_t trans_b_length);
extern void BLAS (trsv) (const char *uplo, const char *trans, const char *diag, const blas_int *n, const real *A,
                         const blas_int *lda, real *x, const blas_int *incx, size_t uplo_length, size_t trans_length,
                         size_t diag_length);
extern void BLAS (potrf) (const char *uplo, const blas_int *n, real *A, const blas_int *lda, blas_int *info,
                          size_t uplo_length);
extern void BLAS (syev) (const char *jobz, const char *uplo, const blas_int *n, real *A, const blas_int *lda, real *w,
                         real *work, const blas_int *lwork, blas_int *info, size_t jobz_length, size_t uplo_length);

enum {
  piece = 1 << 30, /* longest vector handed to BLAS at once */
  block = 2048     /* of vectors that BLAS reads more than once while a cache holds it */
};
static const blas_int one = 1;

static blas_int
next (size_t n, size_t i)
{
  return (blas_int) (n - i < piece ? n - i : piece);
}

double
vec_dot (size_t n, const real *a, const real *b)
{
  double s = 0;
  for (size_t i = 0; i < n; i += piece) {
    blas_int k = next (n, i);
    s += (double) BLAS (dot) (&k, a + i, &one, b + i, &one);
  }
  return s;
}

/* A sum of squares of which nothing that counts has been lost below the range of numbers, or above it.  */
static bool
is_safe_square (double s)
{
  return s > 1e40 * DBL_MIN && s < 1e-16 * DBL_MAX;
}

double
vec_norm (size_t n, const real *a)
{
  double s = real_is_single ? 0 : vec_dot (n, a, a); /* nrm2 is slow; in single precision it has more digits */
  if (is_safe_square (s))
    return sqrt (s);
  s = 0;
  for (size_t i = 0; i < n; i += piece) {
    blas_int k = next (n, i);
    double t = (double) BLAS (nrm2) (&k, a + i, &one);
    s = i == 0 ? t : hypot (s, t);
  }
  return s;
}

vec_pair
vec_measure (size_t n, const real *a, const real *b)
{
  double ab = 0, aa = 0, bb = 0;
  for (size_t i = 0; i < n; i += block) {
    const size_t k = n - i < block ? n - i : block;
    ab += vec_dot (k, a + i, b + i);
    aa += real_is_single ? 0 : vec_dot (k, a + i, a + i);
    bb += real_is_single ? 0 : vec_dot (k, b + i, b + i);
  }
  return (vec_pair){ .ab = ab,
                     .norm_a = is_safe_square (aa) ? sqrt (aa) : vec_norm (n, a),
                     .norm_b = is_safe_square (bb) ? sqrt (bb) : vec_norm (n, b) };
}

void
vec_dots (size_t n, const real *a, const real *b, const real *r, double *ab, double *ar, double *br)
{
  *ab = *ar = *br = 0;
  for (size_t i = 0; i < n; i += block) {
    const size_t k = n - i < block ? n - i : block;
    *ab += vec_dot (k, a + i, b + i);
    *ar += vec_dot (k, a + i, r + i);
    *br += vec_dot (k, b + i, r + i);
  }
}

double
vec_norm_in (size_t n, const real *metric, const real *a)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += (double) metric[i] * (double) a[i] * (double) a[i];
  return sqrt (sum);
}

double
vec_distance (size_t n, const real *a, const real *b)
{
  double most = 0, s = 0, square[4] = { 0 }; /* four sums: they do not wait for each other */
  size_t k = 0;
  for (; k + 4 <= n; k += 4)
    for (size_t j = 0; j < 4; j++) {
      const double t = (double) a[k + j] - (double) b[k + j];
      square[j] += t * t;
    }
  for (; k < n; k++)
    square[0] += ((double) a[k] - (double) b[k]) * ((double) a[k] - (double) b[k]);
  s = square[0] + square[1] + square[2] + square[3];
  if (is_safe_square (s))
    return sqrt (s);
  s = 0;
  for (size_t i = 0; i < n; i++)
    most = fmax (most, fabs ((double) a[i] - (double) b[i]));
  if (!(most > 0) || isinf (most))
    return most;
  for (size_t i = 0; i < n; i++) {
    const double t = ((double) a[i] - (double) b[i]) / most;
    s += t * t;
  }
  return most * sqrt (s);
}

void
vec_axpy (size_t n, double s, const real *restrict a, real *restrict b)
{
  real t = (real) s;
  for (size_t i = 0; i < n; i += piece) {
    blas_int k = next (n, i);
    BLAS (axpy) (&k, &t, a + i, &one, b + i, &one);
  }
}

void
vec_xpay (size_t n, const real *restrict a, double s, real *restrict b)
{
  const real t = (real) s;
  for (size_t i = 0; i < n; i++)
    b[i] = a[i] + t * b[i];
}

void
vec_scaled (size_t n, double s, const real *restrict a, real *restrict b)
{
  const real t = (real) s;
  for (size_t i = 0; i < n; i++)
    b[i] = t * a[i];
}

void
vec_scale (size_t n, double s, real *a)
{
  real t = (real) s;
  for (size_t i = 0; i < n; i += piece) {
    blas_int k = next (n, i);
    BLAS (scal) (&k, &t, a + i, &one);
  }
}

void
vec_copy (size_t n, const real *restrict a, real *restrict b)
{
  memcpy (b, a, n * sizeof *b);
}

void
vec_fill (size_t n, double s, real *a)
{
  for (size_t i = 0; i < n; i++)
    a[i] = (real) s;
}

bool
vec_finite (size_t n, const real *a)
{
  int bad = 0; /* no early exit: the loop vectorises */
  for (size_t i = 0; i < n; i++)
    bad |= !(a[i] - a[i] == 0);
  return !bad;
}

bool
mat_fits (const matrix *A)
{
  const size_t most = sizeof (blas_int) > 4 ? (size_t) LLONG_MAX : (size_t) INT_MAX;
  return A->ir || (A->rows <= most && A->cols <= most);
}

static void
sparse_apply (const matrix *A, bool transposed, const real *restrict a, real *restrict b)
{
  for (size_t j = 0; j < A->cols; j++) {
    const ptrdiff_t end = A->jc[j + 1];
    if (transposed) {
      real s = 0;
      for (ptrdiff_t k = A->jc[j]; k < end; k++)
        s += A->val[k] * a[A->ir[k]];
      b[j] += s;
    } else
      for (ptrdiff_t k = A->jc[j]; k < end; k++)
        b[A->ir[k]] += A->val[k] * a[j];
  }
}

void
mat_apply (const matrix *A, bool transposed, const real *restrict a, real *restrict b)
{
  if (!A->val || A->rows == 0 || A->cols == 0)
    return;
  if (A->ir) {
    sparse_apply (A, transposed, a, b);
    return;
  }
  blas_int m = (blas_int) A->rows, n = (blas_int) A->cols;
  real unit = 1;
  BLAS (gemv) (transposed ? "T" : "N", &m, &n, &unit, A->val, &m, a, &one, &unit, b, &one, 1);
}

void
mat_multiply (const matrix *A, bool transpose_a, const matrix *B, bool transpose_b, real *restrict C)
{
  const size_t rows = transpose_a ? A->cols : A->rows, inner = transpose_a ? A->rows : A->cols,
               cols = transpose_b ? B->rows : B->cols;
  const bool a_is_vector = A->rows == 1 || A->cols == 1, b_is_vector = B->rows == 1 || B->cols == 1;
  if (cols == 1 && rows == 1)
    C[0] += (real) vec_dot (inner, A->val, B->val);
  else if (cols == 1 && b_is_vector)
    mat_apply (A, transpose_a, B->val, C);
  else if (rows == 1 && a_is_vector)
    mat_apply (B, !transpose_b, A->val, C);
  else {
    const blas_int m = (blas_int) rows, n = (blas_int) cols, k = (blas_int) inner, lda = (blas_int) A->rows,
                   ldb = (blas_int) B->rows;
    const real unit = 1;
    BLAS (gemm)
    (transpose_a ? "T" : "N", transpose_b ? "T" : "N", &m, &n, &k, &unit, A->val, &lda, B->val, &ldb, &unit, C, &m, 1,
     1);
  }
}

bool
mat_factorise (size_t m, real *A)
{
  const blas_int n = (blas_int) m;
  blas_int failed = 0;
  BLAS (potrf) ("U", &n, A, &n, &failed, 1);
  return failed == 0;
}

bool
mat_eigen (size_t m, real *A, real *values, real *work)
{
  const blas_int n = (blas_int) m, room = 4 * n;
  blas_int failed = 0;
  BLAS (syev) ("V", "U", &n, A, &n, values, work, &room, &failed, 1, 1);
  return failed == 0;
}

static bool
sparse_is_upper (const matrix *A)
{
  for (size_t j = 0; j < A->cols; j++) {
    const ptrdiff_t last = A->jc[j + 1] - 1;
    if (last < A->jc[j] || A->ir[last] != (ptrdiff_t) j || A->val[last] == 0)
      return false;
  }
  return true;
}

bool
mat_is_upper (const matrix *A)
{
  if (!A->val || A->rows != A->cols)
    return false;
  if (A->ir)
    return sparse_is_upper (A);
  for (size_t j = 0; j < A->cols; j++) {
    const real *column = A->val + j * A->rows;
    if (column[j] == 0)
      return false;
    for (size_t i = j + 1; i < A->rows; i++)
      if (column[i] != 0)
        return false;
  }
  return true;
}

static void
sparse_solve_upper (const matrix *R, bool transposed, real *b)
{
  for (size_t k = 0; k < R->cols; k++) {
    const size_t j = transposed ? k : R->cols - 1 - k;
    const ptrdiff_t diagonal = R->jc[j + 1] - 1;
    double s = (double) b[j], other = 0; /* two sums: they do not wait for each other */
    ptrdiff_t i = R->jc[j];
    for (; transposed && i + 1 < diagonal; i += 2) {
      s -= (double) R->val[i] * (double) b[R->ir[i]];
      other -= (double) R->val[i + 1] * (double) b[R->ir[i + 1]];
    }
    if (transposed && i < diagonal)
      s -= (double) R->val[i] * (double) b[R->ir[i]];
    s += other;
    b[j] = (real) (s / (double) R->val[diagonal]);
    for (i = R->jc[j]; !transposed && i < diagonal; i++)
      b[R->ir[i]] -= R->val[i] * b[j];
  }
}

void
mat_solve_upper (const matrix *R, bool transposed, real *b)
{
  if (R->ir) {
    sparse_solve_upper (R, transposed, b);
    return;
  }
  const blas_int m = (blas_int) R->rows;
  BLAS (trsv) ("U", transposed ? "T" : "N", "N", &m, R->val, &m, b, &one, 1, 1, 1);
}

/* s = a (order) */
static void
take_in (size_t m, const real *order, const real *a, real *s)
{
  for (size_t i = 0; i < m; i++)
    s[i] = a[order ? (size_t) order[i] - 1 : i];
}

/* s (order) = a */
static void
put_back (size_t m, const real *order, const real *a, real *s)
{
  for (size_t i = 0; i < m; i++)
    s[order ? (size_t) order[i] - 1 : i] = a[i];
}

void
mat_solve_factored (const matrix *R, const real *order, const real *b, real *scratch, real *s)
{
  const size_t m = R->rows;
  take_in (m, order, b, scratch);
  mat_solve_upper (R, true, scratch);
  mat_solve_upper (R, false, scratch);
  put_back (m, order, scratch, s);
}

void
mat_solve_half (const matrix *R, const real *order, bool transposed, const real *z, real *scratch, real *s)
{
  if (transposed) {
    take_in (R->rows, order, z, s);
    mat_solve_upper (R, true, s);
    return;
  }
  vec_copy (R->rows, z, scratch);
  mat_solve_upper (R, false, scratch);
  put_back (R->rows, order, scratch, s);
}
