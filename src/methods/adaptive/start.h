/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   From x0, y0 and what an earlier run has learnt to a first iterate.  */
#ifndef PGDQA_START_H
#define PGDQA_START_H

#include "methods/adaptive/state.h"

/* The memories of an earlier run.  */
void start_warm (adaptive *s, const warm_start *warm);

/* The lower level is solved roughly at x0; y0 leaves a maximum.  */
/* y is still Y0 [m], but for rounding.  */
bool start_is_kept (const adaptive *s, const real *y0);

status start_lower (adaptive *s);

#endif
