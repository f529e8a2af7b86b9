/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Does y solve the lower level at x?  grad_y g = 0 also holds at saddles, maxima and mere local minima.  The challenge looks for the
   lowest curvature (Lanczos 1950), evaluates g around y, and where g does not look convex there minimises it from the points
   that contradict.  A lower value refutes y and is where to go on.  What it gives is evidence, never proof.  */
#ifndef PGDQA_CHALLENGE_H
#define PGDQA_CHALLENGE_H

#include "base/random.h"
#include "lower/normal.h"

#define challenge_layout REAL (challenge_layout)
#define challenge_lower REAL (challenge_lower)

enum { challenge_lanczos = 30, challenge_points = 14 };

#define LOWER_KINDS(X) X (unknown) X (minimizer) X (degenerate) X (saddle) X (maximizer)
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
} certificate;

typedef struct challenge {
  normal *normal;
  adjoint *adjoint;
  random_state random;
  real *D;            /* [m x challenge_points / 2] displacements of y, each taken with both signs */
  real *trial, *grad; /* [m] */
  real *Q, *W;        /* [m x challenge_lanczos] Lanczos vectors, products */
  real *hx;           /* [n] */
} challenge;

void challenge_layout (challenge *c, dims d, arena *a);

/* At (x, y) with *g and v = grad_y g known.  With FULL it starts with Lanczos, at most 30 hvp, and tells the kind; 12 to 14
   g_grad, and a local solve from each of the points that contradict, at most 6.  Refuted, it leaves the better y, *g and v.
   An exhausted budget comes back as its status, with y, *g, v belonging together and out as far as it came.  */
status challenge_lower (challenge *c, model *l, const real *x, real *y, double *g, real *v, bool full,
                        certificate *out);

#endif
