/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Every decision on a measured iterate, by name: struct verdict.  Nothing is changed, no calls are made.  */
#ifndef PGDQA_ASSESS_H
#define PGDQA_ASSESS_H

#include "methods/adaptive/state.h"

verdict assess (const adaptive *s);

/* sqrt (E / V), and V, at an iterate whose reduced gradient is known and ends the path of the pairs: what TolKKT bounds.  0:
   rounding; NaN: V (then 0) is unknown.  At a kink of weak bounds, where that does not count, the relative stationarity.  */
double assess_stationarity (const adaptive *s, double *V);

#endif
