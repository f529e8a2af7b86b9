/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What the test of lower/certificate.h works with, and what it has seen.  */
#ifndef PGDQA_CERTIFIER_H
#define PGDQA_CERTIFIER_H

#include "base/options.h"
#include "base/random.h"
#include "lower/normal.h"
#include "lower/wells.h"

enum {
  certificate_lanczos = 30,
  certificate_ties = 3,
  certificate_wells = 8,
  certificate_more = 4, /* times the starts at the most, in one more round where g is not convex */
  certificate_nearer =
      4 /* probes that find the length where the model holds: each takes the square root of what is wrong */
};
static const double zero_curvature = real_is_single ? 1e-4 : 1e-6; /* relative to the largest */

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

/* The test at one (x, y).  */
typedef struct sounding {
  certifier *c;
  model *l;
  const real *x;
  real *y, *v;
  double *g;
  double reach; /* length of y */
  int probes, points;
  double agrees;         /* rise of g at the latest probe, relative to what A foretells */
  double depth;          /* least rise where it is less than that */
  int looks, most_looks; /* evaluations for look_for_wells */
  int in_vain;           /* descents there that ended at a minimiser known */
  bool quadratic;        /* so is the background of the wells */
  bool other_minima;     /* a local minimum with another value has been met */
  double usual;          /* median change of g over the probes */
} sounding;

/* Starts, Perturbation and Seed are read.  With Starts = 0 there is no memory and nothing is tested.  */
void certifier_layout (certifier *c, dims d, const options *o, arena *a);
void certifier_start (certifier *c, normal *w, adjoint *s, const options *o);

/* Calls that a full test of a convex lower level takes, and some more.  */
double certifier_cost (const certifier *c, const oracle *o);

#endif
