/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The oracle: every evaluation of the upper and the lower objective.  It counts them in its ledger, checks that what they
   give is finite, and lets differences stand in for derivatives that an objective lacks.  */
#ifndef PGDQA_ORACLE_H
#define PGDQA_ORACLE_H

#include "problem/differences.h"

typedef struct oracle {
  dims d;
  instance *upper, *lower;
  ledger ledger;
  differences diff;
  size_t objectives_bytes; /* of the memory of upper and lower, with which the oracle's begins */
  double pl[2];            /* least and largest ||grad h||^2 / h told to oracle_note_pl; NaN: none */
} oracle;

/* Before the layout.  BOUNDS of (x, y): values are not asked for beyond them where that can be avoided.  */
void oracle_start (oracle *o, dims d, instance *upper, instance *lower, box bounds, const host *h);
void oracle_layout (oracle *o, arena *a);

/* f and grad f at (x, y); fx [n], fy [m].  One f_grad, or f_value and differences.  */
status oracle_upper (oracle *o, const real *x, const real *y, double *f, real *fx, real *fy);

/* g and its gradient; gx [n] or NULL, gy [m].  STOP_NON_FINITE still sets *g, so that -Inf can be told.  */
status oracle_lower (oracle *o, const real *x, const real *y, double *g, real *gx, real *gy);

/* f, g alone.  One call, of the kind that the objective offers.  */
status oracle_upper_value (oracle *o, const real *x, const real *y, double *f);
status oracle_lower_value (oracle *o, const real *x, const real *y, double *g);

/* (hx, hy) = D2 g . (vx, vy) at (x, y), the point of the latest oracle_lower.  vx NULL: zero; hx NULL: not wanted.  */
status oracle_lower_hvp (oracle *o, const real *x, const real *y, const real *vx, const real *vy, real *hx, real *hy);

/* s = P b [m] by the solver of the lower objective, s != b.  */
status oracle_lower_solve (oracle *o, const real *b, real *s);

/* A = D2_yy g at (x, y) is factorised anew for it.  */
status oracle_lower_factorise (oracle *o, const real *x, const real *y, factorised *result);

/* The user's own solution of the lower level at x from Y: OUT [m].  *given: there is one, and it is finite.  */
status oracle_lower_suggest (oracle *o, const real *x, const real *y, real *out, bool *given);

/* Calls that measuring an iterate takes at the most: upper and lower gradient and a Hessian-vector product.  */
double oracle_measure_cost (const oracle *o);

/* The limits of the whole run, with enough calls kept back to measure an iterate.  */
limits oracle_before_measure (const oracle *o);

/* The gradient-PL ratio ||grad h||^2 / h, h = ||v||^2, grad h = 2 (hx, hy) = 2 J'v.  */
void oracle_note_pl (oracle *o, double norm_v, const real *hx, const real *hy);

#endif
