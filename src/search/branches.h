/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Branches of lower-level solutions, followed over x.  */
#ifndef PGDQA_SEARCH_BRANCHES_H
#define PGDQA_SEARCH_BRANCHES_H

#include "search/state.h"

/* The anchor of the branch nearest to x; *distance in widths, may be NULL.  */
int branches_nearest (const search *s, int branch, const real *x, double *distance);

/* The anchor of the branch at x itself; -1: it is not known there.  */
int branches_at (const search *s, int branch, const real *x);

/* *anchor of the branch at x, reached from the nearest x where it is known; -1: it is lost on the way.  */
status branches_follow (search *s, int branch, const real *x, int *anchor);

/* The same for every branch; *lowest: the anchor with the least g at x, -1: none reaches it.  */
status branches_follow_all (search *s, const real *x, int *lowest);

/* A new branch with the minimiser y of g (x, .) = G; *branch -1 where there is no room, or where g looks flat from
   a known branch to it, be it along a curve.  */
status branches_add (search *s, const real *x, const real *y, double g, int *branch);

/* The branch is known at x, with y and g; the anchor, -1: there is no room.  */
int branches_note (search *s, int branch, const real *x, const real *y, double g);

/* The branch with the least g of those known at x, as an anchor; -1: none is.  */
int branches_lowest (const search *s, const real *x);

#endif
