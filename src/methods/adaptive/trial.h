/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Points that are tried, and the direction that leads to them.  */
#ifndef PGDQA_TRIAL_H
#define PGDQA_TRIAL_H

#include "methods/adaptive/point.h"

typedef struct trial {
  point at;
  double a;           /* at z + a p */
  double merit;       /* f + w'grad_y g, bounded as merit_of says */
  double promised;    /* decrease of the merit by its slope at the iterate */
  double norm_fy;     /* |grad_y f|_H */
  double hidden;      /* |grad_y f|_H |grad_y g|_H: what infeasibility may hide of f */
  double norm_before; /* ||grad_y g|| before the lower level was solved there */
} trial;

typedef struct search {
  real *p;         /* [n + m] direction */
  real *dy;        /* [m] response of y to a step of length 1 */
  real *scratch;   /* [n + m] */
  trial now, best; /* best: the one to go to */
  bool unbounded;  /* at a trial the lower level looked unbounded below */
  double length;   /* of the latest step: a */
  double moved;    /* and ||z (a) - z|| */
} search;

void search_layout (search *k, dims d, arena *a);

#endif
