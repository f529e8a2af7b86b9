/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Pairs (step, change of the reduced gradient), and B ~ the inverse Hessian of f (x, y (x)) that they give by L-BFGS.  */
#ifndef PGDQA_SECANTS_H
#define PGDQA_SECANTS_H

#include "linalg/lbfgs.h"
#include "problem/objective.h"

enum { secants_most = 100, secants_marks = 8, secants_window = 10 };

/* A point that the path has come from without a gap, relative to where it is.  */
typedef struct secants_mark {
  real *S, *T; /* [n + m] its z minus that of now, and likewise the reduced gradient */
  double f, doubt;
  double steep; /* largest secants.steep of the steps since */
} secants_mark;

/* The latest B q: a step asks for it after the measure of the point that it starts from.  */
typedef struct secants_product {
  real *q, *metric, *Bq; /* [n + m] */
  unsigned changes;      /* of the pairs, when it was made */
  bool known;
} secants_product;

typedef struct secants {
  lbfgs pairs;
  secants_product *product;
  real *step;        /* [n + m] the latest tangential step */
  real *before;      /* [n + m] reduced gradient where it started */
  bool open;         /* the reduced gradient at its end is not known yet */
  int rejected;      /* pairs in a row without positive curvature */
  double *f, *doubt; /* [most] by slots of the pairs: f where the step started, and what may be wrong with it; */
  double steep;      /* ||grad_y g|| where the latest step led, before the lower level was solved; infinite: none */
  double f_before, doubt_before;    /* likewise of the open step, */
  double f_now, doubt_now;          /* and where the latest ended */
  int chained;                      /* of the newest pairs, how many steps follow one another without a gap */
  double expected;                  /* secants_expected_decrease where the open step started; infinite: unknown */
  double left[secants_window];      /* by the latest steps, newest first: the part of it left, by the pairs of then */
  secants_mark mark[secants_marks]; /* oldest first: for long paths, of which the pairs hold only the end */
  int marks, every, unmarked;       /* how many; steps from one to the next; steps since the last */
  int recent[secants_most];         /* slots of the pairs, newest first: secants_order */
} secants;

/* METRIC [n + m], lent: initial B = (s'y / y'D y) D, D = diag (metric).  PAIRS of (x, y) may be kept at the most; steps in x alone
   take less.  */
void secants_layout (secants *s, dims d, int pairs, const real *metric, arena *a);
void secants_forget (secants *s);
void secants_take (secants *s, lbfgs *pairs); /* PAIRS and those of s change places */
void secants_order (secants *s);

/* A step starts at the latest point, with this reduced gradient; `step` holds it, or will before it is closed.  */
void secants_open (secants *s, const real *gradient);

/* F, of which DOUBT may be wrong, and the reduced gradient at its end, PROJECTED on what bounds leave free, make the
   pair.  After three in a row without positive curvature all are forgotten.  */
void secants_close (secants *s, const real *gradient, const real *projected, double f, double doubt);

/* p = -B q */
void secants_direction (const secants *s, const real *q, real *p);

/* Marks from which f is not quadratic are dropped, the oldest first; true: some were.  Q, NOISE as for secants_variation.  */
bool secants_trim (secants *s, const real *q, double noise);

/* The steps of the window have left at most this part of what was expected of them: the least product over its latest ones.  */
double secants_left (const secants *s);

/* By how much f has fallen in the latest STEPS steps; infinite where so many do not follow one another.  */
double secants_fallen (const secants *s, int steps);

/* q'B q / 2: the decrease of f that the quadratic model expects; infinite without pairs.  */
double secants_expected_decrease (const secants *s, const real *q);

/* How much f varies over the region where it is quadratic as the pairs say: with S_j = x_j - x and T_j = q_j - q, Q
   [length] the reduced gradient at x, backwards over the steps that follow one another,

     V = max_j S_j'T_j / 2   as long as   3/4 <= (f_j - f) / S_j'(q + T_j / 2) <= 4/3.

   A steep past fails, and neither it nor what is older counts.  Where f differs by less than NOISE and what may be wrong with
   it, values cannot tell; of such steps (longer ago than 16, each eighth) the oldest that would raise V counts if
   1/3 <= T_j'B T_j / S_j'T_j <= 3.  At least WANTED, where that is enough to know; 0 without pairs.  S, T and BT [length];
   S becomes the S_j of the last step counted.  */
double secants_variation (const secants *s, const real *q, double wanted, double noise, real *S, real *T, real *BT);

/* No V that is much larger than q'B q is larger than this: then S_j'q is small beside S_j'T_j, and V is what f has changed by, 4/3
   times, or less than what it can show.  */
double secants_most_variation (const secants *s, double noise);

#endif
