/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The end of a run: choose the point to return, solve the lower level again there (Restore), test whether y solves it
   (Starts), and measure what is returned.  close_plain does this for every method that needs no more; a method with a close
   of its own is made of the same phases.  */
#ifndef PGDQA_CLOSING_H
#define PGDQA_CLOSING_H

#include "lower/lower.h"
#include "lower/trust.h"
#include "problem/archive.h"

enum { most_escapes = 8 }; /* times a refuted point is left for a better one */

/* Where F (x) = f (x, y (x)) has a kink or jumps.  */
typedef struct kink {
  double hull;         /* least norm over the hull of the sides, relative to the largest; NaN: no sides are known */
  const double *sides; /* [rows x count], of which the first n rows are the gradients of F met at x */
  size_t rows, count;
  const real *other_y; /* [m] another solution of the lower level at x; NULL: none is known */
  double other_f;      /* f there */
  bool flat;           /* F does not change around x */
  bool onward;         /* x has moved far, and F is no higher farther on */
  bool minmax, convex; /* f = -c g + a function of x, and F convex, as far as looks tell */
} kink;

typedef struct closing {
  status stop;           /* in: why the run ended; out: UNBOUNDED_LOWER where g then turned out to fall without end */
  bool wanted;           /* in: a certificate is still to be had, if the calls left allow */
  certificate lower;     /* in and out: what is known of y as a lower-level solution */
  double escapes;        /* in and out: times the run went on from a better y, or from where f is lower */
  double rollbacks;      /* times an earlier iterate took the place of the latest */
  double f_before;       /* f before the restoration; NaN: never evaluated */
  descended how;         /* how the restoration of the lower level ended */
  bool confirmed;        /* the tolerances hold at the point returned */
  bool trusted;          /* it has passed the tests that exitflag 1 needs */
  double relative;       /* the measure that TolKKT bounds, */
  double variation;      /* V; NaN: unknown */
  double relative_lower; /* and that which TolLower bounds; NaN: unknown */
  double stationarity;   /* least norm of grad f + J'w over w; NaN: not measured */
  double residual;       /* how far that least-squares problem is solved, relative; Inf: unknown */
  double
      hypergradient; /* ||grad_x f - D2_xy g (D2_yy g)^-1 grad_y f||, as far as its residual is small; NaN: not measured */
  double hypergradient_residual; /* ||grad_y f + D2_yy g w|| relative to ||grad_y f||; NaN: unknown */
  bool cut_short;                /* in: a limit cut W short, so that nothing that needs it is measured */
  double curvature_ratio;        /* of D2_yy g: model_curvature_ratio */
  const real *w;                 /* [m] multiplier of the hypergradient, or NULL if none could be computed */
  double f_error;                /* first-order error of f because grad_y g is not 0: |w'grad_y g|; NaN: unknown */
  double expected_decrease;      /* all further decrease of f, by its path so far; NaN: not known */
  double expected_range[2];      /* its least and its most */
  double confirm;                /* calls made for the tests of a claim and for the steps that they waited for */
  double start_solved;           /* 1: y0 solves the lower level at x0, 0: it does not; NaN: unknown */
  kink kink;                     /* of F at the point returned */
  warm_start learnt;             /* for a warm start; all NULL: the method keeps nothing */
} closing;

/* How a run that ended with STOP is closed: nothing is known yet.  */
closing closing_of (status stop, const options *o);

static inline bool
closing_is_restored (const closing *c)
{
  return c->how == DESCENDED_SOLVED || c->how == DESCENDED_FLOOR;
}

/* The close of a method (methods/method.h).  */
status close_plain (run *r, closing *c);

/* ---- phases ---- */

/* Some iterate was measured.  The latest, or an earlier one that is better in both f and lower_opt, becomes the run's.  After
   a value that is not finite the last finite iterate is promised, so that one stays.  */
void closing_choose (run *r, closing *c);

/* What is known of the chosen point before it is closed.  */
void closing_begin (const run *r, closing *c);

/* y of z [n + m], with *g and v = grad_y g known there, moves downhill until ||v|| <= TOLERANCE; calls to measure what
   comes of it are kept back.  */
status closing_restore (const run *r, closing *c, real *z, double *g, real *v, double tolerance);

/* The lower level forgets what it has learnt and begins at Y [m].  */
void closing_begin_lower (const run *r, const real *y);

/* Do the calls left pay for a certificate?  */
bool closing_can_certify (const run *r);

/* W is the multiplier of the hypergradient at the run's z, with which the parts of grad f + J'w in x and in y have
   these norms.  */
void closing_note_multiplier (const run *r, closing *c, const real *w, double norm_x, double norm_y);

/* Stationarity, solved to ACCURACY, and hypergradient of the run's z, whose gradients are known: c->w is the multiplier, or NULL.
   Cost as multiplier_solve, counted as measuring.  */
status closing_measure (run *r, closing *c, double accuracy);

#endif
