/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Products of a tall data matrix A (N x D) with panels of few columns.  A is held by rows (as its transpose, D x N, dense or
   sparse), so that a few rows are read from memory once and serve a product with A and one with A'.  A panel is stored by
   rows of `width` numbers, the number of columns rounded up to whole SIMD vectors; the padding holds zeros.  */
#ifndef PGDQA_PANEL_H
#define PGDQA_PANEL_H

#include "base/vec.h"

enum {
  panel_rows = 12,  /* rows of a dense A that one call takes at the most */
  sparse_rows = 96, /* of a sparse A: W and G, which take turns in the cache, are fetched an eighth as often */
};

/* Rows to take at once.  */
static inline size_t
panel_block (const matrix *At)
{
  return At->ir ? sparse_rows : panel_rows;
}

size_t panel_width (size_t columns);

/* Z [count x width] = rows first .. first + count - 1 of A times W [D x width], plus BIAS [width] in every row (NULL: 0).
   At: D x N.  */
void panel_forward (const matrix *At, size_t first, size_t count, const real *W, const real *bias, size_t width,
                    real *Z);

/* G [D x width] += (those rows of A)' R [count x width].  */
void panel_backward (const matrix *At, size_t first, size_t count, const real *R, size_t width, real *G);

/* Column-major Y [rows x columns] to a panel, and back.  */
void panel_pack (size_t rows, size_t columns, const real *Y, size_t width, real *panel);
void panel_unpack (size_t rows, size_t columns, const real *panel, size_t width, real *Y);

#endif
