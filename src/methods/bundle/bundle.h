/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A bundle method in x for F (x) = f (x, y (x)) with kinks and jumps, where y is few variables in a finite box: a linear g, a game, a
   follower that decides all or nothing.  Pieces of F that were met are cuts of its model (methods/bundle/model.h); a step that does
   not lower F enough adds a piece (null step).  Where F jumps because y_j does, the slope s_j (x) of g, which is 0 at the jump,
   holds x on the good side.  In the manner of C. Lemarechal, Math. Program. Study 3 (1975) 95-109.

   At the end 0 lies in the convex hull of the gradients met at x, and F rises at looks to all sides.  */
#ifndef PGDQA_BUNDLE_BUNDLE_H
#define PGDQA_BUNDLE_BUNDLE_H

#include "base/options.h"
#include "methods/bundle/model.h"

typedef enum bundle_end {
  BUNDLE_GOES_ON,
  BUNDLE_KINK,         /* F has a kink minimum at x */
  BUNDLE_TIE,          /* F jumps at x, and is least at the end of a piece */
  BUNDLE_TIE_UNPROVEN, /* another y that solves the lower level has a lower f */
  BUNDLE_PRESSED,      /* F falls towards bounds that hold x */
  BUNDLE_SMOOTH,       /* F looks stationary and smooth */
  BUNDLE_UNBOUNDED,    /* F falls without end */
  BUNDLE_FAILED        /* none of these was shown */
} bundle_end;

typedef struct bundle {
  reduction r;
  model_of_F model;
  small_qp qp;
  piece trial;
  double tau;            /* the decrease of the model that counts as 0, relative to its scale */
  bool slides[most_few]; /* y_j moves between its bounds as x does: no jump */
  bool curved;           /* F is not linear between kinks */
  int steps, looks;
  double start; /* |F| there */
  double moved; /* length of the latest step in x */
  bundle_end end;
  bool tied;                                /* a row is active at the end */
  bool flat;                                /* no piece has a slope */
  double hull;                              /* least norm over the hull, relative to the steepest piece */
  double sides[2 * most_few + 2][most_few]; /* its gradients, */
  int side_count;
  double other_y[most_few], other_f; /* another solution of the lower level at x; other_f NAN: none is known */
} bundle;

/* NULL, and no memory, unless x and y are few.  */
bundle *bundle_layout (dims d, arena *a);

/* Is y in a finite box, and x not fixed?  */
bool bundle_can (dims d, const box *z_box);

/* From x, y, where the lower level is solved first.  *suits: that could be done, and with CORNERS_ONLY g looks convex, and y is
   at bounds or kinks of g.  */
status bundle_start (bundle *b, oracle *o, dims d, const box *z_box, double seed, const real *z, bool corners_only,
                     bool *suits);

/* The next iterate, b->model's centre; or b->end.  */
status bundle_step (bundle *b);

/* The lower level at the iterate from STARTS random y.  *refuted: some y has a lower g, or at bounds as low a g and a lower f; it is the
   iterate's then, and the run goes on from there.  Not at bounds, it is b->other_y.  *gap: the largest by which another g is lower.  */
status bundle_challenge (bundle *b, int starts, bool *refuted, double *gap);

/* The iterate, and its (x, y) [n + m].  */
const piece *bundle_centre (const bundle *b);
void bundle_point (const bundle *b, real *z);

/* Norm of the gradient of the piece there, without what bounds of x hold.  */
double bundle_slope (const bundle *b);

#endif
