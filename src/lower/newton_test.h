/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Does y solve the lower level near by, as one Newton step tells?  With v = grad_y g, A = D2_yy g, d = A^-1 v to 10 % and
   v+ = grad_y g (x, y - d):

     theta = v+'H v+ / v'H v <= 1/4,    gap = (1 - theta) v'd / 2 <= tau^2 dy'A dy / 2

   dy: the response of y to a step S in x, dy = -A^-1 D2_yx g S; where there is none, a small part of the length of y
   along d.  The gap comes from gradients alone, for values of g are blind below eps |g|.  Or v is what a change of y by
   rounding makes of it.  */
#ifndef PGDQA_NEWTON_TEST_H
#define PGDQA_NEWTON_TEST_H

#include "lower/lower.h"

static const double newton_contraction = 0.25;      /* theta at the most */
static const double rounding_sample = 4 * REAL_EPS; /* of a number, by which newton_test_shake changes it */

/* The arrays may be the caller's.  */
typedef struct newton_test {
  const real *z, *v;   /* [n + m] the point; [m] grad_y g there, as model_value leaves it */
  real *d;             /* [m] -A^-1 v */
  real *next, *v_next; /* [n + m], [m] a point near by, and grad_y g there */
  real *scratch;       /* [n + m] */
  double g_next;       /* not finite: g and v_next are not known there */
  double energy;       /* v'A^-1 v */
  double response;     /* dy'A dy */
  double theta, gap;   /* NaN: not known */
} newton_test;

/* d and its energy; l->model.stiffness is what these products show of ||A||.  v is not 0.  */
status newton_test_step (newton_test *t, lower *l);

/* After it.  v is what a change of y by rounding makes of it.  One g_grad; with ONLY_SMALL none unless v is small
   against ||A|| ||y||.  */
status newton_test_noise (newton_test *t, lower *l, bool only_small, bool *noise);

/* After it, where the energy is positive: response, for S [n] (NULL: none), theta and gap; NEXT is (x, y - d).  */
status newton_test_try (newton_test *t, lower *l, const real *S);

/* theta and gap are small enough.  */
static inline bool
newton_test_holds (const newton_test *t, double tau)
{
  return t->theta <= newton_contraction && t->gap <= tau * tau * t->response / 2;
}

/* The N numbers a change by rounding, each to either side.  */
void newton_test_shake (lower *l, size_t n, real *a);

#endif
