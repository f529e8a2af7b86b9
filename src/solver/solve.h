/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The state of one solve, shared by driver.c (the loop), finish.c (what is returned) and report.c (what is told).  */
#ifndef PGDQA_SOLVE_H
#define PGDQA_SOLVE_H

#include "lower/multiplier.h"
#include "methods/method.h"
#include "solver/archive.h"
#include "solver/history.h"
#include "solver/pgdqa.h"

enum { most_escapes = 8 }; /* times a refuted point is left for a better one */

typedef struct solve {
  const problem *p;
  const host *host;
  const method *method;
  run run;
  oracle oracle;
  history history;
  lower lower;
  multiplier multiplier;

  certificate certificate;
  bool certified; /* the method has said what it knows of the lower level */
  int escapes;    /* times the run went on from a better y */

  phase phase;
  double started; /* host->now () at entry */
  bool fresh;     /* the run's gradients belong to its z */

  bool known;   /* some iterate has been measured: z_last, last and k_last hold */
  real *z_last; /* [n + m] the latest measured iterate */
  measure last;
  archive archive; /* measured iterates worth returning */
  size_t k_last;

  double least_kkt;                   /* the smallest KKT residual so far */
  double most_grad_f, most_lower_opt; /* the largest norms at iterates that set it: what the tolerances are relative to.
                                         A transient blow-up never sets it and so cannot loosen them.  */
  int still;                          /* steps in a row that changed nothing */
  double length;                      /* ||z||, refreshed when steps are tiny */
  double printed;                     /* time of the latest printed row */
} solve;

/* Tolerances in absolute terms.  */
static inline double
tolerance_kkt (const solve *s)
{
  return s->run.opt->tol_kkt * s->most_grad_f;
}

static inline double
tolerance_lower (const solve *s)
{
  return s->run.opt->tol_lower * s->most_lower_opt;
}

/* After a measured iterate: history, printed row, OutputFcn.  RUNNING or STOP_OUTPUT_FCN.  */
status report_iterate (solve *s);

/* After finish: the last row of the history (out->history), OutputFcn ("done"), the summary.  */
void report_end (solve *s, result *out);

/* Restores, measures and describes the point to return after the loop ended with STOP.  ERROR statuses only.  */
status finish (solve *s, status stop, result *out);

#endif
