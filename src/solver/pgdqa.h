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

#include "base/journal.h"
#include "lower/closing.h"

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
  size_t reserved;           /* bytes that the caller holds for the run besides the block: they count for MaxMemory */
  warm_start warm;           /* what an earlier run learnt; all NULL: nothing */
  journal *journal;          /* by way of which both levels go (objectives/journaled.h); NULL: there is none */
} problem;

static inline box
problem_box (const problem *p)
{
  return (box){ p->d.n + p->d.m, p->low, p->high };
}

enum { most_far = 5 };

typedef struct
    far_variables { /* x that moved farthest from the start, each at least a tenth of the farthest, farthest first */
  size_t count;     /* of them all */
  size_t index[most_far];
} far_variables;

typedef enum phase { PHASE_iterate, PHASE_returned } phase;

typedef struct result { /* pointers point into the caller's memory block */
  closing end;          /* how the run was closed; stop is the reason to report */
  const real *x, *y;    /* [n], [m] the point returned */
  double f, g;          /* values there; NaN if never evaluated */
  double lower_opt, kkt_residual, lambda;
  double pl[2]; /* least and largest ||grad h||^2 / h seen, h = ||grad_y g||^2; NaN: none */
  double iterations, seconds;
  double memory;     /* bytes: the block and what is reserved besides */
  far_variables far; /* where bounds of x may help: in these directions there are none */
  double calls[CALL_count], total, measured, passes;
  kinked kinked;         /* kinks of g in y that were met */
  linear linear;         /* how systems with D2_yy g were solved */
  const double *history; /* [rows x COLUMN_count], row by row */
  size_t rows;
  char message[256]; /* at most most_words characters: the stop reason in words, or those of an error */
} result;

/* With as many vectors in each memory as MaxMemory allows, at least 5: what these take may exceed solver_allowed.  */
size_t solver_bytes (const problem *p, const options *opt);
double solver_allowed (const problem *p, const options *opt); /* bytes that MaxMemory leaves for the block */

/* RUNNING and *out filled, or an ERROR status with words in out->message.  */
status solver_run (const problem *p, const options *opt, const host *h, void *block, size_t bytes, result *out);

#endif
