/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Does y solve the lower level at x?  grad_y g = 0 also holds at saddles, maxima and mere local minima.  The challenge looks for the
   lowest curvature (Lanczos 1950), evaluates g around y, and where g does not look convex there minimises it from the points
   that contradict.  A lower value refutes y and is where to go on.  What it gives is evidence, never proof.  */
#ifndef PGDQA_CHALLENGE_H
#define PGDQA_CHALLENGE_H

#include "base/options.h"
#include "base/random.h"
#include "lower/normal.h"

enum { challenge_lanczos = 30, challenge_ties = 3 };

#define LOWER_KINDS(X) X (unknown) X (convex) X (minimizer) X (degenerate) X (saddle) X (maximizer)
typedef enum lower_kind {
#define X(kind) LOWER_##kind,
  LOWER_KINDS (X)
#undef X
} lower_kind;

typedef struct certificate {
  lower_kind kind;
  double eig_min; /* lowest eigenvalue of D2_yy g found, relative to the largest ||D2_yy g q|| / ||q||; NaN: unknown */
  double eig_residual; /* its residual, relative likewise */
  double value_gap;    /* g (x, y) minus the lowest value found from elsewhere, at least 0; NaN: not tested */
  double starts;       /* points from which g was tested */
  bool refuted;        /* value_gap is significant */
  bool falls;          /* set by methods: f falls from the point in a direction not explored before */
} certificate;

#define certificate_unknown                                                                                            \
  (certificate) { .kind = LOWER_unknown, .eig_min = NAN, .eig_residual = NAN, .value_gap = NAN }

typedef struct probe { /* a point y + sign d; d is made again from `random` whenever it is needed */
  random_state random;
  double length; /* of d, in lengths of y; 0: d is along the direction of lowest curvature */
  double sign, g;
  int axis;    /* d is along that Ritz vector; -1: a random direction */
  bool convex; /* g rises along it */
} probe;

typedef struct challenge {
  normal *normal;
  adjoint *adjoint;
  random_state random;
  int starts;                  /* option Starts */
  double reach;                /* option Perturbation */
  probe *probe;                /* [5 starts + 2] */
  double *change;              /* [5 starts + 2] */
  real *trial, *grad, *lowest; /* [m] */
  real *points, *grads;        /* [m x (starts + 3)] y and the first probes, and grad_y g there */
  double *values;              /* [starts + 3] g there */
  real *slope;                 /* [m] grad_y g at y, also what a bound holds */
  real *equal_minima; /* [m x challenge_ties] other minimisers met by the latest challenge with g as low as at y */
  int equal_count;    /* how many */
  double usual;       /* change of g over its probes, what ties are measured by */
  real *Q, *W;        /* [m x min (m, challenge_lanczos)] Lanczos vectors, products */
  real *hx;           /* [n] */
  double V[challenge_lanczos * challenge_lanczos]; /* Ritz vectors, in Q */
  int axes;                                        /* how many of them are known */
} challenge;

/* Starts, Perturbation and Seed are read.  With Starts = 0 there is no memory and nothing is tested.  */
void challenge_layout (challenge *c, dims d, const options *o, arena *a);
void challenge_start (challenge *c, normal *w, adjoint *s, const options *o);

/* Calls that a full challenge of a convex lower level takes, and some more.  */
double challenge_cost (const challenge *c, const oracle *o);

/* At (x, y) with *g and v = grad_y g known.  With FULL it starts with Lanczos, at most 30 hvp, and tells the kind;
   Starts g_grad (4 without FULL), two more where the lowest curvature is not positive, and a local solve from each of
   the points that contradict, at most max (6, Starts / 2).  Of those that end at another point with the same g, some
   are left in c->equal_minima.  Where these end at minima of different values, or at none although g is not convex, m + 1
   times as many points follow, at most 4 times.  Refuted, it leaves the better y, *g and v.  An exhausted budget comes back as its status, with y, *g, v belonging together
   and out as far as it came.  */
status challenge_lower (challenge *c, model *l, const real *x, real *y, double *g, real *v, bool full,
                        certificate *out);

#endif
