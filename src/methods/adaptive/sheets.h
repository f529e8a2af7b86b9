/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   In singular mode a lower level may have several sheets of minimisers with one value of g.  If ||A w|| is large, f would fall
   if y could move along -A w; beyond the next ridge of g in that direction another sheet may be as good for the lower level.
   Near a stationary point, where f has little more to fall on the first sheet, the run goes on from there; it comes back, to
   the same secants, as soon as the second sheet is not expected to end lower.  */
#ifndef PGDQA_SHEETS_H
#define PGDQA_SHEETS_H

#include "methods/adaptive/search.h"

/* To another sheet if there is one, where assess found that due; or back.  */
status sheets_cross (adaptive *s);

/* Back to the point that was left, with its secants and progress.  */
status sheets_back (adaptive *s);

/* On the other sheet, F is no lower than what the one that was left promises.  */
bool sheets_better_left (const adaptive *s, double f);

#endif
