/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A run, as methods see it, and the measure of its iterate: first-order information, the convex quadratic program of
   the method in closed form, and the residuals.  */
#ifndef PGDQA_MEASURE_H
#define PGDQA_MEASURE_H

#include "base/box.h"
#include "base/options.h"
#include "problem/oracle.h"

typedef struct measure {
  double f, g;
  double norm_grad_f;
  double lower_opt;    /* ||grad_y g|| */
  double lambda, rho;  /* multiplier and right-hand side of the quadratic program; lambda may be Inf */
  double mu;           /* lambda ||grad h||, bounded; NaN: lambda belongs to another constraint */
  double stationarity; /* ||grad f + lambda grad h|| */
  double violation;    /* sqrt (max (0, lower_opt^2 - Relaxation^2)): lower_opt without relaxation */
  double kkt_residual; /* hypot (stationarity, violation) */
} measure;

typedef struct run {
  const options *opt;
  oracle *oracle;
  dims d;
  size_t nz, k; /* n + m, iteration */
  real *z;      /* [n + m] iterate (x, y) */
  real *grad_f; /* [n + m] at z, as all that follow */
  real *grad_g; /* [m] grad_y g */
  real *u;      /* [n + m] direction of grad h, of length 1 in the metric; 0 where grad h = 0 */
  real *p;      /* [n + m] grad f + mu u: the step is z - gamma M^-1 p */
  measure now;
  bool fresh;          /* grad_f, grad_g and now belong to z */
  bool own_measure;    /* the method does not measure by measure_iterate; the latest evaluation of g may be elsewhere */
  double alpha, gamma; /* set by the method before z is measured */
  double moved;        /* length of the latest step */
  box box;             /* bounds of z */
  int vectors;         /* of length m that a memory may hold: MaxMemory */
  struct lower *lower; /* lower/lower.h: what is learnt of the lower level, for methods and restorations */
  const struct warm_start *warm; /* lower/lower.h: what an earlier run learnt */
  struct archive *archive;       /* problem/archive.h: the iterates kept */
  struct multiplier *multiplier; /* lower/multiplier.h: for closing */
  struct trust *trust;           /* lower/trust.h: likewise */
  struct coupling *coupling;     /* problem/coupling.h: what acts on what */
  void *state;                   /* of the method */
} run;

static inline box
run_x_box (const run *r)
{
  return box_part (&r->box, 0, r->d.n);
}

static inline box
run_y_box (const run *r)
{
  return box_part (&r->box, r->d.n, r->d.m);
}

void measure_layout (run *r, arena *a);

/* f, g, their gradients in the run and their norms in *t, lower_opt and violation; u = grad h / 2.  Cost as measure_iterate.  */
status measure_first_order (run *r, measure *t);

/* Fills grad_f .. now at z.  Cost: one f_grad, one g_grad, one hvp (none where grad_y g = 0).  */
status measure_iterate (run *r);

/* For methods with a measure of their own.  First what grad_f and grad_g tell: norm_grad_f, lower_opt, violation; last what p
   tells, stationarity and kkt_residual, and r->now = *t.  */
void measure_norms (run *r, measure *t);
void measure_done (run *r, measure *t);

#endif
