/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Options whose values are arrays: bounds and what a warm start takes over.  */
#ifndef PGDQA_MEX_OPTIONS_ARRAYS_H
#define PGDQA_MEX_OPTIONS_ARRAYS_H

#include <mex.h>

#include "solver/pgdqa.h"

/* XMin .. YMax as bounds of (x, y) in the arena; there are none where all are infinite.  Raises pgdqa:size, pgdqa:value.  */
void options_bounds (problem *p, const mxArray *options_given, arena *mem);

/* The state of the output that WarmStart is; data of the run's class stays where it is.  Raises pgdqa:size.  */
void options_warm_start (warm_start *warm, const mxArray *options_given, dims d, arena *mem);

#endif
