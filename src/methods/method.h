/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A method: how an iterate becomes the next one.  It sees the run and nothing of history, printing, stopping or time.  */
#ifndef PGDQA_METHOD_H
#define PGDQA_METHOD_H

#include "problem/measure.h"

#define method_named(name) REAL_OF (method, name)

typedef struct method {
  const char *name, *source;
  /* Sets alpha and gamma for iteration r->k, before its iterate is measured.  */
  void (*prepare) (run *r);
  /* Moves the measured iterate; bounded work, no printing, no tests.  RUNNING, or why it could not.  */
  status (*step) (run *r);
} method;

#endif
