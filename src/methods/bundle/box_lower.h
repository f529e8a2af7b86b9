/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The lower level where y is few variables in a finite box: y in argmin g (x, .).  The model of g is linear at first, so that a
   linear g takes y to a corner at once; its curvature is learnt by SR1 updates.  A kink of g in single components, as of
   |y_j - c|, is told by slopes that change sign and stay constant on both sides.  */
#ifndef PGDQA_BUNDLE_BOX_LOWER_H
#define PGDQA_BUNDLE_BOX_LOWER_H

#include "base/box.h"
#include "linalg/small_qp.h"
#include "methods/bundle/few.h"

enum { most_kinks = 4 };

typedef struct box_lower {
  oracle *oracle;
  int n, m;
  double low[most_few], high[most_few], width[most_few]; /* of y */
  double x_low[most_few], x_high[most_few];
  double tolerance;              /* of a slope times the width, relative to the largest seen */
  double largest;                /* that */
  double A[most_few * most_few]; /* [m x m] D2_yy g; 0: linear as far as known */
  bool concave;                  /* somewhere g has negative curvature */
  double kink[most_few][most_kinks];
  int kinks[most_few];
  double first[most_few]; /* slopes where the latest solve began */
  small_qp *qp;           /* scratch */
  const double
      *solution; /* [m] a solution at the x of the next solve, which ends where it comes there; NULL: none is known */
} box_lower;

/* Nothing is known of g.  Y_BOX is finite; QP is scratch.  */
void box_lower_start (box_lower *l, oracle *o, dims d, const box *x_box, const box *y_box, small_qp *qp);

/* Steps of differences, PART of 1 + |x_k| or of the width of y_j; to the other side where they would leave the bounds.  */
void box_lower_steps_in_x (const box_lower *l, const double *x, double part, double *step);
void box_lower_steps_in_y (const box_lower *l, const double *y, double part, double *step);

bool box_lower_by_values (const box_lower *l);

/* g at (x, y).  One call.  */
status box_lower_value (box_lower *l, const double *x, const double *y, double *g);

/* g and grad_y g = s [m] at (x, y).  One g_grad, or m + 1 values by forward differences.  */
status box_lower_slopes (box_lower *l, const double *x, const double *y, double *g, double *s);

/* grad_x g [n], and grad_y g = s [m] unless that is NULL; likewise.  */
status box_lower_gradient (box_lower *l, const double *x, const double *y, double *gx, double *s);

/* The largest slope is at least that in the middle of the box: for a first solve from a solution, where slopes may vanish.  One slope.  */
status box_lower_scale (box_lower *l, const double *x);

/* y [m] goes to a local solution at x: *g, s = grad_y g there.  *ok: it was reached.  Mostly 1 to 5 slopes.  */
status box_lower_solve (box_lower *l, const double *x, double *y, double *g, double *s, bool *ok);

typedef enum beside { BESIDE_smooth, BESIDE_kink, BESIDE_flat } beside;

/* g beside a solution with free y: at a kink of one of them, where the slopes to both sides differ however near to y they are (it is known
   now); flat, where they vanish; or smooth.  By gradients 3 to 5 slopes, by values 2 to 4 m values and a slope.  */
status box_lower_look_beside (box_lower *l, const double *x, const double *y, double g, beside *found);

/* y_j lies at a known kink of g; and is held neither there nor by a bound.  */
bool box_lower_at_kink (const box_lower *l, int j, double yj);
bool box_lower_is_free (const box_lower *l, int j, double yj);

/* No y is free.  */
bool box_lower_is_corner (const box_lower *l, const double *y);

/* D2_yy g of the free y, inverted: w = -A^+ b over them, 0 elsewhere.  */
void box_lower_respond (const box_lower *l, const double *y, const double *b, double *w);

/* D2_yy g w lacks E: SR1 update.  */
void box_lower_learn (box_lower *l, const double *w, const double *e);

#endif
