/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The pieces of F met so far, and the model of F around the best of them, the centre:

     min over t, d of  t + d'(B + eta W^-2) d / 2   subject to   e_j + (G_j + eta W^-2 (x_j - x))'d <= t,

   x + d within the bounds and within D W of x, and rows s_j + a_j'd >= 0 (<= 0 at an upper bound) that keep a y_j from jumping to
   its other bound.  W = diag (w).  e_j <= 0 is the value at x of the cut of piece j, which eta makes convex where one lies above F.  */
#ifndef PGDQA_BUNDLE_MODEL_H
#define PGDQA_BUNDLE_MODEL_H

#include "methods/bundle/piece.h"

static const double supports = 1e-6; /* least weight of a piece of the support */
static const double at_limit = 0.99; /* of D: a step is as long as it may be */

enum { most_pieces = 10 * most_few + 21 };

typedef struct row { /* s_j (x) = a'x + constant */
  int j;
  double a[most_few], constant;
} row;

typedef struct model_of_F {
  int n, m;
  double low[most_few], high[most_few]; /* bounds of x */
  double w[most_few];                   /* steps are measured in these */
  double D;                             /* length of a step, in w */
  double B[most_few * most_few];        /* [n x n] curvature of the pieces, 0 at first */
  piece *pieces;                        /* [most] */
  int count, centre, most;
  row rows[most_few];
  int row_count;
  bool bent;    /* a cut was above F: F is not convex */
  double V;     /* largest difference of values of F seen */
  double steep; /* largest |G_i w_i| of a piece */
  double scale; /* max (V, steep) */
  small_qp *qp;

  /* of the latest model_solve: */
  int cut[most_pieces], cuts;                                           /* the pieces that count */
  double e[most_pieces], G[most_pieces][most_few], weight[most_pieces]; /* weight: multipliers, of sum 1 */
  double sign[most_few], left[most_few], row_weight[most_few];          /* of the rows: sign s_j = left >= 0 */
  double d[most_few], gain;                                             /* the step, and the decrease of the model */
  double eta;
} model_of_F;

/* How many pieces there is room for.  */
static inline size_t
model_pieces (dims d)
{
  return 10 * d.n + 21;
}

/* X_BOX bounds x; PIECES [model_pieces].  No pieces yet.  */
void model_of_F_start (model_of_F *k, dims d, const box *x_box, const double *x, piece *pieces, small_qp *qp);

static inline piece *
model_centre (model_of_F *k)
{
  return k->pieces + k->centre;
}

/* Appends a piece, and drops the oldest where there are too many.  Its index.  */
int model_add (model_of_F *k, const piece *p);

/* The step.  R tells which pieces lie beyond a jump of y, where SLIDES [m] does not say otherwise.  False: the program was not
   solved.  */
bool model_solve (model_of_F *k, const reduction *r, const bool *slides);

/* The cuts that are active within PART of the scale at x + d: ON [cuts]; d NULL: at x.  */
void model_active (const model_of_F *k, const double *d, double part, bool *on);

/* Least norm over the convex hull of the gradients of the cuts ON, of the rows that are active and of bounds that hold, in units of
   w, relative to the steepest piece; weight [cuts]: of the gradients.  NAN: not found.  */
double model_hull (model_of_F *k, const bool *on, const bool *active_rows, double *weight);

/* Damped BFGS update of B by the step s and the change q of the gradient; along s linear, B loses what it had there.  */
void model_learn (model_of_F *k, const double *s, const double *q);

/* The row of component j becomes s_j + a'(. - x), at the piece; and goes.  */
void model_set_row (model_of_F *k, int j, const double *a, const piece *p);
void model_drop_row (model_of_F *k, int j);
row *model_find_row (model_of_F *k, int j); /* NULL: none */

/* The longest part of d [n], and a squared distance, in w.  */
double model_length (const model_of_F *k, const double *d);
double model_square_distance (const model_of_F *k, const double *a, const double *b);

/* x [n] is within the bounds, and at one that it is next to.  */
void model_within (const model_of_F *k, double *x);

/* Norm of the gradient of the piece at the centre, without what bounds of x hold.  */
double model_slope (const model_of_F *k);

#endif
