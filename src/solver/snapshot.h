/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The whole state of a run between two iterations, in the journal in place of the results of calls that led to it, so that the journal of a
   long run stays short.  All of a run is one block of memory, which is kept as it is, but for what the objectives keep there.  Where it
   is restored it lies elsewhere: the words of its structs that point into the block, to the problem's data or into the compiled code are
   moved.  Only the same code can do that.  */
#ifndef PGDQA_SNAPSHOT_H
#define PGDQA_SNAPSHOT_H

#include "solver/solve.h"

void snapshot_keep (solve *s); /* where the journal says that it is due */

/* S, laid out and at its start, becomes what was kept; false: nothing is next in the journal.  */
bool snapshot_restore (solve *s);

#endif
