/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The lowest curvature of g (x, .) by the method of Lanczos (1950).  */
#ifndef PGDQA_LOWEST_H
#define PGDQA_LOWEST_H

#include "lower/certifier.h"

/* The lowest and the highest Ritz value of D2_yy g at y, the lowest vector in c->trial with its residual; all of them are left in
   c->curvature and c->W.  At most 30 hvp.  */
status lowest_curvature (sounding *t, double *low, double *high, double *residual);

/* w -= Q Q'w, twice; Q [m x count].  */
void orthogonalise (const real *Q, size_t m, int count, real *w);

#endif
