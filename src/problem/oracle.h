/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The oracle: every evaluation of the upper and the lower objective.  Here, and only here, calls are counted, the
   budget and the clock are checked, the host gets its tick, and values are checked to be finite.  Derivatives that an
   objective lacks are replaced by differences (differences.c), counted as the evaluations they make.  */
#ifndef PGDQA_ORACLE_H
#define PGDQA_ORACLE_H

#include "base/box.h"
#include "base/host.h"
#include "problem/objective.h"

/* The kinds of calls.  One evaluation of value and gradient at a point is one _grad.  */
#define CALL_KINDS(X) X (f_value) X (f_grad) X (g_value) X (g_grad) X (hvp)
enum {
#define X(kind) CALL_##kind,
  CALL_KINDS (X)
#undef X
      CALL_count
};

typedef struct differences { /* scratch and state of the stand-in derivatives */
  real *z;                   /* [n + m] the displaced point */
  double phi;                /* the value at the point */
  real *plus, *minus; /* [n + m] gradients at z +- t v; only if some objective offers no Hessian-vector product */
  real *trial;        /* [n + m] z +- t v */
  real *sample[3];    /* [n + m] results for three steps */
  double reach[2];    /* largest ||x||, ||y|| that products were taken at */
  double stretch;     /* factor on the step of the stand-in Hessian-vector product; 0: not yet chosen */
  bool checked[2][2]; /* complex step compared with differences: upper, lower; in x, in y */
} differences;

typedef struct oracle {
  dims d;
  instance *upper, *lower;
  const host *host;
  box box; /* bounds of (x, y): values are not asked for beyond them where that can be avoided */
  bool use_complex_step;
  double calls[CALL_count], total, measured; /* measured: how many of total were made while measuring was set */
  double passes;                             /* rows of data read by native objectives */
  double pl[2];                              /* least and largest ||grad h||^2 / h told to oracle_note_pl; NaN: none */
  bool measuring;
  double max_calls, deadline; /* total and host->now () must stay within these */
  differences diff;
  const char *not_finite; /* what it was that stopped with STOP_NON_FINITE last; NULL: nothing */
  char message[256];      /* words for an ERROR status */
} oracle;

void oracle_layout (oracle *o, arena *a);

/* f and grad f at (x, y); fx [n], fy [m].  One f_grad, or f_value and differences.  */
status oracle_upper (oracle *o, const real *x, const real *y, double *f, real *fx, real *fy);

/* g and its gradient; gx [n] or NULL, gy [m].  STOP_NON_FINITE still sets *g, so that -Inf can be told.  */
status oracle_lower (oracle *o, const real *x, const real *y, double *g, real *gx, real *gy);

/* (hx, hy) = D2 g . (vx, vy) at (x, y), the point of the latest oracle_lower.  vx NULL: zero; hx NULL: not wanted.  */
status oracle_lower_hvp (oracle *o, const real *x, const real *y, const real *vx, const real *vy, real *hx, real *hy);

/* Calls that measuring an iterate takes at the most: upper and lower gradient and a Hessian-vector product.  */
double oracle_measure_cost (const oracle *o);

/* The gradient-PL ratio ||grad h||^2 / h, h = ||v||^2, grad h = 2 (hx, hy) = 2 J'v.  */
void oracle_note_pl (oracle *o, double norm_v, const real *hx, const real *hy);

/* For differences.c: counts one call of KIND after checking budget, clock and host.  */
status oracle_charge (oracle *o, int kind);

/* gx [n] or NULL and gy [m] of a value-only objective, whose value at the point is PHI, by central differences (one-sided ones of the same
   order at a bound) or complex steps, 2 (n + m) values.  */
status oracle_gradient_by_differences (oracle *o, instance *p, const real *x, const real *y, double phi, real *gx,
                                       real *gy);

/* Central difference of the gradient along (vx, vy): 2 gradients, 8 at its first use, where the step is chosen.  */
status oracle_hvp_by_differences (oracle *o, const real *x, const real *y, const real *vx, const real *vy, real *hx,
                                  real *hy);

#endif
