/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Limited-memory BFGS: the latest pairs (s, y = change of gradient) and the product H v with the inverse Hessian they
   imply (Nocedal 1980, the two-loop recursion).

   Pairs that are 0 past their first HEAD components are stored without the zeros, as long as all of them are.  */
#ifndef PGDQA_LBFGS_H
#define PGDQA_LBFGS_H

#include "base/arena.h"
#include "base/real.h"

enum { lbfgs_most = 20 }; /* pairs kept by default */

typedef struct lbfgs {
  size_t n;
  size_t head, stored; /* components that a pair has at least; that all pairs held have, HEAD or n: the others are 0 */
  size_t room;         /* numbers in s, and in y */
  int wanted, most;    /* pairs to be kept; those that fit, at most so many */
  int count, newest;   /* pairs held; index of the newest */
  unsigned changes;    /* of the pairs, counted */
  real *s, *y;         /* [stored x most] ring */
  double *sy, *a;      /* [wanted] s'y of each pair; scratch; */
  double *fit;         /* [wanted] how much better s suits D y than y, when the pair came: log cos^2 of their angles */
  double scale;        /* initial H = scale I, s'y / y'y of the newest pair */
  const real
      *metric; /* [n] D > 0, lent; NULL: the identity.  Once there are pairs, initial H = (s'y / y'Dy) diag (D), unless
                          fewer than HEAD pairs fit and those held suit the identity better */
} lbfgs;

void lbfgs_layout (lbfgs *l, size_t n, arena *a); /* lbfgs_most pairs */

/* WANTED pairs of HEAD components, FULL of n.  */
void lbfgs_layout_pairs (lbfgs *l, size_t n, size_t head, int wanted, int full, arena *a);

void lbfgs_reset (lbfgs *l); /* no pairs, H = I */

/* Stores the pair; refuses one without clearly positive curvature (false).  The first that is not 0 past its head makes all of n
   components; the pairs are forgotten where they do not fit then.  */
bool lbfgs_push (lbfgs *l, const real *s, const real *y);

void lbfgs_order (const lbfgs *l, int *slot); /* [count] the slots of the pairs, newest first */

void lbfgs_apply (const lbfgs *l, real *v); /* v = H v in place */

#endif
