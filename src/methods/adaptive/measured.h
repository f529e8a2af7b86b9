/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The measure of the iterate: the multiplier and the reduced gradient, and what the parts learn there.  The iterate stays
   where it is.  */
#ifndef PGDQA_MEASURED_H
#define PGDQA_MEASURED_H

#include "methods/adaptive/state.h"

/* s->limit: w and the reduced gradient, in the mode that holds.  True: g has negative curvature along a direction of the
   solve.  */
bool measured_multiplier (adaptive *s);

/* Scales, secants, progress and guard learn the iterate.  */
void measured_note (adaptive *s);

#endif
