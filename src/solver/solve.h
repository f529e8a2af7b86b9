/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The state of one solve, shared by driver.c (the loop), finish.c (what is returned) and report.c (what is told).  */
#ifndef PGDQA_SOLVE_H
#define PGDQA_SOLVE_H

#include "methods/method.h"
#include "problem/coupling.h"
#include "solver/history.h"
#include "solver/pgdqa.h"

typedef struct solve { /* the first piece of its block */
  problem problem;
  options options;
  host host;
  const method *method;
  run run;
  oracle oracle;
  history history;
  lower lower;
  multiplier multiplier;
  trust trust;
  coupling coupling;

  certificate certificate;
  bool certified; /* the method has said what it knows of the lower level */
  int escapes;    /* times the run went on from a better y */

  phase phase;
  double started; /* host.now () at entry; earlier where the run goes on with another's state */
  archive archive;
  int still;      /* steps in a row that changed nothing */
  double length;  /* ||z||, refreshed when steps are tiny */
  double printed; /* time of the latest printed row */

  /* for solver/snapshot.h: */
  arena_structs structs;
  size_t used, objectives[2]; /* bytes of the block, and which of them are the memory of the objectives */
  size_t mark;                /* where the run begins in the journal */
  double seconds;             /* made when the state was kept */
} solve;

/* After a measured iterate: history, printed row, OutputFcn.  RUNNING or STOP_OUTPUT_FCN.  */
status report_iterate (solve *s);

/* After finish: the last row of the history (out->history), OutputFcn ("done"), the summary.  */
void report_end (solve *s, result *out);

/* That SELF, a solve, is still at work, and what limits it.  */
void report_slow (const void *self);

/* Closes the run, whose loop ended with STOP, and describes the point to return.  ERROR statuses only.  */
status finish (solve *s, status stop, result *out);

#endif
