/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Do values and gradients of f, and of g, agree?  Values at steps of several lengths to both sides of a point along random directions, in x
   alone and in y alone, are compared with the slope that the gradient claims.  A kink, noise or rounding is no contradiction: the slopes
   measured must agree with each other far better than with the claim, along three directions.  */
#ifndef PGDQA_GRADIENT_TEST_H
#define PGDQA_GRADIENT_TEST_H

#include "base/random.h"
#include "problem/oracle.h"

typedef struct gradient_test {
  real *centre, *step, *z; /* [n + m] */
  real *grad, *at;         /* [n + m] at the centre, at the point tested */
  random_state random;
  bool
      halves; /* in later tests one half of the variables, chosen at random, moves, and then the other: a value more for each block */
  bool idle_in_g; /* gx of g was 0 where the latest test of g has looked at it */
  bool undefined; /* g or its gradient was not finite there; the ledger says what */
} gradient_test;

void gradient_test_layout (gradient_test *t, dims d, arena *a);
void gradient_test_start (gradient_test *t);

/* P is tested: it is evaluated elsewhere.  */
bool gradient_test_moves (const instance *p);

/* STOP_CONTRADICTION, and the ledger says of what, or RUNNING.  At Z [n + m], where f is F and its gradient GRAD [n + m].  Objectives that
   compute values alone, and native ones, are not tested.  Two values where all agrees; a gradient more where a bound holds z.  */
status gradient_test_upper (gradient_test *t, oracle *o, const real *z, double f, const real *grad);

/* Likewise of g.  One g_grad and a value, and another WITH_X where products of D2 g are differences of gradients and need gx.  The
   latest evaluation of g is elsewhere afterwards, if gradient_test_moves.  */
status gradient_test_lower (gradient_test *t, oracle *o, const real *z, bool with_x);

#endif
