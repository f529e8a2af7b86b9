/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Does y solve the lower level at x?  grad_y g = 0 also holds at saddles, maxima and mere local minima.  The test looks for the
   lowest curvature (Lanczos 1950), evaluates g around y, and where g does not look convex there minimises it from the points
   that contradict.  A lower value refutes y and is where to go on.  What it gives is evidence, never proof.  */
#ifndef PGDQA_CERTIFICATE_H
#define PGDQA_CERTIFICATE_H

#include "base/options.h"
#include "base/random.h"
#include "lower/normal.h"
#include "lower/wells.h"

enum { certificate_lanczos = 30, certificate_ties = 3, certificate_wells = 8 };

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

typedef struct certifier {
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
  real *equal_minima; /* [m x certificate_ties] other minimisers met by the latest test with g as low as at y */
  int equal_count;    /* how many */
  double usual;       /* change of g over its probes, what ties are measured by */
  real *Q, *W;        /* [m x min (m, certificate_lanczos)] Lanczos vectors; products, then Ritz vectors */
  real *hx;           /* [n] */
  double curvature[certificate_lanczos]; /* Ritz values, rising */
  int axes;                              /* how many of them are known */
  wells wells;                           /* where m <= Starts */
  real *frame;                           /* [m x m] orthonormal directions */
  real *minimum;                         /* [m x certificate_wells] y and other minimisers met */
  int frames[certificate_wells];         /* how often was looked around each */
  int minima;
} certifier;

/* Starts, Perturbation and Seed are read.  With Starts = 0 there is no memory and nothing is tested.  */
void certifier_layout (certifier *c, dims d, const options *o, arena *a);
void certifier_start (certifier *c, normal *w, adjoint *s, const options *o);

/* Calls that a full test of a convex lower level takes, and some more.  */
double certifier_cost (const certifier *c, const oracle *o);

/* At (x, y) with *g and v = grad_y g known.  FULL: first the lowest curvature by Lanczos, at most 30 hvp, which tells the kind.
   Then Starts g_grad (4 without FULL), two more where the lowest curvature is not positive, up to four more nearer to y where even the
   nearest says that g rises by much less than its curvature foretells, and where g does not look convex a
   local solve from each of the probes that show it, at most max (6, Starts / 2).  Some of the other minima with the same g are
   left in c->equal_minima.  If there are minima of other values, or none although g is not convex, more probes follow, 5 Starts in all
   at most.  With m <= Starts and no bounds they look for wells (lower/wells.h): in a quadratic background from frames of 2 m points around
   every minimiser met; else by descents from one frame around y, and then at random.  Refuted, it leaves the better y, *g and v.  An exhausted budget comes back as its status, with y, *g,
   v belonging together and *out as far as it came.  */
status certificate_test (certifier *c, model *l, const real *x, real *y, double *g, real *v, bool full,
                         certificate *out);

#endif
