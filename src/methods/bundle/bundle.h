/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A bundle method in x for F (x) = f (x, y (x)) with kinks and jumps, where y is few variables in a finite box: a linear g, a game, a
   follower that decides all or nothing.  Pieces of F that were met are cuts of its model (methods/bundle/model.h); a step that does
   not lower F enough adds a piece (null step).  Where F jumps because y_j does, the slope s_j (x) of g, which is 0 at the jump,
   holds x on the good side.  In the manner of C. Lemarechal, Math. Program. Study 3 (1975) 95-109.

   At the end 0 lies in the convex hull of the gradients met at x, and F rises at looks to all sides.  */
#ifndef PGDQA_BUNDLE_BUNDLE_H
#define PGDQA_BUNDLE_BUNDLE_H

#include "methods/bundle/state.h"

/* NULL, and no memory, unless x and y are few.  */
bundle *bundle_layout (dims d, arena *a);

/* Is y in a finite box, and x not fixed?  */
bool bundle_can (dims d, const box *z_box);

/* *is: f = -c g + a function of x, c > 0, as far as values or gradients at three random y tell: a min-max problem.  6 gradients, or 12
   values.  Where bundle_can.  */
status bundle_test_minmax (bundle *b, oracle *o, dims d, const box *z_box, double seed, const real *z, bool *is);

/* From x, y, where the lower level is solved first.  *suits: that could be done, and with CORNERS_ONLY y is at bounds or kinks of
   g, and g looks convex or the problem is a min-max problem.  */
status bundle_start (bundle *b, oracle *o, dims d, const box *z_box, double seed, const real *z, bool corners_only,
                     bool *suits);

/* The next iterate, b->model's centre; or b->end.  */
status bundle_step (bundle *b);

/* The iterate, and its (x, y) [n + m].  */
const piece *bundle_centre (const bundle *b);
void bundle_point (const bundle *b, real *z);

#endif
