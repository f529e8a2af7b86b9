/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   f, g and their derivatives in a search: a value that is not finite counts as +Inf, and where an objective gives only values its
   derivatives are one-sided differences, accurate enough to choose the next step.  Only limits and errors come back as a status.  */
#ifndef PGDQA_SEARCH_VALUES_H
#define PGDQA_SEARCH_VALUES_H

#include "search/state.h"

status search_g (search *s, const real *x, const real *y, double *g);
status search_f (search *s, const real *x, const real *y, double *f);

/* Value and gradient of f (UPPER) or g; gx [n], gy [m], each may be NULL.  KNOWN: *value is already that at (x, y).  */
status search_gradient (search *s, bool upper, bool known, const real *x, const real *y, double *value, real *gx,
                        real *gy);

/* Does it give gradients?  */
bool search_gives_gradients (const search *s, bool upper);

/* H [m x m] = D2_yy g at (x, y), where g is G.  m products, or m gradients, or m (m + 3) / 2 values.  */
status search_hessian (search *s, const real *x, const real *y, double g, real *H);

/* out [n] = D2_xy g w at (x, y).  */
status search_cross (search *s, const real *x, const real *y, const real *w, real *out);

#endif
