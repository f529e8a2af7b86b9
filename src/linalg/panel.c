/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Register blocking: 12 / v rows of A by v SIMD vectors of panel columns, v <= 4, are accumulated at once: 12 registers, with
   some left for operands.  Wider panels are taken in slices of 4 vectors, during which the rows of A stay in cache.  The
   rows that come next are asked for ahead of their use: no processor foresees that many streams.  */
#include "base/real.h"

#include "linalg/panel.h"
#include "linalg/vectors.h"

enum { slice = 4, entries_ahead = 400 }; /* of a sparse A */

size_t
panel_width (size_t columns)
{
  return (columns + lanes - 1) / lanes * lanes;
}

/* ROWS and VECTORS are constants where these are expanded, so that acc stays in registers.  COMING: rows of A to ask for.  */
INLINE void
dense_forward (const real *A, const real *coming, size_t D, int rows, const real *W, const real *bias, size_t width,
               int vectors, real *Z)
{
  vreal acc[panel_rows][slice];
  for (int i = 0; i < rows; i++)
    for (int k = 0; k < vectors; k++)
      acc[i][k] = bias ? ((const vreal *) (const void *) bias)[k] : (vreal){ 0 };
  for (size_t at = 0; at < D; at += line) {
    const size_t end = D - at < line ? D : at + line;
    for (int i = 0; i < rows; i++)
      ASK_FOR (coming + (size_t) i * D + at);
    for (size_t d = at; d < end; d++) {
      const vreal *w = (const vreal *) (const void *) (W + d * width);
      for (int i = 0; i < rows; i++)
        for (int k = 0; k < vectors; k++)
          acc[i][k] += A[(size_t) i * D + d] * w[k];
    }
  }
  for (int i = 0; i < rows; i++)
    for (int k = 0; k < vectors; k++)
      ((vreal *) (void *) (Z + (size_t) i * width))[k] = acc[i][k];
}

INLINE void
dense_backward (const real *A, size_t D, int rows, const real *R, size_t width, int vectors, real *G)
{
  vreal r[panel_rows][slice];
  for (int i = 0; i < rows; i++)
    for (int k = 0; k < vectors; k++)
      r[i][k] = ((const vreal *) (const void *) (R + (size_t) i * width))[k];
  for (size_t d = 0; d < D; d++) {
    vreal *g = (vreal *) (void *) (G + d * width), sum[slice];
    for (int k = 0; k < vectors; k++)
      sum[k] = g[k];
    for (int i = 0; i < rows; i++)
      for (int k = 0; k < vectors; k++)
        sum[k] += A[(size_t) i * D + d] * r[i][k];
    for (int k = 0; k < vectors; k++)
      g[k] = sum[k];
  }
}

/* Sparse row i of A: z += a_id w_d, or g_d += a_id r.  */
INLINE void
sparse_forward (const matrix *At, size_t i, const real *W, const real *bias, size_t width, int vectors, int sums,
                real *Z)
{
  vreal acc[panel_rows][slice]; /* SUMS of them: they do not wait for each other */
  const ptrdiff_t end = At->jc[i + 1], last = At->jc[At->cols] - 1;
  ptrdiff_t e = At->jc[i];
  for (int j = 0; j < sums; j++)
    for (int k = 0; k < vectors; k++)
      acc[j][k] = bias && j == 0 ? ((const vreal *) (const void *) bias)[k] : (vreal){ 0 };
  for (; e + sums <= end; e += sums) {
    const ptrdiff_t coming = e + entries_ahead < last ? e + entries_ahead : last;
    ASK_FOR (At->val + coming);
    ASK_FOR (At->ir + coming);
    for (int j = 0; j < sums; j++)
      for (int k = 0; k < vectors; k++)
        acc[j][k] += At->val[e + j] * ((const vreal *) (const void *) (W + (size_t) At->ir[e + j] * width))[k];
  }
  for (; e < end; e++)
    for (int k = 0; k < vectors; k++)
      acc[0][k] += At->val[e] * ((const vreal *) (const void *) (W + (size_t) At->ir[e] * width))[k];
  for (int k = 0; k < vectors; k++) {
    for (int j = 1; j < sums; j++)
      acc[0][k] += acc[j][k];
    ((vreal *) (void *) Z)[k] = acc[0][k];
  }
}

INLINE void
sparse_backward (const matrix *At, size_t i, const real *R, size_t width, int vectors, real *G)
{
  const ptrdiff_t *ir = At->ir, end = At->jc[i + 1]; /* what is stored to G cannot change these */
  const real *val = At->val;
  vreal r[slice];
  for (int k = 0; k < vectors; k++)
    r[k] = ((const vreal *) (const void *) R)[k];
  for (ptrdiff_t e = At->jc[i]; e < end; e++) {
    vreal *g = (vreal *) (void *) (G + (size_t) ir[e] * width);
    const real a = val[e];
    for (int k = 0; k < vectors; k++)
      g[k] += a * r[k];
  }
}

INLINE void
forward_slice (const matrix *At, size_t first, size_t count, const real *W, const real *bias, size_t width, int vectors,
               int rows, real *Z)
{
  const size_t D = At->rows, most = At->cols - (size_t) rows;
  const int sums = rows < 4 ? rows : 4;
  size_t i = 0;
  for (; !At->ir && i + (size_t) rows <= count; i += (size_t) rows) {
    const size_t coming = first + i + panel_rows;
    dense_forward (At->val + (first + i) * D, At->val + (coming < most ? coming : most) * D, D, rows, W, bias, width,
                   vectors, Z + i * width);
  }
  for (; i < count; i++)
    if (At->ir)
      sparse_forward (At, first + i, W, bias, width, vectors, sums, Z + i * width);
    else {
      const real *row = At->val + (first + i) * D;
      dense_forward (row, row, D, 1, W, bias, width, vectors, Z + i * width);
    }
}

INLINE void
backward_slice (const matrix *At, size_t first, size_t count, const real *R, size_t width, int vectors, int rows,
                real *G)
{
  const size_t D = At->rows;
  size_t i = 0;
  for (; !At->ir && i + (size_t) rows <= count; i += (size_t) rows)
    dense_backward (At->val + (first + i) * D, D, rows, R + i * width, width, vectors, G);
  for (; i < count; i++)
    if (At->ir)
      sparse_backward (At, first + i, R + i * width, width, vectors, G);
    else
      dense_backward (At->val + (first + i) * D, D, 1, R + i * width, width, vectors, G);
}

/* Runs CALL with the constants `vectors` and `rows` for every slice, `at` its first column.  */
#define FOR_EACH_SLICE(call)                                                                                           \
  for (size_t at = 0; at < width; at += slice * lanes)                                                                 \
    switch ((width - at) / lanes) {                                                                                    \
    case 1: {                                                                                                          \
      enum { vectors = 1, rows = panel_rows };                                                                         \
      call;                                                                                                            \
    } break;                                                                                                           \
    case 2: {                                                                                                          \
      enum { vectors = 2, rows = panel_rows / 2 };                                                                     \
      call;                                                                                                            \
    } break;                                                                                                           \
    case 3: {                                                                                                          \
      enum { vectors = 3, rows = panel_rows / 3 };                                                                     \
      call;                                                                                                            \
    } break;                                                                                                           \
    default: {                                                                                                         \
      enum { vectors = slice, rows = panel_rows / slice };                                                             \
      call;                                                                                                            \
    } break;                                                                                                           \
    }

FOR_THIS_CPU void
panel_forward (const matrix *At, size_t first, size_t count, const real *W, const real *bias, size_t width, real *Z){
  FOR_EACH_SLICE (forward_slice (At, first, count, W + at, bias ? bias + at : NULL, width, vectors, rows, Z + at))
}

FOR_THIS_CPU void panel_backward (const matrix *At, size_t first, size_t count, const real *R, size_t width, real *G)
{
  FOR_EACH_SLICE (backward_slice (At, first, count, R + at, width, vectors, rows, G + at))
}

void
panel_pack (size_t rows, size_t columns, const real *Y, size_t width, real *panel)
{
  for (size_t d = 0; d < rows; d++)
    for (size_t c = 0; c < width; c++)
      panel[d * width + c] = c < columns ? Y[c * rows + d] : 0;
}

void
panel_unpack (size_t rows, size_t columns, const real *panel, size_t width, real *Y)
{
  for (size_t d = 0; d < rows; d++)
    for (size_t c = 0; c < columns; c++)
      Y[c * rows + d] = panel[d * width + c];
}
