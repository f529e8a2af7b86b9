/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What a claim of the bundle method rests on.  */
#ifndef PGDQA_BUNDLE_CLAIM_H
#define PGDQA_BUNDLE_CLAIM_H

#include "methods/bundle/state.h"

/* The model is stationary: is F?  A better y at a tie, pieces brought near to x, the hull, and looks to all sides; b->end, or another
   centre to go on from.  */
status claim_test (bundle *b);

/* The lower level at the iterate from STARTS random y.  *refuted: some y has a lower g, or at bounds as low a g and a lower f; it is the
   iterate's then, and the run goes on from there.  Not at bounds, it is b->other_y.  *gap: the largest by which another g is lower.  */
status claim_challenge (bundle *b, int starts, bool *refuted, double *gap);

#endif
