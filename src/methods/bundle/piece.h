/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A smooth piece of F (x) = f (x, y (x)), met at a point: its value and its gradient there, and what tells the piece, y and the
   slopes of g.  MIN-MAX problems have f = -c g + a function of x, c > 0: then F is the largest of all f (., y), and f (., y_j) of a
   known y_j is a piece anywhere.  */
#ifndef PGDQA_BUNDLE_PIECE_H
#define PGDQA_BUNDLE_PIECE_H

#include "base/random.h"
#include "methods/bundle/box_lower.h"

typedef struct piece {
  double x[most_few], y[most_few], F, g;
  double at[most_few], F_at,
      G[most_few]; /* value and gradient of the piece at a point that is x, or near x where f has a kink there */
  double s[most_few], fy[most_few]; /* grad_y g, grad_y f */
} piece;

enum { most_corners = 32 };

typedef struct reduction {
  oracle *oracle;
  box_lower lower;
  box x_box; /* of x */
  random_state random;
  bool by_values; /* f has no gradient */
  bool minmax;    /* the problem is a min-max problem, as far as looks tell */
  double corners[most_corners][most_few];
  int corner_count; /* solutions met of a min-max problem whose g is concave somewhere: any of them may solve it elsewhere */
} reduction;

/* Of the run's problem.  */
void reduction_start (reduction *r, oracle *o, dims d, const box *x_box, const box *y_box, small_qp *qp);

/* Do f and -c g have the same gradient in y at three random points, with one c > 0?  Sets r->minmax.  The points lie in the box of y, and
   around x within WIDTH [n] / 10.  6 gradients, or 12 values.  */
status reduction_test_minmax (reduction *r, const double *x, const double *width);

/* Anywhere in the box.  */
void reduction_random_y (reduction *r, double *y);

/* The lower level is solved at p->x from p->y; all of p.  *ok: it was solved.  Where g is concave in a min-max problem, from the corner
   known with the least g if that is lower: a value each.  */
status piece_solve (reduction *r, piece *p, bool *ok);

/* The same where y solves it, p->y, p->g and p->s are known.  */
status piece_complete (reduction *r, piece *p);

/* p->x has changed, p->y and p->s are to stay: F and G of the piece there.  */
status piece_at_x (reduction *r, piece *p);

/* F alone at p->x: the lower level is solved.  */
status piece_look (reduction *r, piece *p, bool *ok);

/* f at (x, y).  */
status reduction_upper_value (reduction *r, const double *x, const double *y, double *f);

/* a = d s_j / dx at the piece.  Two gradients of g in x.  */
status piece_slope (reduction *r, const piece *p, int j, double *a);

/* y_j jumps between the pieces, and f changes with it where g does not: jumps [m].  */
void pieces_jump (const reduction *r, const piece *a, const piece *b, bool *jumps);

#endif
