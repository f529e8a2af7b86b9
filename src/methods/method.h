/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A method: how an iterate becomes the next one.  It sees the run and nothing of history, printing or time.  */
#ifndef PGDQA_METHOD_H
#define PGDQA_METHOD_H

#include "lower/closing.h"

enum { most_state = 1 << 16 }; /* bytes */

typedef struct method {
  const char *name, *source;
  bool large_memory; /* large memories of the lower level (lower/lower.h) */
  /* Sets alpha and gamma for iteration r->k, before its iterate is measured.  */
  void (*prepare) (run *r);
  /* Moves the measured iterate; bounded work, no printing, no tests.  RUNNING, or why it could not.  */
  status (*step) (run *r);
  /* The end of the run: chooses the point to return, solves the lower level again there (Restore), certifies and measures it.
     RUNNING, or what ended this early.  close_plain, unless the method has a better way.  */
  status (*close) (run *r, closing *c);

  /* ---- NULL: what the driver does for every method ---- */

  size_t state_size; /* of r->state, at most most_state */
  /* What r->state points to; what it writes there counts once there is memory.  NULL: nothing.  */
  void (*layout) (const run *r, arena *a);
  /* Before iteration 0.  NULL: nothing.  */
  status (*start) (run *r);
  /* Fills grad_f, grad_g and now at z.  NULL: measure_iterate.  */
  status (*measure) (run *r);
  /* Why to stop at the measured iterate, or RUNNING.  NULL: TolKKT and TolLower on the measure.  */
  status (*converged) (run *r);
  /* Whether y solves the lower level.  Refuted, r->z has a better y from which the run goes on.  NULL: not tested.  */
  status (*certify) (run *r, certificate *out);
} method;

#endif
