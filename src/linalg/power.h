/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The largest eigenvalue in size of a symmetric operator by power iterations.  */
#ifndef PGDQA_POWER_H
#define PGDQA_POWER_H

#include "linalg/krylov.h"

enum { power_steps = 8 };

/* *norm = max |eigenvalue| of A [n x n], from below, after power_steps products from a fixed random vector; 0 where A v = 0.
   v, Av [n] are scratch.  A status of A is handed up.  */
status power_norm (size_t n, linear_map A, void *context, real *v, real *Av, double *norm);

#endif
