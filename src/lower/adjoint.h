/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The multiplier w of grad_y g = 0: min_w ||b + A w||, A = D2_yy g, by generalised conjugate residuals (Eisenstat,
   Elman and Schultz 1983) on directions H r, H the memory of the curvature.  Since a product gives D2_xy g w as well,
   the reduced gradient gamma = c + D2_xy g w comes along.  With b = grad_y f, c = grad_x f, gamma is the
   hypergradient.  Where the spectrum of A is spread, conjugate gradients (lower/conjugate.h) take over.  */
#ifndef PGDQA_ADJOINT_H
#define PGDQA_ADJOINT_H

#include "lower/conjugate.h"

/* How a solve makes its directions.  */
typedef enum scheme { BY_MEMORY, BY_CONJUGATES, BY_BOTH, schemes } scheme;

typedef struct adjoint {
  int most;          /* directions kept, at most 2 m + 5; the oldest goes */
  real *Q, *W;       /* [m x most] directions q, and A q, orthonormal */
  real *X;           /* [n x most] D2_xy g q */
  real *q, *hy, *hx; /* [m], [m], [n] the direction at work */
  real *coefficient; /* [most] */
  int count;         /* directions the latest solve ended with */
  int products;      /* made by the latest solve */
  double *length;    /* [most] of the step along each direction */
  real *metric;      /* [n] of x, in which gamma is measured */
  window window;     /* what is left of a solve */
  conjugate conjugate;
  bool may_conjugate; /* adjoint_allow_conjugates */
  bool spread;        /* adjoint_is_spread, lately */
  int conjugate_solves;
  double
      nonlinear; /* part of the change of grad_y g along the latest step in y that D2g did not foretell; NaN: unknown */
  double rate[schemes]; /* by how many factors e a product lowers the energy error, lately; 0: unknown */
  double gain;          /* largest change of gamma by a step on H r, over |r|_H before it; 0: none yet */
  double left;          /* ||r|| after the latest correction of w by -H r, over ||r|| before it */
  double predicted; /* for the next solve: the caller has moved w by -H r, and this was ||r|| before; 0: it has not */
  int stop_at_rank; /* for the next solve: after as many directions what is left of b is assumed to lie in null (A), which saves
                        a product; 0: nothing is assumed */
} adjoint;

void adjoint_layout (adjoint *s, dims d, int directions, arena *a);
void adjoint_allow_conjugates (adjoint *s, bool allowed); /* H holds too few pairs to know A */
void adjoint_start (adjoint *s);                          /* nothing has been solved yet */

/* H is good: the latest correction by it left little, and neither a null space nor a bound (y (x) may have a kink) spoils the
   next.  */
static inline bool
adjoint_trusts (const adjoint *s, const model *l)
{
  const double little = 0.05, fast = 1; /* each product lowers the error by a factor e */
  return s->left <= little && s->window.slowest <= fast && !l->singular && !l->box.low;
}

/* From w [m] (0: no product is spent on it) at (x, y), with c [n] (NULL: 0) and b [m]; fills gamma [n] and r = b + A
   w [m].  Stops when ||r|| <= max (eta, 1e-4) ||b|| and the error of gamma in the metric of x, as linalg/window.h estimates
   it, is at most eta of the whole; with c NULL, when ||r|| <= eta ||b|| and the latest change of gamma is as small
   or, on a spread spectrum, the error of w in the energy norm; at rounding; or where A is found singular on what is left of b
   (*null).  One hvp a step, at most m + 5 in exact arithmetic.  On a spread spectrum conjugate_solve, to the same accuracy.  */
status adjoint_solve (adjoint *s, model *l, const real *x, const real *y, const real *c, const real *b, double eta,
                      real *w, real *gamma, real *r, bool *null);

/* The spectrum of A is spread: solves have needed more than SLOW products for a factor e of the energy error.  They are made by
   conjugate gradients from then on, until that is fewer than 2; but not where A changes so much along steps that accurate solves
   are wasted.  */
bool adjoint_is_spread (adjoint *s, const model *l, double slow);

/* conjugate_solve with the window of s, which learns from it.  */
status adjoint_conjugates (adjoint *s, model *l, const real *x, const real *y, conjugate_rule rule, real *w,
                           real *gamma, real *r, double *rest, bool *ended);

/* From the directions of the latest solve: a [m] of least norm with A a = t as far as they span t; *outside: the part
   of t that they do not, relative to t.  b and t may not be the same array as a.  No calls.  */
void adjoint_again (adjoint *s, size_t m, const real *t, real *a, double *outside);

/* out = r projected on the part of the range of A that the directions of the latest solve span; out != r.  */
void adjoint_project (adjoint *s, size_t m, const real *r, real *out);

#endif
