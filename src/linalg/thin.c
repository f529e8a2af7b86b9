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
  deep = 3,          /* columns of A at once */
  wide = 4           /* columns of B beside them, twelve sums in registers */
};

bool
thin_pays (const matrix *A, size_t columns)
{
  return !A->ir && columns <= most_columns && (double) A->rows * (double) A->cols * (double) columns > threads_work;
}

#define AT(p) (*(vreal *) (void *) (p))
#define READ(p) (*(const vreal *) (const void *) (p))

/* Three matrices by columns, the places where a tile begins in them, and the next such place of A; NULL: there is none.  */
typedef struct places {
  const real *A, *B, *coming;
  real *C;
  size_t lda, ldb, ldc;
} places;

/* The numbers of A that come next, while those in line I are at work: no processor foresees that many streams.  */
INLINE void
ask (const places *p, int depth, size_t i)
{
  if (p->coming && i % line == 0)
    for (int q = 0; q < depth; q++)
      ASK_FOR (p->coming + (size_t) q * p->lda + i);
}

/* C [n x WIDTH] += A [n x DEPTH] B [DEPTH x WIDTH]; WIDTH and DEPTH are constants where this is expanded.  */
INLINE void
tile (const places *p, size_t n, int depth, int width)
{
  const real *A = p->A;
  real *C = p->C;
  vreal b[wide][deep], a[deep];
  size_t i = 0;
  for (int w = 0; w < width; w++)
    for (int q = 0; q < depth; q++)
      b[w][q] = (vreal){ 0 } + p->B[(size_t) w * p->ldb + (size_t) q];
  for (; i + lanes <= n; i += lanes) {
    ask (p, depth, i);
    for (int q = 0; q < depth; q++)
      a[q] = READ (A + (size_t) q * p->lda + i);
    for (int w = 0; w < width; w++) {
      vreal sum = READ (C + (size_t) w * p->ldc + i);
      for (int q = 0; q < depth; q++)
        sum += a[q] * b[w][q];
      AT (C + (size_t) w * p->ldc + i) = sum;
    }
  }
  for (; i < n; i++)
    for (int w = 0; w < width; w++)
      for (int q = 0; q < depth; q++)
        C[(size_t) w * p->ldc + i] += A[(size_t) q * p->lda + i] * b[w][q][0];
}

/* C [DEPTH x WIDTH] += A [n x DEPTH]' B [n x WIDTH]; likewise.  */
INLINE void
tile_turned (const places *p, size_t n, int depth, int width)
{
  const real *A = p->A, *B = p->B;
  vreal sums[deep][wide], a[deep];
  size_t i = 0;
  for (int q = 0; q < depth; q++)
    for (int w = 0; w < width; w++)
      sums[q][w] = (vreal){ 0 };
  for (; i + lanes <= n; i += lanes) {
    ask (p, depth, i);
    for (int q = 0; q < depth; q++)
      a[q] = READ (A + (size_t) q * p->lda + i);
    for (int w = 0; w < width; w++) {
      const vreal b = READ (B + (size_t) w * p->ldb + i);
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
        sum += A[(size_t) q * p->lda + j] * B[(size_t) w * p->ldb + j];
      p->C[(size_t) w * p->ldc + (size_t) q] += sum;
    }
}

/* A tile of either kind; WIDTH is no constant.  */
INLINE void
tile_of (const places *p, bool turned, size_t n, int depth, size_t width)
{
#define TILE(width) turned ? tile_turned (p, n, depth, width) : tile (p, n, depth, width)
  _Static_assert(wide == 4, "a case for each width");
  switch (width) {
  case 1:
    TILE (1);
    break;
  case 2:
    TILE (2);
    break;
  case 3:
    TILE (3);
    break;
  default:
    TILE (4);
  }
#undef TILE
}

typedef struct task {
  const matrix *A;
  bool transposed;
  const real *B;
  size_t columns;
  real *C;
  int shares;
} task;

/* N rows of A from I on, and DEPTH columns from D on, with all of B.  */
INLINE void
tiles (const task *t, bool turned, size_t n, int depth, size_t i, size_t d, const real *coming)
{
  const size_t rows = t->A->rows, cols = t->A->cols, parts = (t->columns + wide - 1) / wide,
               width = (t->columns + parts - 1) / parts; /* even parts */
  for (size_t w = 0; w < t->columns; w += width) {
    const places p = { .A = t->A->val + d * rows + i,
                       .B = t->B + (turned ? w * rows + i : w * cols + d),
                       .C = t->C + (turned ? w * cols + d : w * rows + i),
                       .coming = w ? NULL : coming,
                       .lda = rows,
                       .ldb = turned ? rows : cols,
                       .ldc = turned ? cols : rows };
    tile_of (&p, turned, n, depth, t->columns - w < width ? t->columns - w : width);
  }
}

/* N rows of A from I on, and columns FROM to TO - 1.  */
INLINE void
multiply_rows (const task *t, bool turned, size_t n, size_t i, size_t from, size_t to)
{
  const real *A = t->A->val + i;
  const size_t rows = t->A->rows;
  size_t d = from;
  for (; d + deep <= to; d += deep)
    tiles (t, turned, n, deep, i, d,
           d + 2 * deep <= to ? A + (d + deep) * rows
           : i + block < rows ? A + from * rows + block
                              : NULL);
  for (; d < to; d++)
    tiles (t, turned, n, 1, i, d, NULL);
}

/* Rows FROM to TO - 1 of C.  */
FOR_THIS_CPU static void
multiply (const task *t, size_t from, size_t to)
{
  for (size_t i = from; i < to; i += block)
    multiply_rows (t, false, to - i < block ? to - i : block, i, 0, t->A->cols);
}

FOR_THIS_CPU static void
multiply_turned (const task *t, size_t from, size_t to)
{
  const size_t rows = t->A->rows;
  for (size_t i = 0; i < rows; i += block)
    multiply_rows (t, true, rows - i < block ? rows - i : block, i, from, to);
}

static void
share (void *self, int i)
{
  const task *t = self;
  size_t from, to;
  threads_share (t->transposed ? t->A->cols : t->A->rows, t->transposed ? deep : block, t->shares, i, &from, &to);
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
