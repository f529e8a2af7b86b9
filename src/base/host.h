/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What the core asks of the program around it.  */
#ifndef PGDQA_HOST_H
#define PGDQA_HOST_H

#include <stdbool.h>

typedef struct host {
  void *self;                /* handed back in every call */
  double (*now) (void);      /* seconds, monotonic */
  void (*tick) (void *self); /* before every oracle call; may unwind the stack (interrupt); NULL: none */
  void (*print) (void *self, const char *text); /* NULL: nothing is printed */
  /* Once before the first iteration ("init"), after every measured iterate ("iter") and at the end ("done"): x [n], y [m]
     of type real, row: the columns of history.def.  True asks to stop.  NULL: none.  */
  bool (*output) (void *self, const char *state, const void *x, const void *y, const double *row);
  /* out [m] = y of a lower-level solution at x near y, of type real, perhaps not finite.  NULL: none.  */
  void (*lower_suggest) (void *self, const void *x, const void *y, void *out);
  /* TEXT of a warning that the run has been silent for `patience` seconds (INFINITY: it never comes), once.  NULL: none.  */
  void (*slow) (void *self, const char *text);
  double patience;
} host;

#endif
