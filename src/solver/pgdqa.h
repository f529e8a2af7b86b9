/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The C interface of the solver: min over x, y of f (x, y) subject to y in argmin_v g (x, v).

     problem p = { .d = { n, m }, .upper = &f, .lower = &g, .x0 = x0, .y0 = y0 };
     options_init (&opt, false);
     size_t bytes = solver_bytes (&p, &opt);        0: the sizes overflow
     void *memory = malloc (bytes);
     status s = solver_run (&p, &opt, &host, memory, bytes, &result);  */
#ifndef PGDQA_SOLVER_H
#define PGDQA_SOLVER_H

#include "base/options.h"
#include "lower/lower.h"
#include "problem/oracle.h"

enum {
#define COLUMN(name, ...) COLUMN_##name,
#include "solver/history.def"
  COLUMN_count
};

typedef struct problem {
  dims d;
  instance *upper, *lower;   /* bound to their data, levels and orders set; work is set by the solver */
  const real *x0, *y0;       /* [n], [m] finite */
  const real *low, *high;    /* [n + m] bounds of (x, y), infinite where there is none; NULL: no bounds */
  double probes[CALL_count]; /* calls made before the solve that count */
  memory warm;               /* what an earlier run learnt; all NULL: nothing */
} problem;

typedef enum phase { PHASE_iterate, PHASE_returned } phase;

typedef struct result {         /* pointers point into the caller's memory block */
  status stop;                  /* a STOP row of status.def */
  const real *x, *y;            /* [n], [m] the point returned */
  const real *w;                /* [m] multiplier of grad_y g = 0, or NULL if none could be computed */
  memory learnt;                /* for a warm start; all NULL: the method keeps nothing */
  double f, g, f_before;        /* values there, and f before the restoration; NaN if never evaluated */
  double stationarity;          /* least norm of grad f + J'w found */
  double stationarity_residual; /* how far that least-squares problem is solved, relative; Inf: unknown */
  double hypergradient, hypergradient_residual; /* see multiplier.h */
  double lower_opt, kkt_residual, lambda;
  certificate lower;               /* what is known of y as a lower-level solution */
  bool restored;                   /* the lower level was solved again at x */
  const char *restoration;         /* how that ended: see descended in lower.h; "none": not asked for */
  double relative, relative_lower; /* the measures that TolKKT and TolLower bound */
  double f_error;                  /* first-order error of f because grad_y g is not 0; NaN: unknown */
  double rollbacks;                /* times an earlier iterate took the place of the latest */
  double escapes;                  /* times the run went on from a better y, or from where f is lower */
  double expected_decrease;        /* of f, by its path so far; NaN: not estimated */
  double pl[2];                    /* least and largest ||grad h||^2 / h seen, h = ||grad_y g||^2; NaN: none */
  double iterations, seconds;
  double calls[CALL_count], total, measured, passes;
  const double *history; /* [rows x COLUMN_count], row by row */
  size_t rows;
  char message[256]; /* the stop reason in words, or those of an error */
} result;

size_t solver_bytes (const problem *p, const options *opt);

/* RUNNING and *out filled, or an ERROR status with words in out->message.  */
status solver_run (const problem *p, const options *opt, const host *h, void *block, size_t bytes, result *out);

#endif
