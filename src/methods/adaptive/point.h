/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A point z = (x, y) and what is known there: the iterate, a trial, or a mark, a point to go back to.  */
#ifndef PGDQA_POINT_H
#define PGDQA_POINT_H

#include "lower/lower.h"

typedef struct point {
  dims d;
  real *z;               /* [n + m] */
  real *grad_f;          /* [n + m]; NULL in a mark */
  real *grad_g;          /* [m] grad_y g, 0 in the y that a bound holds; NULL in a mark */
  double f, g;           /* g is not finite where it could not be evaluated */
  bool f_known, g_known; /* with their gradients; a mark has only f, or a bound of f */
} point;

void point_layout (point *p, dims d, arena *a);
void mark_layout (point *p, dims d, arena *a);

/* p = Z [n + m], where nothing is known.  */
void point_go (point *p, const real *z);

/* z is Z [n + m].  */
bool point_is_at (const point *p, const real *z);

/* to = from with all that is known there.  */
void point_copy (const point *from, point *to);

/* |f| + |grad f|'|z|: a relative change of f and z by eps is one of f by at most eps times this.  */
double point_size_f (const point *p);

/* The mark is at p, with the value F.  */
void point_mark (point *mark, const point *p, double f);

/* Evaluate unless known.  STOP_NON_FINITE where a value is not finite.  One g_grad, one f_grad.  */
status point_know_lower (point *p, model *l);
status point_know_upper (point *p, oracle *o);

/* The same, but a value that is not finite is no stop: g_known, f_known tell.  */
status point_evaluate_lower (point *p, model *l);
status point_evaluate_upper (point *p, oracle *o);

/* normal_solve of lower/normal.h at p: y moves to ||grad_y g|| <= TOLERANCE or |grad_y g|_H <= TOLERANCE_H.  *ok: it did
   not fail.  *unbounded: g falls without end; l->model.unbounded is left to the caller.  f is unknown where y moved.  */
status point_solve_lower (point *p, lower *l, double tolerance_H, double tolerance, bool *ok, bool *unbounded);

/* kinked_test of lower/kinked.h at p.  */
status point_seek_kinks (const point *p, lower *l);

/* certificate_test of lower/certificate.h at p: refuted, y has moved to a lower g.  */
status point_certify (point *p, lower *l, bool full, certificate *out);

#endif
