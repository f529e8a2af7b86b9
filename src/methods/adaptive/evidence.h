/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What a positive exitflag rests on: tests of the point itself, relative to how much the model varies over the region
   where it was checked (V of secants.h), never to the largest gradient of the path.  With tau = TolKKT, or TolLower for
   the lower level, v = grad_y g and A = D2_yy g:

     stationary   E = q'B q / 2 <= tau^2 V, and two steps in a row have left at most a quarter of E by the same pairs;
                  or every part of q is at the rounding of its own terms (assess)
     lower level  d = A^-1 v, v+ = grad_y g (x, y - d), theta = v+'A^-1 v+ / v'd <= 1/4, and
                  (1 - theta) v'd / 2 <= tau^2 dy'A dy / 2 for the response dy of y to the last step that V counts, and
                  |f (x, y) - f (x, y - d)| <= 1e-6 V; or v is rounding
     afresh       f (x, y (x)) a step away along -D q: it is no lower, and the curvature that it shows expects at most 1e-6 V  */
#ifndef PGDQA_EVIDENCE_H
#define PGDQA_EVIDENCE_H

#include "methods/adaptive/search.h"

/* The tests that are made of calls, at the iterate: *stays, it is where it was, and s->evidence.passed tells; else it
   has moved to a better y or a lower f.  About 10 calls and a few products.  */
status evidence_test (adaptive *s, bool *stays);

/* The lower level alone.  */
status evidence_test_lower (adaptive *s, bool *stays);

/* A step along -D q that is long enough for f to show it, whether f falls or not: no shorter one lowers f, so that
   nothing is known of its curvature.  The pair that it makes leads back.  */
status evidence_probe (adaptive *s);

/* How much of the reduced gradient is noise: (x, y) moves by 4 eps of itself, and what the reduced gradient changes by
   is noted with the measure that follows.  */
status evidence_sample (adaptive *s);
void evidence_note (adaptive *s);

/* The iterate is the point that has passed.  */
bool evidence_holds (const adaptive *s);

#endif
