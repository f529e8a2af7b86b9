/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The state of the bundle method: bundle.h says what it is.  */
#ifndef PGDQA_BUNDLE_STATE_H
#define PGDQA_BUNDLE_STATE_H

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
  bool early;   /* no more steps could be made, although the model promised some decrease */
  int corners;  /* of the reduction, when the centre was solved */
  double start; /* |F| there */
  bundle_end end;
  bool tied;                                /* a row is active at the end */
  bool flat;                                /* no piece has a slope, as far as differences tell */
  double hull;                              /* least norm over the hull, relative to the steepest piece */
  double sides[2 * most_few + 2][most_few]; /* its gradients, */
  int side_count;
  double other_y[most_few], other_f; /* another solution of the lower level at x; other_f NAN: none is known */
} bundle;

#endif
