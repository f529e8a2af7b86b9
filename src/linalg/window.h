/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What a Krylov solve has not changed yet, estimated from what its products have changed.  Product j removes e_j of the squared
   energy error.  One product tells little where eigenvalues are spread: the sums over the last d products and over the d before
   give the ratio of two errors,

     q^2 = (e_(j-d+1) + .. + e_j) / (e_(j-2d+1) + .. + e_(j-d)),

   and the rest is taken for a geometric series: (last sum) q^2 / (1 - q^2), or of anything else that the last d products have
   changed by c: c q / (1 - q).  d = max (j / 4, 0.3 T), at least 1 and in a first solve 3; T is the longest run of products in
   which a solve needed to lower its energy error by a factor e.  With `careful` d is 0.6 T where T exceeds 6, and a solve of j
   products that lowered its error by less than e counts as T = j.  */
#ifndef PGDQA_WINDOW_H
#define PGDQA_WINDOW_H

#include "base/arena.h"

#include <math.h>

typedef struct window {
  double *removed; /* [most + 1] e_1 + .. + e_j */
  int most, count; /* products that are noted */
  bool careful;    /* windows are longer: where products are many, a wrong end costs more */
  double slowest;  /* T; 0: no solve has told */
} window;

/* What the latest window tells.  */
typedef struct window_tail {
  int length;    /* d */
  double ratio;  /* q */
  double energy; /* squared energy error that is left */
} window_tail;

void window_layout (window *w, int most, arena *a);
void window_start (window *w); /* no solve has told anything */
void window_open (window *w);  /* of a solve: no products yet */

/* Product j = count + 1 has removed e_j.  */
void window_note (window *w, double removed);

/* false: too few products to tell.  A single one tells where T is 1, with q^2 = FIRST.  */
bool window_rest (const window *w, double first, window_tail *left);

/* Of the solve that ends here, ENERGY being what is left of the squared energy error: T <- max (0.8 T, the longest run of it),
   unless it fell by less than a factor e.  */
void window_close (window *w, double energy);

/* A solve turned out to have ended too early.  */
void window_doubt (window *w);

#endif
