/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A block of rows of A is read once, some columns at a time, which serve all columns of B while they and the rows of the other two
   matrices are in the first cache.  Shares are of the rows of C, so that none adds to what another one does.  */
#include "base/real.h"

#include "linalg/thin.h"
#include "linalg/vectors.h"

enum {
  most_columns = 32, /* of B */
  block = 256,       /* rows of A */
  deep = 4,          /* columns of A at once, for A B */
  wide = 2,          /* columns of B beside them */
  deep_turned = 2,   /* the same for A'B */
  wide_turned = 5
};

bool
thin_pays (const matrix *A, size_t columns)
{
  return !A->ir && columns <= most_columns && (double) A->rows * (double) A->cols * (double) columns > threads_work;
}

#define AT(p) (*(vreal *) (void *) (p))
#define READ(p) (*(const vreal *) (const void *) (p))

/* C [n x WIDTH] += A [n x DEPTH] B [DEPTH x WIDTH]; WIDTH and DEPTH are constants where this is expanded.  */
INLINE void
tile (size_t n, int depth, int width, const real *A, size_t lda, const real *B, size_t ldb, real *C, size_t ldc)
{
  vreal b[wide][deep], a[deep];
  size_t i = 0;
  for (int w = 0; w < width; w++)
    for (int q = 0; q < depth; q++)
      b[w][q] = (vreal){ 0 } + B[(size_t) w * ldb + (size_t) q];
  for (; i + lanes <= n; i += lanes) {
    for (int q = 0; q < depth; q++)
      a[q] = READ (A + (size_t) q * lda + i);
    for (int w = 0; w < width; w++) {
      vreal sum = READ (C + (size_t) w * ldc + i);
      for (int q = 0; q < depth; q++)
        sum += a[q] * b[w][q];
      AT (C + (size_t) w * ldc + i) = sum;
    }
  }
  for (; i < n; i++)
    for (int w = 0; w < width; w++)
      for (int q = 0; q < depth; q++)
        C[(size_t) w * ldc + i] += A[(size_t) q * lda + i] * b[w][q][0];
}

/* C [DEPTH x WIDTH] += A [n x DEPTH]' B [n x WIDTH]; likewise.  */
INLINE void
tile_turned (size_t n, int depth, int width, const real *A, size_t lda, const real *B, size_t ldb, real *C, size_t ldc)
{
  vreal sums[deep_turned][wide_turned], a[deep_turned];
  size_t i = 0;
  for (int q = 0; q < depth; q++)
    for (int w = 0; w < width; w++)
      sums[q][w] = (vreal){ 0 };
  for (; i + lanes <= n; i += lanes) {
    for (int q = 0; q < depth; q++)
      a[q] = READ (A + (size_t) q * lda + i);
    for (int w = 0; w < width; w++) {
      const vreal b = READ (B + (size_t) w * ldb + i);
      for (int q = 0; q < depth; q++)
        sums[q][w] += a[q] * b;
    }
  }
  for (int q = 0; q < depth; q++)
    for (int w = 0; w < width; w++) {
      real sum = 0;
      for (int k = 0; k < lanes; k++)
        sum += sums[q][w][k];
      for (size_t j = i; j < n; j++)
        sum += A[(size_t) q * lda + j] * B[(size_t) w * ldb + j];
      C[(size_t) w * ldc + (size_t) q] += sum;
    }
}

typedef struct task {
  const matrix *A;
  bool transposed;
  const real *B;
  size_t columns;
  real *C;
  int shares;
} task;

/* Rows FROM to TO - 1 of C.  */
FOR_THIS_CPU static void
multiply (const task *t, size_t from, size_t to)
{
  const size_t rows = t->A->rows, cols = t->A->cols;
  for (size_t i = from; i < to; i += block) {
    const size_t n = to - i < block ? to - i : block;
    size_t d = 0;
    for (; d + deep <= cols; d += deep) {
      const real *a = t->A->val + d * rows + i;
      size_t w = 0;
      for (; w + wide <= t->columns; w += wide)
        tile (n, deep, wide, a, rows, t->B + w * cols + d, cols, t->C + w * rows + i, rows);
      for (; w < t->columns; w++)
        tile (n, deep, 1, a, rows, t->B + w * cols + d, cols, t->C + w * rows + i, rows);
    }
    for (; d < cols; d++)
      for (size_t w = 0; w < t->columns; w++)
        tile (n, 1, 1, t->A->val + d * rows + i, rows, t->B + w * cols + d, cols, t->C + w * rows + i, rows);
  }
}

/* The tile at row I and column D of A, and column W of B.  */
INLINE void
tiles_turned (const task *t, size_t n, int depth, size_t i, size_t d, size_t w, size_t width)
{
  const size_t rows = t->A->rows, cols = t->A->cols;
  const real *a = t->A->val + d * rows + i, *b = t->B + w * rows + i;
  real *c = t->C + w * cols + d;
  _Static_assert(wide_turned == 5, "a case for each width");
  switch (width) {
  case 1:
    tile_turned (n, depth, 1, a, rows, b, rows, c, cols);
    break;
  case 2:
    tile_turned (n, depth, 2, a, rows, b, rows, c, cols);
    break;
  case 3:
    tile_turned (n, depth, 3, a, rows, b, rows, c, cols);
    break;
  case 4:
    tile_turned (n, depth, 4, a, rows, b, rows, c, cols);
    break;
  default:
    tile_turned (n, depth, 5, a, rows, b, rows, c, cols);
  }
}

FOR_THIS_CPU static void
multiply_turned (const task *t, size_t from, size_t to)
{
  const size_t rows = t->A->rows, parts = (t->columns + wide_turned - 1) / wide_turned,
               width = (t->columns + parts - 1) / parts; /* even parts */
  for (size_t i = 0; i < rows; i += block) {
    const size_t n = rows - i < block ? rows - i : block;
    size_t d = from;
    for (; d + deep_turned <= to; d += deep_turned)
      for (size_t w = 0; w < t->columns; w += width)
        tiles_turned (t, n, deep_turned, i, d, w, t->columns - w < width ? t->columns - w : width);
    for (; d < to; d++)
      for (size_t w = 0; w < t->columns; w++)
        tiles_turned (t, n, 1, i, d, w, 1);
  }
}

static void
share (void *self, int i)
{
  const task *t = self;
  size_t from, to;
  threads_share (t->transposed ? t->A->cols : t->A->rows, t->transposed ? deep_turned : block, t->shares, i, &from,
                 &to);
  if (t->transposed)
    multiply_turned (t, from, to);
  else
    multiply (t, from, to);
}

void
thin_multiply (const matrix *A, bool transposed, const real *B, size_t columns, real *C, crew *hands, double threads)
{
  const int count = hands ? threads_for (threads, (double) A->rows * (double) A->cols * (double) columns) : 1;
  task t = { .A = A, .transposed = transposed, .B = B, .columns = columns, .C = C, .shares = threads_shares (count) };
  crew_run (hands, count, t.shares, share, &t);
}
