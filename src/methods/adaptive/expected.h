/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   All further decrease of f from the end of the path, and its range.  Three things tell of it:

     path    progress_forecast: decreases in doublings of the calls
     steps   d1, d2: decreases in the latest w steps and in the w before, w = 8, with fewer steps 4 or 2; r = d1 / d2.
             The geometric sum d1 r / (1 - r) is expected; with r^2 and with r^(1/2) it is low and high
     model   E = q'B q / 2: low and expected E, high 2 E

   low is the least of the three, high the largest, and at least what rounding of f hides.  Expected is that of the
   steps, or else of the path, but at least E.  The path says too much where convergence is linear or faster, the model
   too little where it is slow.  */
#ifndef PGDQA_ADAPTIVE_EXPECTED_H
#define PGDQA_ADAPTIVE_EXPECTED_H

#include "methods/adaptive/state.h"

/* NaN where the path is too short to tell, unless it is FLAT, or where f falls without getting slower.  */
forecast expected_forecast (const adaptive *s, bool flat);

/* What the steps tell; NaN where fewer than four follow one another.  */
forecast expected_by_steps (const secants *s);

#endif
