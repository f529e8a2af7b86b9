/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A tall matrix B [m x slots] whose columns come and go one by one.  It is stored by tiles of rows, so that a sum of columns and the
   products of all columns with that sum read it from memory once.  Where it is large, threads share the tiles; results repeat to
   the bit for a given number of threads.  What fits into a cache is one tile, and BLAS does the work.

   In the functions below only the first USED columns count.  */
#ifndef PGDQA_TALL_H
#define PGDQA_TALL_H

#include "base/arena.h"
#include "base/crew.h"
#include "base/real.h"

typedef struct tall {
  size_t m, slots;
  size_t rows;    /* of a tile; the last may have fewer */
  real *a;        /* tile after tile, each by columns */
  double *sum;    /* [2 slots x threads_most] of each share */
  crew *crew;     /* NULL: no threads */
  double threads; /* asked for, 0: as many as there are */
} tall;

void tall_layout (tall *B, size_t m, size_t slots, size_t rows, arena *a);
size_t tall_rows (size_t m, size_t slots); /* of a tile, as a rule */

void tall_set (const tall *B, size_t slot, double scale, const real *column); /* B(:, slot) = scale column */
void tall_get (const tall *B, size_t slot, real *column);
void tall_copy (const tall *from, size_t used, const tall *to); /* laid out alike */

void tall_products (const tall *B, size_t used, const real *r, real *out); /* out = B'r */
void tall_add (const tall *B, size_t used, const real *a, real *u);        /* u += B a */

/* column = B'C(:, slot), out = B'r, in one pass; r NULL: no out */
void tall_column_products (const tall *B, size_t used, const tall *C, size_t slot, const real *r, real *column,
                           real *out);

/* u = scale (r + B a), out = B'u, in one pass; u != r.  With C not NULL column = B'C(:, slot).  */
void tall_add_products (const tall *B, size_t used, const real *a, const real *r, double scale, real *u, real *out,
                        const tall *C, size_t slot, real *column);

#endif
