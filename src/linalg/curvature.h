/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A recycled memory of the curvature of the lower level, A = D2_yy g: pairs (s, A s) from every product and from secants, and
   the matrix H ~ A^-1 they imply, the block BFGS inverse

     H = (I - S K^-1 Y') P (I - Y K^-1 S') + S K^-1 S',      Y = A S,  K = S'Y = R'R,

   with the base P = tau I, tau = s'y / y'y of the newest pair, or a better approximation of A^-1 where there is one.  With an
   exact base, P = A^-1, H is A^-1 whatever the pairs are: none are kept.

   The pairs are of length ||s|| = 1.  Going from the newest to the oldest, a pair is dropped in the Cholesky factorisation
   where its pivot is at most max (drop, 5 e_j) K_jj; e_j, the largest |q'y_j - (A q)'s_j| / sqrt (q'Aq K_jj) over the pairs
   (q, A q) that came after it, is the asymmetry that tells how stale it is.  */
#ifndef PGDQA_CURVATURE_H
#define PGDQA_CURVATURE_H

#include "base/vec.h"
#include "linalg/tall.h"

enum { curvature_most = 200 }; /* pairs kept at the most */

/* s = P b, [m] each, s != b; false: P is of no use for this b, tau I stands in.  */
typedef bool base_inverse (void *self, const real *b, real *s);

/* |r|_H where H is an exact base, which is constant: asked for at a point again and again.  */
typedef struct curvature_known {
  real *r; /* [m] */
  double norm;
  bool known;
} curvature_known;

typedef struct curvature {
  size_t m;
  int most, count;      /* pairs that may be kept; pairs held */
  int used;             /* slots 0 .. used - 1 have been written */
  bool pending;         /* the products of the newest pair with the others are yet to be made, along with those of H */
  tall S, Y;            /* [m x (most + 1)] the pairs, in slots that never move */
  int *order;           /* [most + 1] slots of the pairs held, newest first */
  int *before;          /* [most + 1] the order before a factorisation that may have to be made again */
  bool *taken;          /* [most + 1] the slot holds a pair */
  double *K;            /* [(most + 1) x (most + 1)] S'Y, by slots */
  double *R;            /* [most x most] upper Cholesky factor of K in the order of the pairs, by columns */
  double *pivot;        /* [most + 1] of the latest factorisation, by slots */
  double *stale;        /* [most + 1] e_j, by slots */
  real *coefficient;    /* [most + 1] of each slot: scratch, as all that follow */
  real *other, *column; /* [most + 1] */
  real *half;           /* [m] */
  double *a, *b;        /* [most + 1] */
  double *gram, *basis; /* [most x most] */
  base_inverse *base;   /* NULL: tau I */
  base_inverse *root;   /* u with u'u = r'P r, at a lower price; NULL: there is none */
  void *self;           /* their first argument */
  bool exact;           /* the base is A^-1, until somebody finds that it is not: no pairs are kept */
  curvature_known norm[2]; /* the latest two: of a gradient of f and of one of g */
  int next;                /* the older one */
  double tau;
  double flat;    /* curvature below this part of the largest is not kept */
  double largest; /* largest ||A q|| / ||q|| seen */
  bool negative;  /* q'Aq < 0 was seen, ever */
} curvature;

void curvature_layout (curvature *c, size_t m, int most, arena *a); /* keeps min (most, m, curvature_most) pairs */

void curvature_use_threads (curvature *c, crew *hands, double threads); /* none as yet; 0: as many as there are */

/* P; BASE NULL: tau I.  The pairs go, what was seen of A stays.  Forgetting and recalling pairs leave P.  */
void curvature_set_base (curvature *c, base_inverse *base, void *self, bool exact);

void curvature_set_root (curvature *c, base_inverse *root); /* of P */

/* Something is known of A: a pair, or a base and the scale of a product.  */
bool curvature_knows (const curvature *c);

/* The pair (q, A q); refused (false) where its curvature is not clearly positive.  With an exact base it is not kept.  */
bool curvature_remember (curvature *c, const real *q, const real *Aq);

/* The same, with TOLD = vec_measure of the two.  */
bool curvature_note (curvature *c, const real *q, const real *Aq, vec_pair told);

/* Pairs that the newest makes useless are dropped now; else with the next product with H, which reads the same memory.  */
void curvature_settle (curvature *c);

void curvature_forget (curvature *c); /* no pairs, no scale; tau stays */
void curvature_recall (curvature *c,
                       const curvature *saved); /* the pairs become those of another memory laid out alike */

void curvature_apply (curvature *c, const real *r, real *u);        /* u = H r, [m] each, u != r */
bool curvature_guess (curvature *c, const real *r, real *u);        /* u = S K^-1 S'r; false: there are no pairs */
double curvature_norm (curvature *c, const real *r, real *scratch); /* sqrt (r'H r), at half the price; scratch [m] */

/* u, a step against the gradient v, projected on the range of A as far as the pairs span it (singular values of Y, columns of
   length 1, above 0.1 of the largest) and on v where that sticks out; left alone where the projection spoils the descent.  */
void curvature_within_range (curvature *c, const real *v, real *u, real *scratch);

#endif
