/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   From an objective struct in Octave to an instance of the core.  */
#ifndef PGDQA_MEX_BIND_H
#define PGDQA_MEX_BIND_H

#include "mex/handle.h"
#include "objectives/distributed.h"

/* What the ranks of a distributed objective agree on: the largest of each.  */
enum { FACT_missing, FACT_without_gx, FACT_user, FACT_recorded, FACT_scratch, FACT_values, FACT_gradients, bind_facts };

typedef struct bound bound;
struct bound {
  instance instance;
  matrix data[max_matrices]; /* of a matrix-defined objective, part by part, in the order of its fields */
  real scalar[max_matrices]; /* 1 x 1 matrices: their values are known even on a measuring arena */
  handle handle;             /* of one made of Octave handles */
  mxArray *again;            /* of a tape: tape = again (x, y, forgiving) gives another one; NULL: no more are made */
  bound *products;           /* of one made of Octave handles: the tape that gives its products; NULL: none */
  bound *part;               /* of a composed objective: as many as it has */
  distribution share;        /* of a distributed one */
  double agreed[bind_facts]; /* likewise: what all ranks have found, from the measuring pass on */
  double threads;            /* asked for */
  double probes[2];          /* value and gradient calls that finding out about them took */
};

/* LEVEL is "upper" or "lower".  Data of the run's class stays where it is; other data is converted into the arena.  On a
   measuring arena only sizes are checked and counted; the second call, on memory, completes b.  Raises pgdqa:class, pgdqa:size,
   pgdqa:value, pgdqa:option.  */
void bind_objective (bound *b, const mxArray *object, const char *level, dims d, arena *a);

/* B goes on with a run that has called its functions before: what they showed then they need not show again.  */
void bind_resumed (bound *b);

/* The words "a|b|c" that FIELD_NAME of the native objective NAME may hold; NULL: there is no such field.  */
const char *bind_choices (const char *name, const char *field_name);

#endif
